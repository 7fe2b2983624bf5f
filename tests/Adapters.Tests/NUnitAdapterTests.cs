namespace RunScope.Testing.Tests;

public abstract class NUnitSamples(string project) : IAsyncLifetime
{
    internal SampleRun Run { get; private set; } = null!;

    public async Task InitializeAsync() => Run = await SampleRun.OfAllAsync(project);

    public Task DisposeAsync()
    {
        Run.Dispose();
        return Task.CompletedTask;
    }
}

public sealed class NUnit4Samples() : NUnitSamples("Samples.NUnit");

public sealed class NUnit5Samples() : NUnitSamples("Samples.NUnit5");

public abstract class NUnitAdapterTests : AdapterTests
{
    [Theory]
    [InlineData("Return_commands(\"0.05\")")]
    [InlineData("Return_commands(\"0.1\")")]
    [InlineData("Come_with_the_profile(\"0.05\")")]
    [InlineData("Of_NUnit_work_too(\"0.1\")")]
    public void Data_rows_pass(string name) => Run[name].Outcome.ShouldBe("Passed", Run[name].Message);

    [Fact]
    public void The_report_is_attached() => Run["Passes"].Attachments.ShouldContain("Scenarios.Passes.html");

    [Fact]
    public void A_failure_is_told_without_the_properties_of_our_exceptions()
    {
        foreach (var name in (string[])["Misses_a_limit", "Outlives_its_process", "Names_a_missing_executable"])
        {
            Run[name].Message.ShouldNotContain("Errno:");
            Run[name].Message.ShouldNotContain("SchemaVersion");
        }
    }

    [Theory]
    [InlineData("From_a_field(2)")]
    [InlineData("From_another_class(\"two\")")]
    [InlineData("in the author's words")]
    [InlineData("From_test_case_data(2)")]
    [InlineData("From_test_case_data(five)")]
    [InlineData("From_a_broken_member(\"before\")")]
    [InlineData("Odd(null)")]
    [InlineData("Odd(\"\")")]
    [InlineData("Not_text(\"nul \\0\")")]
    [InlineData("Not_text(\"half \\ud800\")")]
    [InlineData("After_what_is_injected(1,\"2\")")]
    [InlineData("With_defaults(\"a\")")]
    [InlineData("With_params(\"a\")")]
    [InlineData("With_params(\"a\",\"b\",\"c\")")]
    [InlineData("Generic<Int32>(1)")]
    [InlineData("Generic<String>(\"a\")")]
    public void Every_kind_of_row_is_run_and_named_as_NUnit_names_it(string name) => Run[name].Outcome.ShouldBe("Passed", Run[name].Message);

    [Theory]
    [InlineData("Odd(", 4)]
    [InlineData("Equal(1)", 2)]
    [InlineData("Very_long(", 2)]
    [InlineData("From_NUnits_own_source(", 2)]
    [InlineData("Overloaded", 2)]
    [InlineData("Combined(", 2)]
    public void Rows_are_run_whatever_they_look_like(string start, int rows) =>
        Run.Results.Where(r => r.Name.StartsWith(start, StringComparison.Ordinal)).Select(r => r.Outcome).ShouldBe(Enumerable.Repeat("Passed", rows));

    [Theory]
    [InlineData("From_test_case_data(3)", "this row waits")]
    [InlineData("From_test_case_data(4)", "only by name")]
    [InlineData("Ignored", "not today")]
    [InlineData("Explicitly", "only by name")]
    [InlineData("On_other_platforms", "Not supported on Linux")]
    [InlineData("Skips_itself", "not here")]
    public void What_NUnit_does_not_run_is_not_run(string name, string reason)
    {
        Run[name].Outcome.ShouldBe("NotExecuted");
        Run[name].Message.ShouldContain(reason);
    }

    [Fact]
    public void Rows_that_cannot_be_read_fail_with_the_reason()
    {
        var messages = Run.Results.Where(r => r.Name == "From_a_broken_member").Select(r => r.Message).ToArray();

        messages.ShouldContain(m => m.Contains("reading RowKinds.Broken failed: InvalidOperationException: no rows today", StringComparison.Ordinal));
        messages.ShouldContain(m => m.Contains("\"Nobody\": RowKinds has no static field, property, or method without parameters", StringComparison.Ordinal));
    }

    [Fact]
    public void Fixtures_are_set_up_and_torn_down_where_authors_expect() => Run.Order.SkipWhile(l => l != "constructor").TakeWhile(l => l != "OneTimeTearDown").ShouldBe(
        ["constructor", "OneTimeSetUp", "SetUp", "command", "body", "command", "body", "TearDown", "SetUp", "plain", "TearDown", "SetUp", "last", "TearDown"]);

    [Theory]
    [InlineData("Samples.WithArguments(1)", "WithArguments_1_")]
    [InlineData("Samples.WithArguments(2)", "WithArguments_2_")]
    [InlineData("Samples.OfAType<Int32>", "OfAType_System.Int32_")]
    [InlineData("Samples.OfAType<String>", "OfAType_System.String_")]
    public void Each_fixture_of_a_class_has_its_own_reports(string fixture, string report)
    {
        var test = Run.Results.Single(r => r.Class == fixture);

        test.Outcome.ShouldBe("Passed", test.Message);
        test.Output.ShouldContain(report);
    }

    [Theory]
    [InlineData("Cancelled_after_a_time")]
    [InlineData("Cancelled_beside_its_process")]
    public void CancelAfter_ends_the_process_and_leaves_its_report(string name)
    {
        Run[name].Outcome.ShouldBe("Failed");
        Run[name].Message.ShouldMatch(@"was still running after \d+(\.\d+)? m?s and was ended");
        Run[name].Message.ShouldContain("give it a longer [CancelAfter] if it needs one;");
        Run[name].Message.ShouldContain($"Attributes.{name}.html");
    }

    [Fact]
    public void MaxTime_is_held_against_the_whole_test() => Run["Longer_than_its_time"].Message.ShouldContain("exceeds maximum of 100ms");

    [Fact]
    public void A_test_whose_limit_was_missed_is_tried_again_and_its_last_report_is_kept()
    {
        var test = Run["Retried"];

        test.Outcome.ShouldBe("Passed", test.Message);
        test.Output.ShouldContain("This is try 2: its report has taken the place of the one before.");
        test.Output.ShouldContain("Retried: 1 limit kept");
        test.Attachments.ShouldBe(["Attributes.Retried.html", "Attributes.Retried.json"], ignoreOrder: true);
        File.ReadAllText(Path.Combine(Run.Reports, "Attributes.Retried.verdict.json")).ShouldContain("\"outcome\": \"ok\"");
        File.ReadLines(Directory.GetFiles(Run.Reports, ".last-run-*-profiled").ShouldHaveSingleItem()).Count(l => l == "Retried").ShouldBe(1);
    }

    [Fact]
    public void A_repeated_test_is_profiled_each_time()
    {
        Run["Repeated"].Outcome.ShouldBe("Passed", Run["Repeated"].Message);
        Run.Order.Where(l => l.StartsWith("repetition", StringComparison.Ordinal)).ShouldBe(["repetition 0", "repetition 1", "repetition 2"]);
        Run["Repeated"].Output.ShouldContain("This is try 3:");
    }

    [Fact]
    public void All_failures_of_a_multiple_assertion_are_told()
    {
        Run["Fails_twice"].Outcome.ShouldBe("Failed");
        Run["Fails_twice"].Message.ShouldContain("But was:  1");
        Run["Fails_twice"].Message.ShouldContain("But was:  3");
    }

    [Theory]
    [InlineData("Passes_by_saying_so")]
    [InlineData("Passes_at_the_second_try")]
    public void NUnits_own_ways_to_pass_still_do(string name) => Run[name].Outcome.ShouldBe("Passed", Run[name].Message);
}

public sealed class NUnit4AdapterTests(NUnit4Samples samples) : NUnitAdapterTests, IClassFixture<NUnit4Samples>
{
    internal override SampleRun Run => samples.Run;
}

public sealed class NUnit5AdapterTests(NUnit5Samples samples) : NUnitAdapterTests, IClassFixture<NUnit5Samples>
{
    internal override SampleRun Run => samples.Run;
}
