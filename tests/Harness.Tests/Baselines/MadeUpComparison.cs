using System.Collections.Immutable;
using RunScope.Testing.Baselines;

namespace RunScope.Testing.Tests.Baselines;

/// <summary>Comparisons made by hand: one of every outcome, with numbers that don't change.</summary>
internal static class MadeUpComparison
{
    private static readonly double[] Jitter = [-.9, .3, .7, -.2, -.6, .8, .1, -.4, .5, -.1, .9, -.8, .2, .6, -.5, .4, -.3, -.7, .0, 1.0];

    public static readonly MetricComparison DiskSleep = Metric(GatedMetric.DiskSleep, VerdictOutcome.Regressed, .31, 2.15, .04, 20) with
    {
        Low = 1.61,
        High = 2.13,
        Confidence = .9502,
        Causes =
        [
            "92 % of the growth in fsync(/data/out.gz) of thread \"writer\": 52 ms -> 1.74 s a run; 418 voluntary switches, 12 in the reference",
            "each of them waits for the storage: write more between two of them",
        ],
    };

    public static readonly MetricComparison WallTime = Metric(GatedMetric.WallTime, VerdictOutcome.Ok, 2.04, 2.035, .03, 10);

    public static readonly MetricComparison CpuTime = Metric(GatedMetric.CpuTime, VerdictOutcome.Improved, 1.2, .9, .02, 10);

    public static readonly MetricComparison Memory = Metric(GatedMetric.PeakMemory, VerdictOutcome.Inconclusive, 46 << 20, 47.5 * (1 << 20), 3 << 20, 10) with
    {
        Low = -2 << 20,
        High = 5.5 * (1 << 20),
        Notes = ["a growth of up to 5.50 MiB isn't excluded, and 1.38 MiB matter: raise MaxRuns, or run it where less else runs"],
    };

    /// <summary>A/B: the screen found two metrics worse, fresh pairs confirmed one.</summary>
    public static Comparison Regressed => new()
    {
        Kind = ComparisonKind.Interleaved,
        Outcome = VerdictOutcome.Regressed,
        Against = "the reference build (old/compress)",
        Metrics = [WallTime, CpuTime, DiskSleep, Memory],
        Screen = [WallTime, CpuTime, Metric(GatedMetric.DiskSleep, VerdictOutcome.Regressed, .32, 2.11, .05, 10) with { Low = 1.5, High = 2.2 }, Memory],
        Notes = ["2 of 62 runs were repeated: others on the machine kept the program waiting for a CPU"],
    };

    /// <summary>Accepted jobs, nothing grew.</summary>
    public static Comparison Stored => new()
    {
        Kind = ComparisonKind.Stored,
        Outcome = VerdictOutcome.Ok,
        Against = "7 accepted jobs",
        File = "/src/Baselines/Importing.baseline.json",
        Metrics =
        [
            Metric(GatedMetric.WallTime, VerdictOutcome.Ok, 1.02, 1.017, .01, 10) with { Paired = false, Low = -.0194, High = .0122 },
            Metric(GatedMetric.ContextSwitches, VerdictOutcome.Ok, 1234, 1240, 12, 10) with { Paired = false, Low = -8, High = 20, Tolerated = 50 },
        ],
    };

    public static Comparison Missing => new()
    {
        Kind = ComparisonKind.Stored,
        Outcome = VerdictOutcome.MissingBaseline,
        Reasons = ["there is no baseline yet: run it with RUNSCOPE_ACCEPT=1 to accept this job"],
    };

    /// <summary>A metric whose runs lie about two centres.</summary>
    public static MetricComparison Metric(GatedMetric metric, VerdictOutcome outcome, double before, double after, double spread, int runs) => new()
    {
        Metric = metric,
        Outcome = outcome,
        Base = Values(before, spread, 0, runs),
        Head = Values(after, spread, 7, runs),
        Paired = true,
        BaseCenter = before,
        HeadCenter = after,
        Shift = after - before,
        Low = after - before - (spread * .7),
        High = after - before + (spread * .7),
        Confidence = .9902,
        Tolerated = .03 * before,
        MinEffect = .03,
    };

    private static ImmutableArray<double> Values(double center, double spread, int from, int runs) =>
        [.. Enumerable.Range(0, runs).Select(i => center + (spread * Jitter[(i + from) % Jitter.Length]))];
}
