using RunScope.Testing.Configuration;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests;

public sealed class ConfigurationLayersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "runscope.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nothing_said_means_the_documented_defaults()
    {
        var effective = Load().With();

        effective.Options.TimeLimit.ShouldBe(TimeSpan.FromMinutes(5));
        effective.Options.GracePeriod.ShouldBe(ProfileOptions.Default.GracePeriod);
        effective.Options.SampleRate.ShouldBe(ProfileOptions.Default.SampleRate);
        effective.Options.Engine.ShouldBe(EngineChoice.Auto);
        effective.Options.Runs.ShouldBe(1);
        effective.Options.Reports.Folder.ShouldBe("TestResults/runscope");
        effective.Options.Reports.Enabled.ShouldBeTrue();
        effective.Options.Github.ShouldBeTrue();
        effective.Options.Require.ShouldBeFalse();
        effective.Options.Inconclusive.ShouldBe(InconclusivePolicy.Warn);
        effective.Options.Threads.ShouldBeNull();
        effective.Values.ShouldAllBe(v => v.Source == "default");
        effective.ToProfile().Problems().ShouldBeEmpty();
    }

    [Fact]
    public void Each_layer_wins_over_the_one_below_and_every_value_says_where_it_came_from()
    {
        Write("""
            {
              // comments are allowed, and a comma at the end
              "timeLimit": "1m",
              "sampleRate": 200,
              "runs": 2,
              "warmupRuns": 3,
            }
            """);

        var effective = Load(("RUNSCOPE_SAMPLERATE", "300"), ("RUNSCOPE_RUNS", "4"), ("RUNSCOPE_OVERRIDE__RUNS", "6"))
            .With(RunScopeConfiguration.Declared("runs", "5", "[ProfileProcess]"), RunScopeConfiguration.Declared("sampleRate", "400", "[ProfileProcess]"));

        (effective.Options.TimeLimit, effective.SourceOf("timeLimit")).ShouldBe((TimeSpan.FromMinutes(1), File + ":3"));
        (effective.Options.WarmupRuns, effective.SourceOf("warmupRuns")).ShouldBe((3, File + ":6"));
        (effective.Options.SampleRate, effective.SourceOf("sampleRate")).ShouldBe((400, "[ProfileProcess]"));
        (effective.Options.Runs, effective.SourceOf("runs")).ShouldBe((6, "RUNSCOPE_OVERRIDE__RUNS"));
        effective.Values.Single(v => v.Name == "timeLimit").Value.ShouldBe("1m");
    }

    [Fact]
    public void Sections_lists_and_words_are_bound()
    {
        Write("""
            { "$schema": "obj/runscope.schema.json", "reports": { "folder": "out", "enabled": false }, "redact": ["license-\\d+"], "inconclusive": "fail",
              "environment": { "TZ": "UTC", "Logging:Level": "Debug", "GONE": null }, "leaveChildren": true, "threads": "worker-*", "engine": "procfs" }
            """);

        var effective = Load(("RUNSCOPE_REDACT", "customer \\w+"), ("RUNSCOPE_ENVIRONMENT__TZ", "Europe/Oslo")).With();

        effective.Options.Reports.ShouldBe(new ReportOptions { Folder = "out", Enabled = false });
        effective.Options.Redact.ShouldBe(["license-\\d+", "customer \\w+"]);
        effective.Options.Inconclusive.ShouldBe(InconclusivePolicy.Fail);
        effective.Options.LeaveChildren.ShouldBeTrue();
        effective.Options.Threads.ShouldBe("worker-*");
        effective.Environment["TZ"].ShouldBe("Europe/Oslo");
        effective.Environment["Logging:Level"].ShouldBe("Debug");
        effective.Environment["GONE"].ShouldBeNull();
        effective.Redactor.Text("license-12 of customer Smith").ShouldBe("*** of ***");
        effective.Values.ShouldNotContain(v => v.Value.Contains("Oslo") || v.Value.Contains("license"));
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("true", true)]
    [InlineData(" False ", false)]
    [InlineData("0", false)]
    [InlineData("", false)]
    public void Flags_in_variables_are_true_false_1_or_0_and_an_empty_variable_is_none(string word, bool expected) =>
        Load(("RUNSCOPE_REQUIRE", word)).With().Options.Require.ShouldBe(expected);

    [Fact]
    public void The_older_variables_mean_what_they_meant()
    {
        var effective = Load(("RUNSCOPE_REPORTS", "/tmp/out"), ("RUNSCOPE_INCONCLUSIVE", " Fail "), ("RUNSCOPE_REQUIRE", "1"), ("RUNSCOPE_RECORDER", "/opt/recorder")).With();

        (effective.Options.Reports.Folder, effective.Options.Inconclusive, effective.Options.Require).ShouldBe(("/tmp/out", InconclusivePolicy.Fail, true));
    }

    [Fact]
    public void The_nearest_file_counts_whole_and_nothing_above_the_repository_is_read()
    {
        Write("""{ "runs": 7, "warmupRuns": 7 }""");
        var repository = Directory.CreateDirectory(Path.Combine(_folder.Path, "repository")).FullName;
        var project = Directory.CreateDirectory(Path.Combine(repository, "tests", "Project")).FullName;

        RunScopeConfiguration.Load(project, null, None).With().Options.Runs.ShouldBe(7);
        Directory.CreateDirectory(Path.Combine(repository, ".git"));
        RunScopeConfiguration.Load(project, null, None).With().Options.Runs.ShouldBe(1);
        System.IO.File.WriteAllText(Path.Combine(repository, "runscope.json"), """{ "runs": 2, "warmupRuns": 2 }""");
        RunScopeConfiguration.Load(project, null, None).With().Options.Runs.ShouldBe(2);
        System.IO.File.WriteAllText(Path.Combine(project, "runscope.json"), """{ "runs": 3 }""");
        var nearest = RunScopeConfiguration.Load(project, null, None).With().Options;
        (nearest.Runs, nearest.WarmupRuns).ShouldBe((3, 0));
    }

    [Fact]
    public void Options_of_a_program_are_arguments_that_only_overrides_change()
    {
        Write("""{ "timeLimit": "1m", "gracePeriod": "7s" }""");
        var configured = Load(("RUNSCOPE_SAMPLERATE", "50"), ("RUNSCOPE_OVERRIDE__TIMELIMIT", "9m")).With();

        var given = configured.Over(new ProfileOptions { SampleRate = 500, Timeout = TimeSpan.FromSeconds(3), GracePeriod = TimeSpan.Zero });
        var none = configured.Over(null);

        (given.SampleRate, given.Timeout, given.GracePeriod).ShouldBe((500, TimeSpan.FromMinutes(9), TimeSpan.Zero));
        (none.SampleRate, none.Timeout, none.GracePeriod).ShouldBe((50, TimeSpan.FromMinutes(9), TimeSpan.FromSeconds(7)));
    }

    [Fact]
    public void Options_that_a_program_leaves_out_are_as_configured()
    {
        Write("""{ "timeLimit": "1m", "gracePeriod": "7s", "leaveChildren": true }""");
        var configured = Load(("RUNSCOPE_SAMPLERATE", "500")).With();

        var given = configured.Over(ProfileOptions.Default with { Timeout = TimeSpan.FromSeconds(9) });
        var asDefault = configured.Over(new ProfileOptions { SampleRate = 100, LeaveChildren = false });

        (given.SampleRate, given.Timeout, given.GracePeriod, given.LeaveChildren).ShouldBe((500, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(7), true));
        (asDefault.SampleRate, asDefault.Timeout, asDefault.LeaveChildren).ShouldBe((100, TimeSpan.FromMinutes(1), false));
    }

    [Theory]
    [InlineData("runs", "200000", "1 to 100000")]
    [InlineData("warmupRuns", "100001", "0 to 100000")]
    [InlineData("timeLimit", "500us", "1 ms to 168 h")]
    [InlineData("timeLimit", "200h", "1 ms to 168 h")]
    public void A_declared_value_out_of_its_range_is_never_taken_for_none(string key, string text, string range)
    {
        var error = Should.Throw<InvalidConfigurationException>(() => RunScopeConfiguration.Declared(key, text, "[ProfileProcess]"));

        error.Problems.ShouldHaveSingleItem().ShouldStartWith($"[ProfileProcess]: {key} is \"{text}\"; it takes ");
        error.Message.ShouldContain(range);
    }

    private static IReadOnlyDictionary<string, string> None { get; } = new Dictionary<string, string>();

    private void Write(string json) => System.IO.File.WriteAllText(File, json);

    private RunScopeConfiguration Load(params (string Name, string Value)[] variables) =>
        RunScopeConfiguration.Load(_folder.Path, null, variables.ToDictionary(v => v.Name, v => v.Value));
}
