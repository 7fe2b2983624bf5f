namespace RunScope.Testing.Tests;

public sealed class XunitSamples : IAsyncLifetime
{
    internal SampleRun Run { get; private set; } = null!;

    public async Task InitializeAsync() => Run = await SampleRun.OfAsync("Samples.Xunit");

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
    }

    [Fact]
    public void A_profiled_test_may_profile_dotnet_test_of_a_profiled_test()
    {
        var test = Run["Profiles_dotnet_test_of_a_profiled_test"];

        test.Outcome.ShouldBe("Passed", test.Message);
    }
}
