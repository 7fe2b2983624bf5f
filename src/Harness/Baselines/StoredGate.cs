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
    /// <param name="part">The part of what is tolerated that the growth has to exceed to be red.</param>
    public static MetricComparison Judge(GatedMetric metric, ImmutableArray<ImmutableArray<double>> jobs, ImmutableArray<double> now, GateRules rules, double alpha, double part = 1)
    {
        ImmutableArray<double> before = [.. jobs.SelectMany(j => j)];
        double[] centers = [.. jobs.Select(j => Center.Of(j))];
        var (center, head) = (Array.TrueForAll(centers, c => c > 0) ? Math.Exp(centers.Average(c => Math.Log(c))) : centers.Average(), Center.Of(now));
        var judges = jobs.Length >= GateRules.JobsToJudge;

        // With few jobs the pairwise shift is the estimate; with enough of them each job counts once, however many runs it had.
        var shift = judges ? head - center : Toolkit.Shift(new Sample(now), new Sample(before)).NominalValue;
        var within = RankSum.Interval(before.AsSpan(), now.AsSpan(), alpha);
        var tolerated = rules.Tolerated(metric, center);
        var (less, more) = judges ? Beyond(centers, center, alpha) : (double.NaN, double.NaN);

        var grew = within is { Sufficient: true, Low: > 0 } && shift > part * tolerated;
        var shrank = within is { Sufficient: true, High: < 0 } && shift < -tolerated;

        // All is well where a large growth is excluded; with enough jobs, only where it would have been told from a slower machine too.
        var large = (GateRules.LargeEffect * Math.Abs(center)) + rules.FloorOf(metric);
        var (low, high) = judges ? (shift - more, shift + less) : (within.Low, within.High);
        var isBlind = judges && more > large;
        var excluded = within.Sufficient && !isBlind && high <= large;
        var outcome = judges
            ? grew && shift > more ? VerdictOutcome.Regressed
                : shrank && shift < -less ? VerdictOutcome.Improved
                : excluded ? VerdictOutcome.Ok : VerdictOutcome.Inconclusive
            : grew ? shift > GateRules.LargeEffect * Math.Abs(center) && shift > rules.FloorOf(metric) ? VerdictOutcome.Regressed : VerdictOutcome.Inconclusive
                : excluded ? VerdictOutcome.Ok : VerdictOutcome.Inconclusive;
        return new MetricComparison
        {
            Metric = metric,
            Outcome = outcome,
            Base = before,
            Head = now,
            BaseCenter = center,
            HeadCenter = head,
            Shift = shift,
            Low = low,
            High = high,
            Confidence = judges ? 1 - (2 * alpha) : within.Confidence,
            Tolerated = tolerated,
            MinEffect = rules.MinEffect,
            Notes = outcome != VerdictOutcome.Inconclusive ? []
                : !within.Sufficient ? ["there are too few runs to tell anything: accept the baseline again with more, or raise Runs"]
                : isBlind ? ["the accepted jobs lie so far apart that hardly any growth would show: name a reference build in ReferenceFrom, or use a quieter machine"]
                : judges ? ["it lies above the accepted jobs, which lie too far apart to tell a large growth from a slower machine: name a reference build in ReferenceFrom, or use a quieter machine"]
                : grew ? [Grew(jobs.Length)]
                : [$"the runs differ too much to exclude a growth of {Percent.Whole(GateRules.LargeEffect)} of the base: use a quieter machine, lengthen the run, or raise Runs"],
        };
    }

    /// <summary>How far below and above the others the centre of one more job may lie by chance.</summary>
    /// <remarks>On the logarithms, where there are any: machines differ by factors, and twice as slow is as far away as twice as fast.</remarks>
    private static (double Less, double More) Beyond(double[] centers, double center, double alpha)
    {
        var byFactors = centers.All(c => c > 0);
        double[] scaled = byFactors ? [.. centers.Select(c => Math.Log(c))] : centers;
        var mean = scaled.Average();
        var deviation = Math.Sqrt(scaled.Sum(c => (c - mean) * (c - mean)) / (scaled.Length - 1));
        var beyond = StudentT.UpperQuantile(scaled.Length - 1, alpha) * deviation * Math.Sqrt(1 + (1.0 / scaled.Length));
        return byFactors ? (center * (1 - Math.Exp(-beyond)), center * (Math.Exp(beyond) - 1)) : (beyond, beyond);
    }

    private static string Grew(int jobs) =>
        $"it grew against {Counts.Of(jobs, "accepted job")}, and {Counts.Of(GateRules.JobsToJudge, "job")} are needed to tell a slower machine from slower code: accept more jobs, or name a reference build in ReferenceFrom";
}
