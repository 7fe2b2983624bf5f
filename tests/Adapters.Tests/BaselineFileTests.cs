using System.Collections.Immutable;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Baselines;
using RunScope.Testing.Baselines.Files;

namespace RunScope.Testing.Tests;

/// <summary>Baseline files of which nothing follows: of another machine, not to be written, or not asked.</summary>
public sealed class BaselineFileTests : IDisposable
{
    private const string Test = "Sleeps_as_told";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("baselines-");

    private string BaselineFile => Path.Combine(_folder.FullName, "Baselined.Sleeps_as_told.baseline.json");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_baseline_of_another_machine_is_told_of_and_decides_nothing()
    {
        var runs = Enumerable.Repeat(new RunMetrics(ImmutableSortedDictionary<GatedMetric, double>.Empty.Add(GatedMetric.BlockedTime, 0.05)), 6);
        var job = new AcceptedJob(DateTimeOffset.UnixEpoch, null, null, new BaselineEnvironment(null, 4097, null, "6.1", ".NET", "procfs", ImmutableSortedDictionary<string, Fidelity>.Empty), [.. runs], []);
        BaselineFiles.Accept(BaselineFile, new Baseline("Baselined.Sleeps_as_told", "sleep", "Application", [job]));

        using var warned = await RunAsync(("SAMPLE_SLEEP", "0.4"));
        using var refused = await RunAsync(("RUNSCOPE_INCONCLUSIVE", "fail"));

        warned[Test].Outcome.ShouldBe("Passed", warned[Test].Message);
        warned[Test].Output.ShouldContain("there were 4,097 CPUs, here are ");
        (await File.ReadAllTextAsync(Path.Combine(warned.Reports, "index.html"))).ShouldContain("there were 4,097 CPUs, here are ");
        refused[Test].Outcome.ShouldBe("Failed");
        refused[Test].Message.ShouldContain("there were 4,097 CPUs, here are ");
    }

    [Fact]
    public async Task A_build_that_is_held_against_itself_is_skipped_with_what_this_machine_can_show()
    {
        using var run = await RunAsync(("RUNSCOPE_CALIBRATE", "1"), ("RUNSCOPE_OVERRIDE__REGRESSION__MAXRUNS", "8"));

        run[Test].Outcome.ShouldBe("NotExecuted");
        var reason = run[Test].Message + run[Test].Output;
        reason.ShouldContain("Sleeps_as_told: held against itself, because RUNSCOPE_CALIBRATE is set, and not judged.");
        reason.ShouldContain("8 pairs, the same program on both sides");
        reason.ShouldContain("simulated verdicts on unchanged code: ");
        _folder.EnumerateFiles().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_written_is_told_and_fails_only_who_asked_for_it()
    {
        var nowhere = ("RUNSCOPE_REGRESSION__BASELINES", "/proc/self/no-such-folder");
        using var asked = await RunAsync(nowhere, ("RUNSCOPE_ACCEPT", "1"));
        using var unasked = await RunAsync(nowhere);

        asked[Test].Outcome.ShouldBe("Failed");
        asked[Test].Message.ShouldContain("Cannot write the baseline /proc/self/no-such-folder/");
        unasked[Test].Outcome.ShouldBe("NotExecuted");
    }

    private Task<SampleRun> RunAsync(params (string Name, string? Value)[] variables)
    {
        var environment = new Dictionary<string, string?> { ["RUNSCOPE_REGRESSION__BASELINES"] = _folder.FullName };
        foreach (var (name, value) in variables) environment[name] = value;
        return SampleRun.OfAsync("Samples.Xunit", "FullyQualifiedName=Samples.Baselined.Sleeps_as_told", environment);
    }
}
