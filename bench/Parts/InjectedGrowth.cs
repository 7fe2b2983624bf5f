using System.Globalization;
using RunScope.Testing.Bench.Verdicts;

namespace RunScope.Testing.Bench.Parts;

/// <summary>Slows real programs down by known amounts and counts how often the gate sees it, and blames the right thing first.</summary>
internal sealed class InjectedGrowth : IPart
{
    /// <summary>What grows by less grows by less than a sampling period here: it is seen in the exact times, and can't be located in waits.</summary>
    private const double Locatable = 0.10;

    /// <summary>The promises are for runs that differ by no more than this; a little above it is allowed for the estimate's own error.</summary>
    private const double PromisedSpread = 0.06;

    /// <summary>Each lasts about 100 ms in the base, and nearly all of it is what grows.</summary>
    private static readonly Fault[] Faults =
    [
        new("CPU", "cpu --work {0}", 100, GatedMetric.CpuTime, "on a CPU"),
        new("lock", "lock --threads 3 --outside 0 --rounds 20 --hold {0}ms", 1.5, GatedMetric.BlockedTime, "in futex"),
        new("disk", "disk --rounds {0}", 400, GatedMetric.BlockedTime, "in fsync"),
        new("sleep", "sleep --duration {0}ms", 100, GatedMetric.WallTime, "in clock_nanosleep"),
    ];

    public string Name => "injected";

    public string About => "power of the gate on real programs that were slowed down, and whether it names the cause";

    public async Task RunAsync(Plan plan, Table table)
    {
        var count = plan.Verdicts ?? (plan.Quick ? 3 : 20);
        var causes = new List<bool>();
        foreach (var fault in Faults)
        {
            foreach (var effect in (double[])[0.05, 0.10, 0.20])
            {
                var ends = new List<RealEnd>();
                var gate = new RealGate([fault.Metric]);
                while (ends.Count < count)
                {
                    var end = await gate.CompareAsync(fault.Command(0), fault.Command(effect));
                    ends.Add(end);
                    if (end.Final == VerdictOutcome.Regressed && effect >= Locatable) causes.Add(fault.IsNamedBy(FirstCause(end)));
                }

                var spread = Spread(ends);
                var screen = Share.Of(ends, e => e.RedOnScreen);
                var final = Share.Of(ends, e => e.Final == VerdictOutcome.Regressed);
                var example = ends.Where(e => e.Final == VerdictOutcome.Regressed).Select(FirstCause).FirstOrDefault();
                var detail = string.Create(
                    CultureInfo.InvariantCulture,
                    $"screen {screen}, confirmed {final}, inconclusive {ends.Count(e => e.Final == VerdictOutcome.Inconclusive)}, {ends.Average(e => e.Pairs):0.0} pairs, CV {100 * spread:0.0} %; {example}");
                var what = string.Create(CultureInfo.InvariantCulture, $"{fault.Name} +{100 * effect:0} %: confirmed");
                // The promises are for a CV of 5 %: +10 % in 85 of 100 screens of 10 pairs, +20 % always.
                var goal = effect < 0.2 ? 85 : 99;
                if (effect < 0.1) table.Note(Name, what, $"{final.Percent:0} %", detail);
                else if (!(spread <= PromisedSpread)) table.Note(Name, what, $"{final.Percent:0} %", detail, $"at least {goal} % at a CV of 5 %");
                else table.AtLeast(Name, what, goal, final.Percent, "%", detail);
            }
        }

        table.AtLeast(Name, "the right cause stands first, of what grew by 10 % or more and was red", 90, Share.Of(causes, c => c).Percent, "%", Share.Of(causes, c => c).ToString());
    }

    private static string FirstCause(RealEnd end) => end.Comparison.Metrics[0].Causes is [var first, ..] ? first : "";

    /// <summary>The run-to-run spread of the base: the median over verdicts of interquartile range / 1.35 / median.</summary>
    private static double Spread(IEnumerable<RealEnd> ends) => Statistics.Median(ends.Where(e => e.Pairs >= 4).Select(e =>
    {
        double[] sorted = [.. e.Comparison.Metrics[0].Base.Order()];
        return (sorted[sorted.Length * 3 / 4] - sorted[sorted.Length / 4]) / 1.349 / Statistics.Median(sorted);
    }));
}
