using System.Collections.Immutable;
using RunScope.Testing.Analysis.Statistics;

namespace RunScope.Testing.Baselines;

/// <summary>Judges one metric of interleaved pairs of runs, base beside head: what slows the machine slows both.</summary>
internal static class PairedGate
{
    /// <summary>Holds the pairs so far against the rules.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="before">The base's run of each pair.</param>
    /// <param name="after">The head's.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="alpha">The part of alpha that this look may spend on this metric, one-sided; 0 where it may only find that all is well.</param>
    /// <param name="part">The part of what is tolerated that the growth has to exceed to be red.</param>
    public static MetricComparison Judge(GatedMetric metric, ImmutableArray<double> before, ImmutableArray<double> after, GateRules rules, double alpha, double part = 1)
    {
        double[] differences = [.. after.Select((a, i) => a - before[i])];
        var center = Center.Of(before);
        var shift = Center.Of(differences);
        var tolerated = rules.Tolerated(metric, center);

        var decisive = alpha > 0 ? SignedRank.Interval(differences, alpha) : default;
        var plain = SignedRank.Interval(differences, GateRules.PlainAlpha);
        var outcome =
            decisive is { Sufficient: true, Low: > 0 } && shift > part * tolerated ? VerdictOutcome.Regressed
            : decisive is { Sufficient: true, High: < 0 } && shift < -tolerated ? VerdictOutcome.Improved
            : plain.Sufficient && plain.High <= GateRules.BlindAt * tolerated ? VerdictOutcome.Ok
            : VerdictOutcome.Inconclusive;
        var interval = outcome is VerdictOutcome.Regressed or VerdictOutcome.Improved ? decisive : plain;
        return new MetricComparison
        {
            Metric = metric,
            Outcome = outcome,
            Base = before,
            Head = after,
            Paired = true,
            BaseCenter = center,
            HeadCenter = Center.Of(after),
            Shift = shift,
            Low = interval.Low,
            High = interval.High,
            Confidence = interval.Confidence,
            Tolerated = tolerated,
            MinEffect = rules.MinEffect,
            Notes = outcome == VerdictOutcome.Inconclusive ? [Why(plain)] : [],
        };
    }

    /// <summary>Whether more pairs could hardly change the verdict: it is red, or the growth seen is so far below what is tolerated that it is none, or the number isn't known.</summary>
    public static bool IsClear(MetricComparison comparison) =>
        !double.IsFinite(comparison.Shift) || comparison.Outcome is VerdictOutcome.Regressed or VerdictOutcome.Improved
        || (comparison.Outcome == VerdictOutcome.Ok && comparison.Shift <= comparison.Tolerated / 2);

    private static string Why(RankInterval interval) => interval.Sufficient
        ? "the runs differ too much to exclude a growth that matters: quieten the machine, lengthen the run, or raise MaxRuns"
        : "there are too few pairs to tell anything: raise Runs";
}
