namespace RunScope.Testing.Tests;

/// <summary>A machine that doesn't permit a profile: here one on which there is no recorder.</summary>
public sealed class UnavailableTests : IDisposable
{
    private const string Filter = "FullyQualifiedName~Scenarios.Passes&FullyQualifiedName!~Passes_";

    private readonly DirectoryInfo _noRecorder = Directory.CreateTempSubdirectory("no-recorder-");

    public void Dispose() => _noRecorder.Delete();

    [Theory]
    [InlineData("Samples.Xunit")]
    [InlineData("Samples.NUnit")]
    [InlineData("Samples.NUnit5")]
    public async Task The_test_is_skipped_with_the_reason(string project)
    {
        using var run = await SampleRun.OfAsync(project, Filter, new Dictionary<string, string?> { ["RUNSCOPE_RECORDER"] = _noRecorder.FullName });

        var test = run["Passes"];

        test.Outcome.ShouldBe("NotExecuted");
        $"{test.Message}{test.Output}{run.Console}".ShouldContain("The recorder");
        run.ExitCode.ShouldBe(0);
    }

    [Theory]
    [InlineData("Samples.Xunit")]
    [InlineData("Samples.NUnit")]
    public async Task The_test_fails_where_profiles_are_required(string project)
    {
        using var run = await SampleRun.OfAsync(project, Filter, new Dictionary<string, string?> { ["RUNSCOPE_RECORDER"] = _noRecorder.FullName, ["RUNSCOPE_REQUIRE"] = "1" });

        var test = run["Passes"];

        test.Outcome.ShouldBe("Failed");
        test.Message.ShouldContain("RUNSCOPE_REQUIRE is set, and this machine doesn't permit a profile: The recorder");
    }

    [Theory]
    [InlineData("Samples.Xunit")]
    [InlineData("Samples.NUnit")]
    public async Task A_word_that_means_neither_yes_nor_no_is_refused_before_anything_is_skipped(string project)
    {
        using var run = await SampleRun.OfAsync(project, Filter, new Dictionary<string, string?> { ["RUNSCOPE_REQUIRE"] = "yes please" });

        var test = run["Passes"];

        test.Outcome.ShouldBe("Failed");
        test.Message.ShouldContain("RUNSCOPE_REQUIRE is \"yes please\", which is none of 1, true, 0, false");
    }

    [Theory]
    [InlineData("Samples.Xunit")]
    [InlineData("Samples.NUnit")]
    public async Task A_report_folder_that_cannot_be_written_fails_no_test_and_is_told(string project)
    {
        using var run = await SampleRun.OfAsync(project, Filter, new Dictionary<string, string?> { ["RUNSCOPE_REPORTS"] = "/proc/self/no-such-folder" });

        var test = run["Passes"];

        test.Outcome.ShouldBe("Passed", test.Message);
        test.Output.ShouldContain("Cannot make the report folder /proc/self/no-such-folder");
    }
}
