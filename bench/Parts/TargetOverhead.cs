using System.Globalization;
using Workloads;

namespace RunScope.Testing.Bench.Parts;

/// <summary>The same fixed work with and without a profile, in turns.</summary>
internal sealed class TargetOverhead : IPart
{
    public string Name => "overhead";

    public string About => "how much slower a target becomes under a profile at the default rate";

    public async Task RunAsync(Plan plan, Table table)
    {
        var scale = plan.Quick ? 1 : 3;
        await MeasureAsync(plan, table, "CPU-bound target slowed down", 1, $"cpu --work {200 * scale}");
        await MeasureAsync(plan, table, "target with about 10,000 switches/s slowed down", 2, $"pingpong --work 70us --count {2500 * scale}");
    }

    private async Task MeasureAsync(Plan plan, Table table, string what, double goal, string words)
    {
        var (cpu, switches) = (new List<(bool Profiled, double Seconds)>(), new List<double>());
        double Take(Truth truth, bool profiled)
        {
            var workers = truth.Threads.Where(thread => thread.LifetimeNs is not null).ToList();
            var wall = workers.Max(thread => thread.LifetimeNs!.Value) / 1e9;
            cpu.Add((profiled, workers.Sum(thread => thread.CpuNs) / 1e9));
            switches.Add(workers.Sum(thread => thread.VoluntarySwitches + thread.InvoluntarySwitches) / wall);
            return wall;
        }

        var pairs = await Pairs.TakeAsync(
            plan.Pairs,
            async () => Take(await WorkloadRun.PlainAsync(words), profiled: false),
            async () => Take((await WorkloadRun.ProfiledAsync(words)).Truth, profiled: true));
        var (low, high) = Statistics.MedianInterval(pairs.Ratios);
        var cpuRatio = Statistics.Median(cpu.Where(run => run.Profiled).Select(run => run.Seconds))
            / Statistics.Median(cpu.Where(run => !run.Profiled).Select(run => run.Seconds));
        table.AtMost(Name, what, goal, 100 * (Statistics.Median(pairs.Ratios) - 1), "%", string.Create(
            CultureInfo.InvariantCulture,
            $"wall time of the same work, median of {plan.Pairs} pairs, interval {100 * (low - 1):0.0} to {100 * (high - 1):0.0} %; CPU time {100 * (cpuRatio - 1):+0.0;-0.0} %; {Statistics.Median(switches):0} switches/s"), (100 * (low - 1), 100 * (high - 1)));
    }
}
