namespace RunScope.Testing.Tests;

public sealed class XunitSamples : IAsyncLifetime
{
    internal SampleRun Run { get; private set; } = null!;

    public async Task InitializeAsync() => Run = await SampleRun.OfAllAsync("Samples.Xunit");

    public Task DisposeAsync()
    {
        Run.Dispose();
        return Task.CompletedTask;
    }
}

public sealed class XunitAdapterTests(XunitSamples samples) : AdapterTests, IClassFixture<XunitSamples>
{
    internal override SampleRun Run => samples.Run;

    [Theory]
    [InlineData("Rows.Return_commands(seconds: \"0.05\")")]
    [InlineData("Rows.Return_commands(seconds: \"0.1\")")]
    [InlineData("Rows.Come_with_the_profile(seconds: \"0.05\")")]
    [InlineData("Rows.Are_found_late(seconds: \"0.1\", unused: Object { })")]
    public void Data_rows_pass_and_are_named_without_what_the_harness_fills(string name) => Run[name].Outcome.ShouldBe("Passed", Run[name].Message);

    [Fact]
    public void The_frameworks_own_timeout_is_obeyed()
    {
        Run["Of_xUnit_is_obeyed"].Outcome.ShouldBe("Failed");
        Run["Of_xUnit_is_obeyed"].Message.ShouldMatch(@"was still running after \d+(\.\d+)? m?s and was ended");
        Run["Of_xUnit_is_obeyed"].Message.ShouldContain("give it a longer Timeout on [ProfileProcess] if it needs one;");
    }

    [Fact]
    public void A_profiled_test_may_profile_dotnet_test_of_a_profiled_test()
    {
        var test = Run["Profiles_dotnet_test_of_a_profiled_test"];

        test.Outcome.ShouldBe("Passed", test.Message);
    }

    [Theory]
    [InlineData("RowKinds.From_a_member(level: 2)")]
    [InlineData("RowKinds.From_a_class(level: 2, word: \"bb\")")]
    [InlineData("RowKinds.Odd(text: null)")]
    [InlineData("RowKinds.Odd(text: \"\")")]
    [InlineData("RowKinds.Not_text(text: \"nul \\0\")")]
    [InlineData("RowKinds.After_what_is_injected(level: 1, word: \"2\")")]
    [InlineData("RowKinds.With_defaults(word: \"a\", level: 7)")]
    [InlineData("RowKinds.With_params(first: \"a\", rest: [])")]
    [InlineData("RowKinds.With_params(first: \"a\", rest: [\"b\", \"c\"])")]
    [InlineData("RowKinds.With_params_and_no_row")]
    [InlineData("RowKinds.Late_with_params(first: \"a\", opaque: opaque, rest: [\"b\", \"c\"])")]
    [InlineData("RowKinds.Generic<Int32>(value: 1)")]
    [InlineData("RowKinds.Generic<String>(value: \"a\")")]
    [InlineData("RowKinds.Skipped_by_row(level: 2)")]
    [InlineData("a name (of the author's own)(level: 1)")]
    public void Every_kind_of_row_is_run_and_named_as_xUnit_names_it(string name) => Run[name].Outcome.ShouldBe("Passed", Run[name].Message);

    [Fact]
    public void Odd_rows_are_all_run() =>
        Run.Results.Where(r => r.Name.Contains("RowKinds.Odd(", StringComparison.Ordinal)).Select(r => r.Outcome).ShouldBe(Enumerable.Repeat("Passed", 4));

    [Theory]
    [InlineData("RowKinds.Skipped_by_row(level: 1)", "this row waits")]
    [InlineData("RowKinds.Skipped_whole", "all wait")]
    public void Skips_are_those_of_xUnit(string name, string reason)
    {
        Run[name].Outcome.ShouldBe("NotExecuted");
        Run[name].Message.ShouldContain(reason);
    }

    [Fact]
    public void Rows_that_cannot_be_read_fail_with_the_reason_and_a_late_one_that_does_not_fit_fails_alone()
    {
        Run["RowKinds.From_a_broken_member"].Message.ShouldContain("no rows today");
        Run["RowKinds.Late_with_params"].Message.ShouldContain("nothing fills the parameter 'opaque'");
    }

    [Fact]
    public void Fixtures_constructors_and_attributes_run_where_authors_expect() =>
        Run.Order.Where(l => l == "class fixture made" || !l.EndsWith(" fixture made", StringComparison.Ordinal)).ShouldBe(
        [
            "class fixture made", "constructor", "InitializeAsync", "before", "command", "body", "command", "body", "after", "DisposeAsync", "Dispose",
            "class fixture disposed",
        ]);

    [Theory]
    [InlineData("MixedApart", 2)]
    [InlineData("MixedTogether", 1)]
    [InlineData("PerformanceCollection", 1)]
    [InlineData("String", 1)]
    [InlineData("Int32", 1)]
    public void A_fixture_is_made_once_for_each_collection_that_its_class_is_in(string of, int times) =>
        Run.Order.Count(l => l == $"{of} fixture made").ShouldBe(times);
}
