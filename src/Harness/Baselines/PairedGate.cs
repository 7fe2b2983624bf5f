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
    public static MetricComparison Judge(GatedMetric metric, ImmutableArray<double> before, ImmutableArray<double> after, GateRules rules, double alpha)
    {
        double[] differences = [.. after.Select((a, i) => a - before[i])];
        var center = Center.Of(before);
        var shift = Center.Of(differences);
        var tolerated = rules.Tolerated(metric, center);

        // A look that can't be red shows the interval that the last one would.
        var interval = SignedRank.Interval(differences, alpha > 0 ? alpha : GateRules.Alpha / rules.Metrics.Length);
        var decisive = interval.Sufficient && alpha > 0;
        var blind = interval.High >= GateRules.BlindAt * tolerated;
        var outcome =
            decisive && interval.Low > 0 && shift > tolerated ? VerdictOutcome.Regressed
            : decisive && interval.High < 0 && shift < -tolerated ? VerdictOutcome.Improved
            : blind ? VerdictOutcome.Inconclusive
            : VerdictOutcome.Ok;
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
        };
    }

    /// <summary>Whether more pairs could hardly change the verdict: it is red, or the growth seen is so far below what is tolerated that it is none.</summary>
    public static bool IsClear(MetricComparison comparison) =>
        comparison.Outcome is VerdictOutcome.Regressed or VerdictOutcome.Improved
        || (comparison.Outcome == VerdictOutcome.Ok && comparison.Shift <= comparison.Tolerated / 2);
}
