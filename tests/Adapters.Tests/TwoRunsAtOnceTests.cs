namespace RunScope.Testing.Tests;

public sealed class TwoRunsAtOnceTests
{
    [Fact]
    public async Task Profiled_tests_of_two_processes_never_overlap_and_the_waiting_is_announced()
    {
        var log = Path.GetTempFileName();
        var lockFolder = Directory.CreateTempSubdirectory("lock-");
        var environment = new Dictionary<string, string?> { ["SAMPLE_LOG"] = log, ["SAMPLE_RIVAL"] = "1", ["XDG_RUNTIME_DIR"] = lockFolder.FullName };

        var runs = await Task.WhenAll(
            SampleRun.OfAsync("Samples.Xunit", "FullyQualifiedName~Overlap", environment),
            SampleRun.OfAsync("Samples.NUnit", "FullyQualifiedName~Overlap", environment));

        runs.SelectMany(r => r.Results).ShouldAllBe(r => r.Outcome == "Passed");
        Marks.ShouldAlternate(log);
        runs.SelectMany(r => r.Results).ShouldContain(r => r.Output.Contains("Waiting for process ", StringComparison.Ordinal));
        File.Delete(log);
        lockFolder.Delete(recursive: true);
        Array.ForEach(runs, run => run.Dispose());
    }
}
