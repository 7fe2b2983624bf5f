using System.Text.Json;

namespace RunScope.Testing.Tests;

/// <summary>What configures a test, inside the real frameworks.</summary>
public sealed class ConfigurationTests
{
    private const string Filter = "FullyQualifiedName~Scenarios.Passes|FullyQualifiedName~Scenarios.Returns_its_command";

    [Theory]
    [InlineData("Samples.Xunit")]
    [InlineData("Samples.NUnit")]
    [InlineData("Samples.NUnit5")]
    public async Task A_wrong_configuration_fails_every_test_with_every_problem_and_the_same_text_before_anything_starts(string project)
    {
        using var run = await SampleRun.OfAsync(
            project, Filter, new Dictionary<string, string?> { ["RUNSCOPE_RUNZ"] = "3" }, """
            {
              "timeLimit": 5
            }
            """);

        var messages = run.Results.Select(r => r.Message).ToList();

        run.Results.Count.ShouldBeGreaterThan(1);
        run.Results.ShouldAllBe(r => r.Outcome == "Failed");
        messages.Distinct().Count().ShouldBe(1);
        messages[0].ShouldContain("RunScope: 2 problems with the configuration; nothing was started.");
        messages[0].ShouldContain($"{run.ConfigurationFile}:2: timeLimit is 5; it takes a duration with its unit");
        messages[0].ShouldContain("RUNSCOPE_RUNZ is set, and means nothing; did you mean RUNSCOPE_RUNS?");

        // They are listed, so that no page of an earlier run says that all is well.
        File.ReadAllText(Path.Combine(run.Reports, "index.html")).ShouldContain($"{run.Results.Count} failed");
        Directory.EnumerateFiles(run.Reports, "*.html").ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("Samples.Xunit")]
    [InlineData("Samples.NUnit")]
    public async Task Each_layer_has_its_say_and_the_report_tells_whose_word_it_was(string project)
    {
        using var run = await SampleRun.OfAsync(
            project,
            Filter,
            new Dictionary<string, string?> { ["RUNSCOPE_SAMPLERATE"] = "250", ["RUNSCOPE_OVERRIDE__TIMELIMIT"] = "9m" },
            """
            {
              "runs": 3,
              "sampleRate": 50,
              "environment": { "SOME_KIND_OF_NAME": "a-value-of-it" }
            }
            """);

        run["Passes"].Outcome.ShouldBe("Passed", run["Passes"].Message);
        run["Passes"].Output.ShouldContain("(sleep, 3 runs, ");

        // Its author wrote Runs = 2.
        run["Returns_its_command"].Output.ShouldContain("(touch, 2 runs, ");
        var values = Values(Path.Combine(run.Reports, "Scenarios.Passes.verdict.json"));
        values["runs"].ShouldBe(("3", $"{run.ConfigurationFile}:2"));
        values["sampleRate"].ShouldBe(("250", "RUNSCOPE_SAMPLERATE"));
        values["timeLimit"].ShouldBe(("9m", "RUNSCOPE_OVERRIDE__TIMELIMIT"));
        values["gracePeriod"].ShouldBe(("2s", "default"));
        values["reports.folder"].ShouldBe((run.Reports, "RUNSCOPE_REPORTS"));
        values["environment.SOME_KIND_OF_NAME"].ShouldBe(("(set)", $"{run.ConfigurationFile}:4"));
        Values(Path.Combine(run.Reports, "Scenarios.Returns_its_command.verdict.json"))["runs"].ShouldBe(("2", "[ProfileProcess]"));
        ProfileJson.Parse(await File.ReadAllTextAsync(Path.Combine(run.Reports, "Scenarios.Passes.json"))).Engine.SampleRate.ShouldBe(250);
        var page = await File.ReadAllTextAsync(Path.Combine(run.Reports, "Scenarios.Passes.html"));
        page.ShouldContain("RUNSCOPE_OVERRIDE__TIMELIMIT");
        run.Everything.ShouldAllBe(f => !f.Text.Contains("a-value-of-it"));
    }

    [Fact]
    public async Task Variables_of_the_configuration_reach_the_workload_and_the_commands_own_win()
    {
        using var run = await SampleRun.OfAsync(
            "Samples.Xunit",
            "FullyQualifiedName~Sets_up_its_process|FullyQualifiedName~Secrets.Pass",
            configuration: """{ "environment": { "COLOUR": "red", "DB_PASSWORD": "not-this" }, "reports": { "enabled": false } }""");

        run["Sets_up_its_process"].Outcome.ShouldBe("Passed", run["Sets_up_its_process"].Message);
        Directory.EnumerateFiles(run.Reports, "*.html").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Samples.Xunit")]
    [InlineData("Samples.NUnit")]
    public async Task A_secret_stands_in_no_file_and_no_output_of_a_run(string project)
    {
        using var run = await SampleRun.OfAsync(
            project,
            "FullyQualifiedName~Samples.Secrets",
            new Dictionary<string, string?> { ["GITHUB_ACTIONS"] = "true", ["GITHUB_STEP_SUMMARY"] = null },
            """{ "redact": ["customer-[0-9]+"] }""");

        run.Results.Select(r => (r.Name.Split('.')[^1], r.Outcome)).ShouldBe(
            [("Pass", "Passed"), ("Miss_a_limit", "Failed"), ("Fail_at_launch", "Failed"), ("Fail_for_their_input", "Failed"), ("Lose_their_recorder", "Failed"), ("End_early", "Failed"), ("Take_too_long", "Failed")],
            ignoreOrder: true);
        run["Miss_a_limit"].Message.ShouldContain("plainly ***");
        run["Fail_at_launch"].Message.ShouldContain("token=***");
        run["Fail_for_their_input"].Message.ShouldContain("token=***");
        run["Lose_their_recorder"].Message.ShouldContain("plainly ***");
        run["End_early"].Message.ShouldContain("plainly ***");
        run["Take_too_long"].Message.ShouldContain("the customer is ***");
        File.ReadAllText(Path.Combine(run.Reports, "Secrets.Pass.json")).ShouldContain("plainly ***");
        File.Exists(Path.Combine(run.Reports, $".last-run-{project}-annotations")).ShouldBeTrue();
        foreach (var secret in (string[])["Correct-Horse", "Battery-Staple", "customer-77123"])
            run.Everything.Where(f => f.Text.Contains(secret, StringComparison.Ordinal)).Select(f => f.Name).ShouldBeEmpty(secret);
    }

    [Fact]
    public async Task A_secret_in_a_data_row_stands_neither_in_a_file_of_ours_nor_in_its_name()
    {
        var lockFolder = Directory.CreateTempSubdirectory("lock-");
        var kept = Path.Combine(lockFolder.FullName, "kept");
        using var run = await SampleRun.OfAsync(
            "Samples.Xunit", "FullyQualifiedName~SecretRow", new Dictionary<string, string?> { ["XDG_RUNTIME_DIR"] = lockFolder.FullName, ["SAMPLE_LOCK"] = kept });
        var holder = File.ReadAllText(kept);
        lockFolder.Delete(recursive: true);

        run.Results.ShouldHaveSingleItem().Outcome.ShouldBe("Passed", run.Results[0].Message);
        holder.ShouldContain("Is_named(option: \"token=***\")");

        // The framework's own result file has the name as the framework shows it.
        foreach (var (name, text) in run.Everything.Where(f => f.Name.StartsWith(run.Reports, StringComparison.Ordinal)))
        {
            text.ShouldNotContain("Row-Of-Secrets", customMessage: name);
            name.ShouldNotContain("Row-Of-Secrets");
        }

        Directory.EnumerateFiles(run.Reports, "SecretRow.Is_named*.html").ShouldHaveSingleItem();
    }

    private static Dictionary<string, (string Value, string Source)> Values(string verdict)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(verdict));
        return document.RootElement.GetProperty("configuration").EnumerateArray()
            .ToDictionary(v => v.GetProperty("name").GetString()!, v => (v.GetProperty("value").GetString()!, v.GetProperty("source").GetString()!));
    }
}
