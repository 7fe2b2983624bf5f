using System.Diagnostics;
using System.Globalization;
using RunScope.Testing.Analysis.Redaction;
using RunScope.Testing.Attaching;
using Workloads;

namespace RunScope.Testing.Bench.Parts;

/// <summary>What it costs to watch a process that runs already: the sampler, the target, the memory, and how soon the first sample is there.</summary>
internal sealed class Attaching : IPart
{
    private const int Chunk = 10_000;
    private const int KeptThreads = 4500;

    public string Name => "attach";

    public string About => "attaching: sampler CPU, slow-down of the target, time to the first sample, memory over 2,000,000 rounds";

    public async Task RunAsync(Plan plan, Table table)
    {
        await FirstSampleAsync(plan, table);
        await RingAsync(table);
        foreach (var (rate, goal, stretch) in new[] { (10, 0.2, 0.1), (100, 1.5, 1.0) }) await SamplerAsync(plan, table, rate, goal, stretch);
        await SlowdownAsync(plan, table);
        await MemoryAsync(plan, table);
    }

    private async Task FirstSampleAsync(Plan plan, Table table)
    {
        using var target = Target("target --threads 8 --busy 1ms --idle 9ms --duration 60m");
        var times = new List<double>();
        for (var i = 0; i <= plan.Pairs; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await using var attached = await ProcessProfiler.AttachAsync(target.Process.Id);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        table.AtMost(Name, "AttachAsync to the first samples", 20, Statistics.Median(times.Skip(1)), "ms", string.Create(
            CultureInfo.InvariantCulture, $"median of {plan.Pairs}, at most {times.Skip(1).Max():0.0} ms; the very first, which compiles the code, {times[0]:0} ms"));
    }

    private async Task RingAsync(Table table)
    {
        using var target = Target("threads 1 --period 60m --duration 60m");
        var none = await KeptAsync(0);
        var many = await KeptAsync(1_000_000);
        table.AtMost(Name, "memory for 100 recent samples", 8192, (many - none) / 10_000.0, "B", "managed heap with room for 1,000,000 samples against none, per 100");

        async Task<long> KeptAsync(int samples)
        {
            await using var attached = await ProcessProfiler.AttachAsync(target.Process.Id, AttachOptions.Default with { RecentSamples = samples, SampleRate = 1 });
            return GC.GetTotalMemory(forceFullCollection: true);
        }
    }

    private async Task SamplerAsync(Plan plan, Table table, int rate, double goal, double stretch)
    {
        foreach (var (what, words) in new[]
        {
            ("8 threads working in turns", "target --threads 8 --busy 1ms --idle 9ms --duration 60m"),
            ("8 threads asleep", "threads 8 --period 60m --duration 60m"),
        })
        {
            using var target = Target(words);
            await using var attached = await ProcessProfiler.AttachAsync(target.Process.Id, AttachOptions.Default with { SampleRate = rate });
            await Task.Delay(plan.Run);
            var profile = await attached.DetachAsync();

            // From the second half on: what the first rounds compile is paid once.
            await using var again = await ProcessProfiler.AttachAsync(target.Process.Id, AttachOptions.Default with { SampleRate = rate });
            await Task.Delay(plan.Run);
            var warm = await again.DetachAsync();
            table.AtMost(Name, $"sampler CPU, {what}, {rate} Hz", goal, Share(warm), "% of a CPU", string.Create(
                CultureInfo.InvariantCulture,
                $"goal to stretch for {stretch} %; {warm.Engine.RoundsTaken} rounds, {warm.Threads.Length} threads with the runtime's; an attachment before it {Share(profile):0.00} %"));
        }

        static double Share(ProcessProfile profile) => 100 * (profile.Engine.SamplerCpu / profile.WallTime);
    }

    private async Task SlowdownAsync(Plan plan, Table table)
    {
        var words = $"cpu --threads 1 --work {(plan.Quick ? 300 : 900)}";
        var cpu = new List<(double Plain, double Treated)>();
        double plainCpu = 0, watchedCpu = 0;
        var walls = await Pairs.TakeAsync(
            plan.Pairs,
            async () => Take(await RunAsync(words, watched: false), out plainCpu),
            async () => Take(await RunAsync(words, watched: true), out watchedCpu),
            () => cpu.Add((plainCpu, watchedCpu)));
        Judge("more wall time for the same work", walls);
        Judge("more CPU time for the same work", new Pairs(cpu));

        void Judge(string what, Pairs pairs)
        {
            var (low, high) = Statistics.MedianInterval(pairs.Ratios);
            table.AtMost(
                Name, $"CPU-bound target, attached at 100 Hz: {what}", 1, 100 * (Statistics.Median(pairs.Ratios) - 1), "%",
                $"median of {pairs.Values.Count} pairs, interval {Table.Signed(100 * (low - 1))} to {Table.Signed(100 * (high - 1))} %", (100 * (low - 1), 100 * (high - 1)));
        }

        static double Take(Truth truth, out double cpuSeconds)
        {
            var workers = truth.Threads.Where(thread => thread.LifetimeNs is not null).ToList();
            cpuSeconds = workers.Sum(thread => thread.CpuNs) / 1e9;
            return workers.Max(thread => thread.LifetimeNs!.Value) / 1e9;
        }
    }

    private static async Task<Truth> RunAsync(string words, bool watched) =>
        watched ? await WorkloadRun.WatchedAsync(words) : await WorkloadRun.PlainAsync(words);

    // A day at 23 Hz, as fast as the session's own rounds can be taken, of a tree that sleeps, works, and starts threads and children all the time.
    private async Task MemoryAsync(Plan plan, Table table)
    {
        var (first, last) = plan.Quick ? (20_000, 60_000) : (100_000, 2_000_000);
        var program = WorkloadRun.Program;
        using var target = Shell(
            $"\"{program}\" threads 4 --period 60m --duration 600m & \"{program}\" target --threads 2 --busy 1ms --idle 9ms --duration 600m & "
            + $"while :; do \"{program}\" churn --count 400 --life 300us --lanes 2; \"{program}\" forks 20; done");
        var sampling = new AttachedSampling(AttachOptions.Default with { SampleRate = 1 }, Redactor.Default);
        sampling.Start(target.Process.Id, null);
        await sampling.Begun;
        (long Heap, long Resident) before = default;
        var from = 0;
        var started = Stopwatch.GetTimestamp();
        for (var rounds = 0; rounds < last; rounds += Chunk)
        {
            await sampling.TakeRoundsAsync(Chunk);
            if (from > 0 || rounds + Chunk < first) continue;

            // From when on as many ended threads are kept as ever will be.
            var seen = await sampling.ProfileSoFarAsync(default);
            if (seen.Threads.Sum(t => t.Together ?? 1) < KeptThreads && rounds + Chunk < last / 2) continue;
            (from, before) = (rounds + Chunk, Memory());
        }

        var after = Memory();
        var taken = Stopwatch.GetElapsedTime(started);
        sampling.Detach();
        var profile = await sampling.Completion;
        var detail = string.Create(
            CultureInfo.InvariantCulture,
            $"{last} rounds in {taken.TotalSeconds:0} s; {profile.Threads.Sum(t => t.Together ?? 1)} threads in {profile.Processes.Sum(p => p.Together ?? 1)} processes seen, {profile.Threads.Length} listed");
        table.AtMost(Name, $"managed heap, growth from {from} to {last} rounds", 1, (after.Heap - before.Heap) / 1e6, "MB", string.Create(CultureInfo.InvariantCulture, $"from {before.Heap / 1e6:0.0} MB; {detail}"));
        table.AtMost(Name, $"resident memory, growth from {from} to {last} rounds", 5, (after.Resident - before.Resident) / 1e6, "MB", string.Create(CultureInfo.InvariantCulture, $"from {before.Resident / 1e6:0} MB"));

        static (long Heap, long Resident) Memory()
        {
            var heap = GC.GetTotalMemory(forceFullCollection: true);
            return (heap, Environment.WorkingSet);
        }
    }

    private static Borrowed Target(string words)
    {
        var target = new Borrowed(Process.Start(new ProcessStartInfo(WorkloadRun.Program, words) { RedirectStandardOutput = true })!);
        target.Process.StandardOutput.ReadLine();
        return target;
    }

    private static Borrowed Shell(string script) => new(Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script + " > /dev/null 2>&1"]))!);

    /// <summary>A process that runs for as long as it is measured.</summary>
    private sealed record Borrowed(Process Process) : IDisposable
    {
        public void Dispose()
        {
            Process.Kill(entireProcessTree: true);
            Process.WaitForExit();
            Process.Dispose();
        }
    }
}
