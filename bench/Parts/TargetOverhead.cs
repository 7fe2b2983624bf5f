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
        await MeasureAsync(plan, table, "CPU-bound target", 1, $"cpu --work {200 * scale}");
        await MeasureAsync(plan, table, "target with about 10,000 switches/s", 2, $"pingpong --work 70us --count {2500 * scale}");
    }

    private async Task MeasureAsync(Plan plan, Table table, string what, double goal, string words)
    {
        var (cpu, switches) = (new List<(double Plain, double Treated)>(), new List<double>());
        var plainCpu = 0d;
        var profiledCpu = 0d;
        double Take(Truth truth, out double cpuSeconds)
        {
            var workers = truth.Threads.Where(thread => thread.LifetimeNs is not null).ToList();
            var wall = workers.Max(thread => thread.LifetimeNs!.Value) / 1e9;
            cpuSeconds = workers.Sum(thread => thread.CpuNs) / 1e9;
            switches.Add(workers.Sum(thread => thread.VoluntarySwitches + thread.InvoluntarySwitches) / wall);
            return wall;
        }

        var walls = await Pairs.TakeAsync(
            plan.Pairs,
            async () => Take(await WorkloadRun.PlainAsync(words), out plainCpu),
            async () => Take((await WorkloadRun.ProfiledAsync(words)).Truth, out profiledCpu),
            () => cpu.Add((plainCpu, profiledCpu)));
        Judge(table, $"{what}: more wall time for the same work", goal, walls, string.Create(CultureInfo.InvariantCulture, $"{Statistics.Median(switches):0} switches/s"));
        Judge(table, $"{what}: more CPU time for the same work", goal, new Pairs(cpu), "what other load on the machine disturbs least");
    }

    private void Judge(Table table, string what, double goal, Pairs pairs, string detail)
    {
        var (low, high) = Statistics.MedianInterval(pairs.Ratios);
        (low, high) = (100 * (low - 1), 100 * (high - 1));
        table.AtMost(
            Name,
            what,
            goal,
            100 * (Statistics.Median(pairs.Ratios) - 1),
            "%",
            $"median of {pairs.Values.Count} pairs, interval {Table.Signed(low)} to {Table.Signed(high)} %; {detail}",
            (low, high));
    }
}
