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

    /// <summary>
    /// The slope between the smallest and the largest target is one thread's price; what a round costs anyway is the rest. It is judged with warm
    /// caches, a property of the code; what cold ones add is a property of the machine, and the sampler's share of a CPU is judged with it.
    /// </summary>
    private void Judge(Table table, string kind, double goal, IReadOnlyList<Cost> costs)
    {
        double Slope(Func<Cost, double> of) => (of(costs[^1]) - of(costs[0])) / (costs[^1].Threads - costs[0].Threads);
        table.AtMost(Name, $"one {kind} thread-sample", goal, Slope(cost => cost.Warm), "us", string.Create(
            CultureInfo.InvariantCulture,
            $"slope from {costs[0].Threads} to {costs[^1].Threads} threads, warm; cold, as in practice, {Slope(cost => cost.Cold):0.00} us, of which the bare reads take {Slope(cost => cost.Bare):0.00} us"));
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
                table.Note(Name, $"a round over {size} {kind} threads", $"{Table.Number(cost.Cold)} us", string.Create(
                    CultureInfo.InvariantCulture,
                    $"{cost.Cold / cost.Threads:0.00} us for each of the {cost.Threads} threads with the runtime's; warm {Table.Number(cost.Warm)} us; bare reads {Table.Number(cost.Bare)} us; {100 * cost.ActiveShare:0} % of the readings active"));
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
        Action round = () => sampler.Round(Clocks.Now);
        for (var i = 0; i < 400; i++) bare.Round();

        var (cold, warm, reads, allocated) = (new double[rounds], new double[rounds], new double[rounds], new double[rounds]);
        var readings = (Idle: sampler.IdleReadings, Active: sampler.ActiveReadings);
        var next = Clocks.Now;
        for (var i = 0; i < rounds; i++)
        {
            Clocks.SleepUntil(next += gapNs);
            var before = GC.GetAllocatedBytesForCurrentThread();
            cold[i] = Microseconds(round);
            allocated[i] = GC.GetAllocatedBytesForCurrentThread() - before;
            Clocks.SleepUntil(next += gapNs);
            reads[i] = Microseconds(bare.Round);
            warm[i] = Microseconds(round);
        }

        var (idle, active) = (sampler.IdleReadings - readings.Idle, sampler.ActiveReadings - readings.Active);
        return new Cost(
            (int)((idle + active) / (2 * rounds)),
            Statistics.Median(cold),
            Statistics.Median(warm),
            Statistics.Median(reads),
            allocated,
            (double)active / (idle + active));
    }

    private static double Microseconds(Action work)
    {
        var before = Clocks.ThreadCpu;
        work();
        return (Clocks.ThreadCpu - before) / 1000d;
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

    /// <param name="Threads">Threads of the target, the runtime's included.</param>
    /// <param name="Cold">CPU time in microseconds of a round at its usual distance from the one before.</param>
    /// <param name="Warm">The same right after somebody else read the same files: what our own work and warm system calls cost.</param>
    /// <param name="Bare">Nothing but the reads, at the usual distance.</param>
    /// <param name="Allocated">Bytes that each round allocated.</param>
    /// <param name="ActiveShare">Share of the readings that took more than one read.</param>
    private sealed record Cost(int Threads, double Cold, double Warm, double Bare, double[] Allocated, double ActiveShare);
}
