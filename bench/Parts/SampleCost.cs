using System.Diagnostics;
using System.Globalization;
using RunScope.Testing.Sampling.Procfs;
using Workloads;

namespace RunScope.Testing.Bench.Parts;

/// <summary>The cost of a round and of one thread in it, by the sampling thread's own CPU clock.</summary>
internal sealed class SampleCost : IPart
{
    private static readonly int[] Sizes = [8, 64, 512];

    public string Name => "cost";

    public string About => "CPU time and allocation of a round over 8, 64 and 512 threads";

    public async Task RunAsync(Plan plan, Table table)
    {
        var rounds = plan.Quick ? 50 : 300;
        // Asleep, a round every 10 ms as in practice; active, every thread wakes at least once between two rounds.
        var idle = await MeasureAsync(table, "idle", "--period 10m", rounds, gapNs: 10_000_000, ["schedstat"]);
        var active = await MeasureAsync(table, "active", "--period 20ms", rounds / 4, gapNs: 50_000_000, ["schedstat", "stat"]);
        Judge(table, "idle", 1.2, idle);
        Judge(table, "active", 4.5, active);
        // A round that finds a new thread or a new kind of wait must allocate; one in twenty may be such a round.
        double[] allocated = [.. idle.Concat(active).SelectMany(cost => cost.Allocated).Order()];
        table.AtMost(Name, "bytes allocated per round", 0, allocated[allocated.Length * 95 / 100], "B", string.Create(
            CultureInfo.InvariantCulture,
            $"in 95 % of {allocated.Length} rounds; {allocated.Count(bytes => bytes > 0)} rounds allocated, {allocated.Sum():0} B in all"));
    }

    /// <summary>The slope between the smallest and the largest target is one thread's price; what a round costs anyway is the rest.</summary>
    private void Judge(Table table, string kind, double goal, IReadOnlyList<Cost> costs)
    {
        double Slope(Func<Cost, double> of) => (of(costs[^1]) - of(costs[0])) / (costs[^1].Threads - costs[0].Threads);
        table.AtMost(Name, $"one {kind} thread-sample", goal, Slope(cost => cost.MicrosecondsPerRound), "us", string.Create(
            CultureInfo.InvariantCulture,
            $"slope of the CPU time per round from {costs[0].Threads} to {costs[^1].Threads} threads; the bare reads, taken in turns with it: {Slope(cost => cost.BareMicroseconds):0.00} us"));
    }

    private async Task<IReadOnlyList<Cost>> MeasureAsync(Table table, string kind, string period, int rounds, long gapNs, string[] files)
    {
        var costs = new List<Cost>();
        foreach (var size in Sizes)
        {
            using var target = Process.Start(new ProcessStartInfo(
                WorkloadRun.Program,
                $"threads {size} {period} --duration 10m") { RedirectStandardOutput = true })!;
            try
            {
                await target.StandardOutput.ReadLineAsync();
                var cost = await OnOwnThread(() => Measure(target.Id, rounds, gapNs, files));
                costs.Add(cost);
                table.Note(Name, $"a round over {size} {kind} threads", $"{Table.Number(cost.MicrosecondsPerRound)} us", string.Create(
                    CultureInfo.InvariantCulture,
                    $"{cost.MicrosecondsPerRound / cost.Threads:0.00} us for each of the {cost.Threads} threads with the runtime's; bare reads {Table.Number(cost.BareMicroseconds)} us; {100 * cost.ActiveShare:0} % of them active"));
            }
            finally
            {
                target.Kill();
                await target.WaitForExitAsync();
            }
        }

        return costs;
    }

    private static Cost Measure(int pid, int rounds, long gapNs, string[] files)
    {
        using var sampler = new ProcfsSampler((int)(1_000_000_000 / gapNs));
        using var bare = new BareReads(pid, files);
        sampler.Begin(pid, Clocks.Now, null);
        // Until the compiler is through with the hot paths and every thread has been found.
        for (var i = 0; i < 400; i++) sampler.Round(Clocks.Now);
        Clocks.SleepUntil(Clocks.Now + 300_000_000);
        for (var i = 0; i < 400; i++)
        {
            sampler.Round(Clocks.Now);
            bare.Round();
        }

        var (cpu, readings) = (new double[rounds], (Idle: sampler.IdleReadings, Active: sampler.ActiveReadings));
        var bareCpu = new double[rounds];
        var allocated = new double[rounds];
        var next = Clocks.Now;
        for (var i = 0; i < rounds; i++)
        {
            Clocks.SleepUntil(next += gapNs);
            var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
            var before = Clocks.ThreadCpu;
            sampler.Round(Clocks.Now);
            cpu[i] = (Clocks.ThreadCpu - before) / 1000d;
            allocated[i] = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
            Clocks.SleepUntil(next += gapNs);
            before = Clocks.ThreadCpu;
            bare.Round();
            bareCpu[i] = (Clocks.ThreadCpu - before) / 1000d;
        }

        var (idle, active) = (sampler.IdleReadings - readings.Idle, sampler.ActiveReadings - readings.Active);
        return new Cost((int)((idle + active) / rounds), Statistics.Median(cpu), Statistics.Median(bareCpu), allocated, (double)active / (idle + active));
    }

    private static Task<Cost> OnOwnThread(Func<Cost> measure)
    {
        var done = new TaskCompletionSource<Cost>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                done.SetResult(measure());
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        }).Start();
        return done.Task;
    }

    private sealed record Cost(int Threads, double MicrosecondsPerRound, double BareMicroseconds, double[] Allocated, double ActiveShare);
}
