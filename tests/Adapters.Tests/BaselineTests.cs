using RunScope.Testing.Baselines.Files;

namespace RunScope.Testing.Tests;

/// <summary>Builds that are held against a baseline file, inside the real frameworks.</summary>
public sealed class BaselineTests : IDisposable
{
    /// <summary>As a test without a baseline prints it.</summary>
    private const string Filter = "FullyQualifiedName=Samples.Baselined.Sleeps_as_told";

    private const string Test = "Sleeps_as_told";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("baselines-");

    private string Baseline => Path.Combine(_folder.FullName, "Baselined.Sleeps_as_told.baseline.json");

    private string Received => Path.Combine(_folder.FullName, "Baselined.Sleeps_as_told.received.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("Samples.Xunit")]
    [InlineData("Samples.NUnit")]
    public async Task A_test_without_a_baseline_is_skipped_until_one_is_accepted_and_red_when_it_gets_much_slower(string project)
    {
        using var first = await RunAsync(project);
        var told = first[Test];
        told.Outcome.ShouldBe("NotExecuted");
        var reason = told.Message + told.Output;
        reason.ShouldContain($"Sleeps_as_told: There is no Baselined.Sleeps_as_told.baseline.json in {_folder.FullName}.");
        reason.ShouldContain($"RUNSCOPE_ACCEPT=1 dotnet test --filter \"{Filter}\"");
        first.Results.ShouldHaveSingleItem("a test whose name begins with this one's isn't picked");
        reason.ShouldContain($"runscope baseline accept \"{Received}\"");
        File.Exists(Received).ShouldBeTrue();
        File.Exists(Baseline).ShouldBeFalse();

        using var required = await RunAsync(project, ("RUNSCOPE_REQUIRE", "1"));
        required[Test].Outcome.ShouldBe("Failed");
        required[Test].Message.ShouldContain("RUNSCOPE_REQUIRE is set, and there is no baseline. Sleeps_as_told: There is no ");

        using var accepted = await RunAsync(project, ("RUNSCOPE_ACCEPT", "1"), ("RUNSCOPE_ACCEPT_REASON", "the first release"));
        accepted[Test].Outcome.ShouldBe("Passed", accepted[Test].Message);
        accepted[Test].Output.ShouldContain($"Accepted as a baseline: {Baseline} has 1 job now.");
        (await File.ReadAllTextAsync(Baseline)).ShouldContain("the first release");
        File.Exists(Received).ShouldBeFalse();
        var written = await File.ReadAllBytesAsync(Baseline);

        using var again = await RunAsync(project);
        again[Test].Outcome.ShouldBe("Passed", again[Test].Message);

        using var slower = await RunAsync(project, ("SAMPLE_SLEEP", "0.4"));
        slower[Test].Outcome.ShouldBe("Failed", slower[Test].Output);
        File.Exists(Received).ShouldBeTrue();
        (await File.ReadAllBytesAsync(Baseline)).ShouldBe(written, "a red run never changes its baseline");

        using var approved = await RunAsync(project, ("SAMPLE_SLEEP", "0.4"), ("RUNSCOPE_ACCEPT", "1"));
        approved[Test].Outcome.ShouldBe("Passed", approved[Test].Message);
        approved[Test].Output.ShouldContain("has 2 jobs now.");
        approved[Test].Output.ShouldContain("; accepted as a baseline: BlockedTime +");
        (await File.ReadAllTextAsync(Path.Combine(approved.Reports, "Baselined.Sleeps_as_told.verdict.json"))).ShouldNotContain("regressed");
        File.Exists(Received).ShouldBeFalse();
    }

    [Fact]
    public async Task Of_two_rows_that_look_alike_the_second_is_refused_and_a_test_that_is_repeated_is_one_job()
    {
        using var run = await SampleRun.OfAsync(
            "Samples.NUnit", "FullyQualifiedName=Samples.BaselinedRows.That_look_alike|FullyQualifiedName=Samples.BaselinedRows.That_are_repeated", new Dictionary<string, string?> { ["RUNSCOPE_REGRESSION__BASELINES"] = _folder.FullName, ["RUNSCOPE_ACCEPT"] = "1" });

        var alike = run.Results.Where(r => r.Name.StartsWith("That_look_alike", StringComparison.Ordinal)).ToArray();
        alike.Select(r => r.Outcome).Order().ShouldBe(["Failed", "Passed"]);
        alike.Single(r => r.Outcome == "Failed").Message.ShouldContain("another test has the same name, and [NoRegression] can't tell their baselines apart: both would be in " + _folder.FullName);
        JobsOf("BaselinedRows.That_look_alike").ShouldBe(1);
        run["That_are_repeated"].Outcome.ShouldBe("Passed", run["That_are_repeated"].Message);
        run["That_are_repeated"].Output.ShouldContain("Accepted as a baseline already: of a test that is repeated ");
        JobsOf("BaselinedRows.That_are_repeated").ShouldBe(1);
    }

    [Fact]
    public async Task A_job_that_misses_a_limit_is_never_accepted()
    {
        using var run = await SampleRun.OfAsync(
            "Samples.Xunit", "FullyQualifiedName~Baselined.Misses", new Dictionary<string, string?> { ["RUNSCOPE_REGRESSION__BASELINES"] = _folder.FullName, ["RUNSCOPE_ACCEPT"] = "1" });

        run["Misses_a_limit_of_its_own"].Outcome.ShouldBe("Failed");
        run["Misses_a_limit_of_its_own"].Output.ShouldContain("Not accepted as a baseline: a limit is missed.");
        _folder.EnumerateFiles("*.baseline.json").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_baseline_of_another_machine_is_told_of_and_decides_nothing()
    {
        (await RunAsync("Samples.Xunit", ("RUNSCOPE_ACCEPT", "1"))).Dispose();
        var text = await File.ReadAllTextAsync(Baseline);
        await File.WriteAllTextAsync(Baseline, System.Text.RegularExpressions.Regex.Replace(text, "\"cpuCount\": *\\d+", "\"cpuCount\": 4097"));

        using var warned = await RunAsync("Samples.Xunit", ("SAMPLE_SLEEP", "0.4"));
        using var refused = await RunAsync("Samples.Xunit", ("RUNSCOPE_INCONCLUSIVE", "fail"));

        warned[Test].Outcome.ShouldBe("Passed", warned[Test].Message);
        warned[Test].Output.ShouldContain("there were 4,097 CPUs, here are ");
        (await File.ReadAllTextAsync(Path.Combine(warned.Reports, "index.html"))).ShouldContain("there were 4,097 CPUs, here are ");
        refused[Test].Outcome.ShouldBe("Failed");
        refused[Test].Message.ShouldContain("there were 4,097 CPUs, here are ");
    }

    [Theory]
    [InlineData("Samples.Xunit")]
    [InlineData("Samples.NUnit")]
    public async Task A_build_that_is_held_against_itself_is_skipped_with_what_this_machine_can_show(string project)
    {
        using var run = await RunAsync(project, ("RUNSCOPE_CALIBRATE", "1"), ("RUNSCOPE_OVERRIDE__REGRESSION__MAXRUNS", "8"));

        run[Test].Outcome.ShouldBe("NotExecuted");
        var reason = run[Test].Message + run[Test].Output;
        reason.ShouldContain("Sleeps_as_told: held against itself, because RUNSCOPE_CALIBRATE is set, and not judged.");
        reason.ShouldContain("8 pairs, the same program on both sides");
        reason.ShouldContain("simulated verdicts on unchanged code: ");
        _folder.EnumerateFiles().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_damaged_baseline_fails_its_test_and_stays_as_it_is()
    {
        await File.WriteAllTextAsync(Baseline, "{ \"schemaVersion\": 1, ");

        using var run = await RunAsync("Samples.Xunit", ("RUNSCOPE_ACCEPT", "1"));

        run[Test].Outcome.ShouldBe("Failed");
        run[Test].Message.ShouldContain(Baseline);
        (await File.ReadAllTextAsync(Baseline)).ShouldBe("{ \"schemaVersion\": 1, ");
    }

    [Fact]
    public async Task What_cannot_be_written_is_told_and_fails_only_who_asked_for_it()
    {
        var nowhere = ("RUNSCOPE_REGRESSION__BASELINES", "/proc/self/no-such-folder");
        using var asked = await RunAsync("Samples.Xunit", nowhere, ("RUNSCOPE_ACCEPT", "1"));
        using var unasked = await RunAsync("Samples.Xunit", nowhere);

        asked[Test].Outcome.ShouldBe("Failed");
        asked[Test].Message.ShouldContain("Cannot write the baseline /proc/self/no-such-folder/");
        unasked[Test].Outcome.ShouldBe("NotExecuted");
    }

    private int JobsOf(string test) =>
        _folder.EnumerateFiles($"{test}*.baseline.json").ShouldHaveSingleItem() is var file && BaselineFiles.TryRead(file.FullName, out var baseline) ? baseline.Jobs.Length : 0;

    private Task<SampleRun> RunAsync(string project, params (string Name, string? Value)[] variables)
    {
        var environment = new Dictionary<string, string?> { ["RUNSCOPE_REGRESSION__BASELINES"] = _folder.FullName };
        foreach (var (name, value) in variables) environment[name] = value;
        return SampleRun.OfAsync(project, Filter, environment);
    }
}
