using System.Collections.Immutable;
using Pragmastat;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Statistics;

namespace RunScope.Testing.Baselines;

/// <summary>Judges one metric of this job's runs against the runs of jobs that were accepted before, on the like of this machine.</summary>
/// <remarks>
/// A shared machine that is slower today looks like slower code, however many runs this job makes. So the growth is held against how far the accepted jobs lie
/// apart: the prediction bound for the centre of one more job (G. J. Hahn and W. Q. Meeker, <i>Statistical Intervals</i>, section 4.8), which needs
/// <see cref="GateRules.JobsToJudge"/> of them to be of use. It assumes that the centres of jobs are spread about normally; no distribution-free bound exists for so few.
/// </remarks>
internal static class StoredGate
{
    /// <param name="metric">The metric.</param>
    /// <param name="jobs">The runs of each accepted job, at least one job with at least one run.</param>
    /// <param name="now">The runs of this job.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="alpha">One-sided, for this metric.</param>
    public static MetricComparison Judge(GatedMetric metric, ImmutableArray<ImmutableArray<double>> jobs, ImmutableArray<double> now, GateRules rules, double alpha)
    {
        ImmutableArray<double> before = [.. jobs.SelectMany(j => j)];
        double[] centers = [.. jobs.Select(j => Center.Of(j))];
        var (center, head) = (centers.Average(), Center.Of(now));
        var judges = jobs.Length >= GateRules.JobsToJudge;

        // With few jobs the pairwise shift is the estimate; with enough of them each job counts once, however many runs it had.
        var shift = judges ? head - center : Toolkit.Shift(new Sample(now), new Sample(before)).NominalValue;
        var within = RankSum.Interval(before.AsSpan(), now.AsSpan(), alpha);
        var tolerated = rules.Tolerated(metric, center);
        var between = judges ? Beyond(centers, alpha) : double.NaN;

        var grew = within is { Sufficient: true, Low: > 0 } && shift > tolerated;
        var shrank = within is { Sufficient: true, High: < 0 } && shift < -tolerated;
        var outcome = judges
            ? grew && shift > between ? VerdictOutcome.Regressed
                : shrank && shift < -between ? VerdictOutcome.Improved
                : within.Sufficient ? VerdictOutcome.Ok : VerdictOutcome.Inconclusive
            : grew ? shift > GateRules.LargeEffect * Math.Abs(center) && shift > rules.FloorOf(metric) ? VerdictOutcome.Regressed : VerdictOutcome.Inconclusive
                : within.Sufficient ? VerdictOutcome.Ok : VerdictOutcome.Inconclusive;
        return new MetricComparison
        {
            Metric = metric,
            Outcome = outcome,
            Base = before,
            Head = now,
            BaseCenter = center,
            HeadCenter = head,
            Shift = shift,
            Low = judges ? shift - between : within.Low,
            High = judges ? shift + between : within.High,
            Confidence = judges ? 1 - (2 * alpha) : within.Confidence,
            Tolerated = tolerated,
            MinEffect = rules.MinEffect,
            Notes = Notes(outcome, jobs.Length, within.Sufficient),
        };
    }

    /// <summary>How far the centre of one more job may lie from the mean of the others by chance.</summary>
    private static double Beyond(double[] centers, double alpha)
    {
        var mean = centers.Average();
        var deviation = Math.Sqrt(centers.Sum(c => (c - mean) * (c - mean)) / (centers.Length - 1));
        return StudentT.UpperQuantile(centers.Length - 1, alpha) * deviation * Math.Sqrt(1 + (1.0 / centers.Length));
    }

    private static ImmutableArray<string> Notes(VerdictOutcome outcome, int jobs, bool enough) => outcome != VerdictOutcome.Inconclusive ? []
        : !enough ? ["there are too few runs to tell anything: accept the baseline again with more, or raise Runs"]
        : [$"it grew against {Counts.Of(jobs, "accepted job")}, and {Counts.Of(GateRules.JobsToJudge, "job")} are needed to tell a slower machine from slower code: accept more jobs, or name a reference build in ReferenceFrom"];
}
