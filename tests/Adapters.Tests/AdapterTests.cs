using System.Text.Json.Nodes;

namespace RunScope.Testing.Tests;

/// <summary>What holds in every framework: each runs the same samples, and we look at what it says about them.</summary>
public abstract class AdapterTests
{
    internal abstract SampleRun Run { get; }

    [Fact]
    public void A_process_within_its_limits_passes_and_leaves_a_report()
    {
        var test = Run["Passes"];

        test.Outcome.ShouldBe("Passed", test.Message);
        test.Output.ShouldContain("Passes: 1 limit kept (sleep, 1 run, ");
        test.Output.ShouldContain($"report: {Path.Combine(Run.Reports, "Scenarios.Passes.html")}");
        File.Exists(Path.Combine(Run.Reports, "Scenarios.Passes.html")).ShouldBeTrue();
        File.Exists(Path.Combine(Run.Reports, "Scenarios.Passes.json")).ShouldBeTrue();
    }

    [Fact]
    public void A_missed_limit_says_what_was_measured_how_and_where_the_report_is()
    {
        var message = Run["Misses_a_limit"].Message;

        Run["Misses_a_limit"].Outcome.ShouldBe("Failed");
        message.ShouldContain("Misses_a_limit: 1 of 2 limits missed (sh, 1 run, ");
        message.ShouldMatch(@"\n  Running +at least 60\.0 %, was \d+\.\d %  \(");
        message.ShouldContain("ok: WallTime at most ");
        message.ShouldContain("a word from stderr");
        message.ShouldContain($"report: {Path.Combine(Run.Reports, "Scenarios.Misses_a_limit.html")}");
    }

    [Fact]
    public void A_gate_that_could_never_be_red_fails_before_anything_runs()
    {
        var test = Run["As_fast_as_its_reference"];

        test.Outcome.ShouldBe("Failed");
        test.Message.ShouldContain("As_fast_as_its_reference: [NoRegression]: 4 pairs can't show a regression of 1 metric, however large: set MaxRuns to ");
        test.Message.ShouldContain("regression.maxRuns is 4 (RUNSCOPE_OVERRIDE__REGRESSION__MAXRUNS)");
        File.Exists(Path.Combine(Run.Reports, "Regressions.As_fast_as_its_reference.json")).ShouldBeFalse();
    }

    [Fact]
    public void A_run_that_only_warms_up_is_never_judged()
    {
        var test = Run["Fails_while_it_warms_up"];

        test.Outcome.ShouldBe("Passed", test.Message);
        test.Output.ShouldMatch(@"Fails_while_it_warms_up: 1 limit kept \(sh, 3 runs, median \d");
    }

    [Fact]
    public void A_wrong_declaration_fails_alone_with_every_problem()
    {
        var message = Run["Declared_badly"].Message;

        Run["Declared_badly"].Outcome.ShouldBe("Failed");
        message.ShouldContain("Declared_badly: 5 problems with the declaration");
        message.ShouldContain("TimeLimit: \"fast\" is not a duration");
        message.ShouldContain("Runs = 0; it takes 1 to 100000.");
        message.ShouldContain("SampleRate = 5000");
        message.ShouldContain("60 is not a share: write 0.60 for 60 %");
        message.ShouldContain("Nothing fills the parameter 'nobodys'");
        message.ShouldNotContain("The body ran");
    }

    [Fact]
    public void A_missing_executable_is_named()
    {
        Run["Names_a_missing_executable"].Outcome.ShouldBe("Failed");
        Run["Names_a_missing_executable"].Message.ShouldContain("no-such-executable-anywhere");
        Run["Names_a_missing_executable"].StackTrace.ShouldNotContain("RunScope.Testing.");
    }

    [Fact]
    public void A_missing_input_file_is_named_and_no_process_reads_nothing_instead()
    {
        Run["Names_a_missing_input"].Outcome.ShouldBe("Failed");
        Run["Names_a_missing_input"].Message.ShouldMatch("Cannot give the process its standard input: there is no file .*no-such-input.txt");
    }

    [Fact]
    public void A_process_that_takes_too_long_is_ended_and_fails_with_its_report()
    {
        var message = Run["Takes_too_long"].Message;

        Run["Takes_too_long"].Outcome.ShouldBe("Failed");
        message.ShouldMatch(@"was still running after \d+(\.\d+)? m?s and was ended");
        message.ShouldContain("Scenarios.Takes_too_long.html");
    }

    [Fact]
    public void An_exit_code_other_than_0_fails()
    {
        Run["Exits_with_an_error"].Outcome.ShouldBe("Failed");
        Run["Exits_with_an_error"].Message.ShouldMatch("ExitCode +must be 0, was 1");
    }

    [Fact]
    public void A_returned_command_is_profiled_in_every_run()
    {
        var test = Run["Returns_its_command"];

        test.Outcome.ShouldBe("Passed", test.Message);
        test.Output.ShouldContain("(touch, 2 runs, ");
    }

    [Fact]
    public void A_body_is_given_the_profile_of_a_command_from_a_member_and_keeps_its_own_output()
    {
        var test = Run["Is_given_its_profile"];

        test.Outcome.ShouldBe("Passed", test.Message);
        test.Output.ShouldContain("the user's own output, exit code 0");
    }

    [Fact]
    public void A_body_that_fails_fails_the_test_in_its_own_words_and_the_report_is_still_written()
    {
        var test = Run["Fails_in_its_body"];

        test.Outcome.ShouldBe("Failed");
        test.Message.ShouldContain("42");
        test.Output.ShouldContain(Path.Combine(Run.Reports, "Scenarios.Fails_in_its_body.html"));
    }

    [Fact]
    public void A_limit_in_a_body_points_at_the_body_and_not_into_the_harness()
    {
        var test = Run["Limits_in_its_body"];

        test.Outcome.ShouldBe("Failed");
        test.Message.ShouldContain("Limits_in_its_body: 1 of 1 limit missed (sleep, 1 run, ");
        test.StackTrace.ShouldContain("Scenarios.Limits_in_its_body");
        test.StackTrace.Split('\n')[0].ShouldContain("Scenarios.Limits_in_its_body");
    }

    [Fact]
    public void A_body_beside_its_process_ends_it()
    {
        var test = Run["Drives_a_process"];

        test.Outcome.ShouldBe("Passed", test.Message);
        test.Output.ShouldContain("1 limit kept (sleep, ");
    }

    [Fact]
    public void A_process_that_ends_before_the_body_cancels_it_and_fails_with_its_exit_and_stderr()
    {
        var message = Run["Outlives_its_process"].Message;

        Run["Outlives_its_process"].Outcome.ShouldBe("Failed");
        message.ShouldContain("sh exited with code 3 before the test's body was over.");
        message.ShouldContain("stderr: the server broke");
    }

    [Fact]
    public void A_data_row_that_is_too_short_fails_with_the_parameter()
    {
        var test = Run.Results.Single(r => r.Name.Contains("Are_too_short", StringComparison.Ordinal));

        test.Outcome.ShouldBe("Failed");
        test.Message.ShouldContain("nothing fills the parameter 'seconds'");
    }

    [Fact]
    public void Environment_working_directory_and_standard_input_reach_the_process()
    {
        var test = Run["Sets_up_its_process"];

        test.Outcome.ShouldBe("Passed", test.Message);
    }

    [Theory]
    [InlineData("Asks_dotnet_about_itself")]
    [InlineData("Builds_a_project")]
    public void A_dotnet_tool_works_as_a_workload_and_what_the_runner_set_for_itself_is_kept_from_it(string name)
    {
        Run[name].Outcome.ShouldBe("Passed", Run[name].Message);

        var environment = ProfileJson.Parse(File.ReadAllText(Path.Combine(Run.Reports, $"Scenarios.{name}.json"))).Environment!;
        environment.Removed.ShouldContain("VSTEST_DOTNET_ROOT_PATH");
    }

    [Fact]
    public void Classes_of_one_name_have_reports_and_verdicts_of_their_own()
    {
        Run.Results.Where(r => r.Class.EndsWith("Namesake", StringComparison.Ordinal)).ShouldAllBe(r => r.Outcome == "Passed");
        foreach (var name in (string[])["Samples.First.Namesake.Runs", "Samples.Second.Namesake.Runs"])
        {
            File.Exists(Path.Combine(Run.Reports, $"{name}.html")).ShouldBeTrue();
            VerdictOf(name).ShouldBe(name);
        }

        VerdictOf("Scenarios.Passes").ShouldBe("Scenarios.Passes");
    }

    [Theory]
    [InlineData("In_a_nested_class", "Inner.In_a_nested_class.html")]
    [InlineData("In_a_static_class", "Outer.In_a_static_class.html")]
    public void Nested_and_static_classes_are_run(string name, string report)
    {
        var test = Run.Results.Single(r => r.Name.EndsWith(name, StringComparison.Ordinal));

        test.Outcome.ShouldBe("Passed", test.Message);
        File.Exists(Path.Combine(Run.Reports, report)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("InheritedOnce")]
    [InlineData("InheritedTwice")]
    public void An_inherited_test_runs_in_each_class_with_the_members_of_the_base_class(string name)
    {
        var test = Run.Results.Single(r => r.Class == $"Samples.{name}");

        test.Outcome.ShouldBe("Passed", test.Message);
        test.Output.ShouldContain(Path.Combine(Run.Reports, $"{name}.Say_their_word.html"));
    }

    [Fact]
    public void Two_tests_that_choose_one_report_name_get_a_report_each()
    {
        var odd = Run.Results.Single(r => r.Name.EndsWith("Tell_odd_output", StringComparison.Ordinal)).Message;
        var other = Run.Results.Single(r => r.Name.EndsWith("Choose_the_report_name_of_another", StringComparison.Ordinal)).Output;

        string[] reports = [ReportIn(odd), ReportIn(other)];
        reports.Distinct().Count().ShouldBe(2);
        reports.ShouldAllBe(r => File.Exists(r));
    }

    [Fact]
    public void What_a_process_says_breaks_neither_the_message_nor_the_result_file()
    {
        var test = Run.Results.Single(r => r.Name.EndsWith("Tell_odd_output", StringComparison.Ordinal));

        test.Outcome.ShouldBe("Failed");
        test.Message.ShouldContain("red \\x1b[31m nul \\x00 bell \\x07 <&>\"]]> \ufffd");
    }

    [Fact]
    public void A_long_test_says_how_far_it_is_and_a_short_one_nothing()
    {
        Run.Live.ShouldMatch(@"Tell_how_far_they_are: run \d of 3, \d+ s so far");
        Run.Live.ShouldNotMatch(@"Scenarios\.\w+: \d+ s so far");
    }

    [Fact]
    public void Rows_that_look_alike_get_a_report_each()
    {
        var tests = Run.Results.Where(r => r.Name.Contains("Shown_alike", StringComparison.Ordinal)).ToArray();

        tests.Length.ShouldBe(2);
        tests.ShouldAllBe(t => t.Outcome == "Passed");
        tests.Select(t => ReportIn(t.Output)).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void Every_row_has_a_report_of_its_own()
    {
        var reports = Run.Results
            .Where(r => r.Class.EndsWith("RowKinds", StringComparison.Ordinal) && r.Outcome == "Passed")
            .Select(r => ReportIn(r.Output))
            .ToArray();

        reports.Length.ShouldBeGreaterThan(20);
        reports.ShouldBeUnique();
        reports.ShouldAllBe(r => File.Exists(r));
    }

    [Fact]
    public void What_bodies_and_members_write_is_in_the_output_of_their_test()
    {
        var output = Run["In_their_order"].Output;

        output.ShouldContain("said by the command's member");
        output.ShouldContain("said by the body");
    }

    [Fact]
    public void Profiled_tests_never_overlap_in_one_process() => Marks.ShouldAlternate(Run.Log);

    private string? VerdictOf(string report) =>
        (string?)JsonNode.Parse(File.ReadAllText(Path.Combine(Run.Reports, $"{report}.verdict.json")))!["test"];

    private static string ReportIn(string text) => text.Split('\n').Select(l => l.Trim()).Last(l => l.StartsWith("report: ", StringComparison.Ordinal))["report: ".Length..];
}
