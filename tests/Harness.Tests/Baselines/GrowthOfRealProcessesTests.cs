using RunScope.Testing.Analysis;
using RunScope.Testing.Baselines;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Baselines;

/// <summary>Faults put into real processes: the cause that is named first has to be the one that was put in.</summary>
[Collection(RealProcesses.Name)]
public class GrowthOfRealProcessesTests(Xunit.Abstractions.ITestOutputHelper output)
{
    // In the folder of the tests: that of temporary files may be in memory, where nothing waits for storage.
    private static readonly string Folder = AppContext.BaseDirectory;

    public static TheoryData<string, GatedMetric, string, string, string, string> Faults => new()
    {
        { "more CPU work", GatedMetric.CpuTime, "cpu --cpu-time 100ms", "cpu --cpu-time 160ms", "on a CPU", "worker-0" },
        { "more CPU work", GatedMetric.WallTime, "cpu --cpu-time 100ms", "cpu --cpu-time 200ms", "on a CPU", "worker-0" },
        { "a longer sleep", GatedMetric.WallTime, "sleep --duration 200ms", "sleep --duration 300ms", "clock_nanosleep", "worker-0" },
        { "a sleep in a loop", GatedMetric.BlockedTime, "duty --busy 3ms --idle 1ms --duration 300ms", "duty --busy 1ms --idle 3ms --duration 300ms", "clock_nanosleep", "worker-0" },
        { "a lock held for longer", GatedMetric.BlockedTime, "lock --hold 100us --outside 2ms --duration 400ms", "lock --hold 2ms --outside 100us --duration 400ms", "futex", "worker-#" },
        { "more flushes", GatedMetric.BlockedTime, $"disk --duration 150ms --folder {Folder}", $"disk --duration 450ms --folder {Folder}", "fsync", "worker-0" },
        { "more threads", GatedMetric.CpuTime, "cpu --threads 1 --cpu-time 100ms", "cpu --threads 3 --cpu-time 100ms", "on a CPU", "worker-#" },
        { "more threads than CPUs", GatedMetric.RunQueueDelay, "cpu --threads 2 --cpu-time 100ms", "cpu --threads 8 --cpu-time 100ms", "waiting for a CPU", "worker-#" },
        { "an uninterruptible wait", GatedMetric.DiskSleep, "mix --sleep 20ms --disk 1ms --duration 400ms", "mix --sleep 20ms --disk 20ms --duration 400ms", "clone3", "worker-#" },
        { "more turns", GatedMetric.VoluntarySwitches, "pingpong --count 500", "pingpong --count 3000", "switches", "worker-#" },
    };

    [Theory, MemberData(nameof(Faults))]
    public async Task The_cause_of_a_fault_is_named_first(string fault, GatedMetric metric, string reference, string head, string call, string thread)
    {
        var (before, after) = (await RunAsync(reference), await RunAsync(head));
        var judged = new Comparison
        {
            Kind = ComparisonKind.Interleaved,
            Outcome = VerdictOutcome.Regressed,
            Metrics = [new MetricComparison { Metric = metric, Outcome = VerdictOutcome.Regressed, Shift = (after.Metrics[metric] - before.Metrics[metric])!.Value }],
        };

        var causes = Growth.Explain(judged, [before], [after], Environment.ProcessorCount).Metrics[0].Causes;

        output.WriteLine($"{fault}: {metric} {judged.Metrics[0].Shift}");
        foreach (var c in causes) output.WriteLine("  " + c);
        causes.ShouldNotBeEmpty();
        causes[0].ShouldContain(call);
        causes[0].ShouldContain($"\"{thread}\"");
    }

    private static async Task<RunSample> RunAsync(string words) =>
        RunSample.Of(await Workload.ProfileAsync(Workload.Verb(words.Split(' '))), ThreadSet.Default);
}
