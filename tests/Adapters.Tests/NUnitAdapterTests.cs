namespace RunScope.Testing.Tests;

public abstract class NUnitSamples(string project) : IAsyncLifetime
{
    internal SampleRun Run { get; private set; } = null!;

    public async Task InitializeAsync() => Run = await SampleRun.OfAsync(project);

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
