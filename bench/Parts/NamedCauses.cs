using RunScope.Testing.Bench.Verdicts;

namespace RunScope.Testing.Bench.Parts;

/// <summary>A corpus of faults, each in two sizes: what does the gate blame first?</summary>
internal sealed class NamedCauses : IPart
{
    private const string OnCpu = "on a CPU";
    private const string Waiting = "waiting for a CPU";
    private const string Futex = "in futex";
    private const string Fsync = "in fsync";
    private const string Nap = "in clock_nanosleep";

    private static readonly double[] Sizes = [0.25, 0.5];

    private static readonly Fault[] Corpus =
    [
        new("more work", "cpu --work {0}", 60, GatedMetric.CpuTime, OnCpu),
        new("more work, wall time", "cpu --work {0}", 60, GatedMetric.WallTime, OnCpu),
        new("more work on two threads", "cpu --threads 2 --work {0}", 40, GatedMetric.CpuTime, OnCpu),
        new("longer bursts", "duty --idle 5ms --rounds 10 --busy {0}ms", 4, GatedMetric.CpuTime, OnCpu),
        new("longer pauses", "duty --busy 2ms --rounds 10 --idle {0}ms", 6, GatedMetric.BlockedTime, Nap),
        new("longer pauses, wall time", "duty --busy 1ms --rounds 10 --idle {0}ms", 6, GatedMetric.WallTime, Nap),
        new("one long sleep", "sleep --duration {0}ms", 80, GatedMetric.WallTime, Nap),
        new("one long sleep of three threads", "sleep --threads 3 --duration {0}ms", 60, GatedMetric.Sleeping, Nap),
        new("a lock held longer", "lock --threads 3 --outside 0 --rounds 30 --hold {0}ms", 1, GatedMetric.BlockedTime, Futex),
        new("a lock held longer by four", "lock --threads 4 --outside 0 --rounds 20 --hold {0}ms", 1, GatedMetric.Sleeping, Futex),
        new("a lock taken more often", "lock --threads 3 --outside 0 --hold 1ms --rounds {0}", 32, GatedMetric.BlockedTime, Futex),
        new("more fsync", "disk --rounds {0}", 400, GatedMetric.BlockedTime, Fsync),
        new("more fsync, wall time", "disk --rounds {0}", 400, GatedMetric.WallTime, Fsync),
        new("more fsync on two threads", "disk --threads 2 --rounds {0}", 240, GatedMetric.BlockedTime, Fsync),
        new("more work between fsyncs", "disk --rounds 60 --spin {0}us", 1000, GatedMetric.CpuTime, OnCpu),
        new("longer spins in a mix", "mix --rounds 4 --sleep 5ms --disk 5ms --spin {0}ms", 10, GatedMetric.CpuTime, OnCpu),
        new("longer sleeps in a mix", "mix --rounds 4 --spin 3ms --disk 3ms --sleep {0}ms", 15, GatedMetric.WallTime, Nap),
        new("more threads than CPUs", "cpu --work 15 --threads {0}", 4 * Environment.ProcessorCount, GatedMetric.Runnable, Waiting),
    ];

    public string Name => "causes";

    public string About => "whether the cause of a slowdown that was put in is named first";

    public async Task RunAsync(Plan plan, Table table)
    {
        var told = new List<(bool First, bool Among)>();
        var (green, wrong) = (new List<string>(), new List<string>());
        foreach (var fault in plan.Quick ? Corpus.Take(3) : Corpus)
        {
            foreach (var size in Sizes)
            {
                var end = await new RealGate([fault.Metric]).CompareAsync(fault.Command(0), fault.Command(size));
                var name = $"{fault.Name} (+{100 * size:0} %)";
                if (end.Final != VerdictOutcome.Regressed)
                {
                    green.Add(name);
                    Plan.Progress($"{name}: {end.Final} {string.Join("; ", end.Comparison.Reasons)}");
                    continue;
                }

                var causes = end.Comparison.Metrics[0].Causes;
                told.Add((causes is [var first, ..] && fault.IsNamedBy(first), causes.Any(fault.IsNamedBy)));
                if (!told[^1].First) wrong.Add(name);
                Plan.Progress($"{(told[^1].First ? "right" : told[^1].Among ? "LATER" : "WRONG")} {name}: {string.Join(" | ", causes)}");
            }
        }

        var firsts = Share.Of(told, t => t.First);
        table.AtLeast(Name, "the right cause stands first", 90, firsts.Percent, "%", $"{firsts}{(wrong.Count == 0 ? "" : "; not: " + string.Join(", ", wrong))}{(green.Count == 0 ? "" : "; not red: " + string.Join(", ", green))}");
        table.AtLeast(Name, "the right cause is named at all", 98, Share.Of(told, t => t.Among).Percent, "%", Share.Of(told, t => t.Among).ToString());
    }
}
