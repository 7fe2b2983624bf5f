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
        { "more CPU work", GatedMetric.CpuTime, "cpu --cpu-time 100ms", "cpu --cpu-time 160ms", "Running", "worker-0" },
        { "more CPU work", GatedMetric.WallTime, "cpu --cpu-time 100ms", "cpu --cpu-time 300ms", "Running", "worker-0" },
        { "a longer sleep", GatedMetric.WallTime, "sleep --duration 200ms", "sleep --duration 500ms", "clock_nanosleep", "worker-0" },
        { "a sleep in a loop", GatedMetric.BlockedTime, "duty --rounds 60 --busy 1ms --idle 1ms", "duty --rounds 60 --busy 1ms --idle 5ms", "clock_nanosleep", "worker-0" },
        { "a lock held for longer", GatedMetric.BlockedTime, "lock --rounds 40 --outside 2ms --hold 100us", "lock --rounds 40 --outside 2ms --hold 4ms", "futex", "worker-#" },
        { "more flushes", GatedMetric.DiskSleep, $"disk --rounds 200 --folder {Folder}", $"disk --rounds 2000 --folder {Folder}", "fsync", "worker-0" },
        { "more threads", GatedMetric.CpuTime, "cpu --threads 1 --cpu-time 100ms", "cpu --threads 3 --cpu-time 100ms", "Running", "worker-#" },
        { "more threads than CPUs", GatedMetric.RunQueueDelay, "cpu --threads 2 --cpu-time 100ms", "cpu --threads 8 --cpu-time 100ms", "Runnable", "worker-#" },
        { "a longer pause in each round", GatedMetric.WallTime, "duty --rounds 40 --busy 1ms --idle 3ms", "duty --rounds 40 --busy 1ms --idle 6ms", "clock_nanosleep", "worker-0" },
        { "an uninterruptible wait", GatedMetric.DiskSleep, "mix --rounds 8 --sleep 5ms --disk 1ms", "mix --rounds 8 --sleep 5ms --disk 40ms", "clone3", "worker-#" },
    };

    [Theory, MemberData(nameof(Faults))]
    public async Task The_cause_of_a_fault_stands_first(string fault, GatedMetric metric, string reference, string head, string cause, string thread)
    {
        var (before, after) = (await RunAsync(reference), await RunAsync(head));

        // How long other programs kept it from a CPU differs from run to run, and a gate averages over many: it counts here only where it is the fault.
        var parts = Growth.Parts(metric, before.Waits, after.Waits).Where(p => metric == GatedMetric.RunQueueDelay || p.Part.State != TaskState.Runnable).ToArray();

        output.WriteLine($"{fault}: {metric}");
        foreach (var (part, follows) in parts.Take(4)) output.WriteLine($"  {part.GrowthPerThread:0.000} s a thread, {Cause(part)} in {part.Threads.Name}{(follows ? ", follows" : "")}");
        parts.ShouldNotBeEmpty();
        (Cause(parts[0].Part), parts[0].Part.Threads.Name).ShouldBe((cause, thread));
    }

    [Fact]
    public async Task More_turns_are_told_by_the_threads_that_take_them()
    {
        // Long enough for the threads to be seen in many rounds: what they do after the last one is counted for the process alone.
        var (before, after) = (await RunAsync("pingpong --count 2000"), await RunAsync("pingpong --count 20000"));
        var judged = new Comparison
        {
            Kind = ComparisonKind.Interleaved,
            Outcome = VerdictOutcome.Regressed,
            Metrics =
            [
                new MetricComparison
                {
                    Metric = GatedMetric.VoluntarySwitches,
                    Outcome = VerdictOutcome.Regressed,
                    Shift = (after.Metrics[GatedMetric.VoluntarySwitches] - before.Metrics[GatedMetric.VoluntarySwitches])!.Value,
                },
            ],
        };

        var causes = Growth.Explain(judged, [before], [after]).Metrics[0].Causes;

        causes[0].ShouldContain("of the growth in threads \"worker-#\": ");
        causes[0].ShouldContain(" switches a run");
    }

    private static string Cause(GrowthPart part) => part.State is TaskState.Running or TaskState.Runnable ? part.State.ToString() : part.Call;

    private static async Task<RunSample> RunAsync(string words) =>
        RunSample.Of(await Workload.ProfileAsync(Workload.Verb(words.Split(' '))), ThreadSet.Default);
}
