using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;

namespace RunScope.Testing.Baselines;

/// <summary>Holds the runs of a head against those of a base, every gated metric by the same rules. The same runs always give the same verdict.</summary>
internal static class Comparisons
{
    /// <summary>Screens interleaved pairs at one look.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="before">The base's run of each pair, in the order in which they ran.</param>
    /// <param name="after">The head's.</param>
    /// <param name="look">Which look it is.</param>
    public static Comparison Screen(GateRules rules, IReadOnlyList<RunSample> before, IReadOnlyList<RunSample> after, Look look)
    {
        var screen = Paired(rules, rules.Metrics, before, after, GateRules.Alpha * look.AlphaShare / rules.Metrics.Length);
        return screen.Outcome != VerdictOutcome.Regressed || look.IsLast ? screen : screen with
        {
            Metrics = [.. screen.Metrics.Select(m => IsOpen(m) ? m with { Notes = ["it wasn't clear yet when another metric was red, which ended the pairs"] } : m)],
        };
    }

    /// <summary>Whether more pairs could hardly change what a look said.</summary>
    public static bool IsClear(Comparison screen) =>
        screen.Outcome == VerdictOutcome.Regressed || screen.Metrics.All(PairedGate.IsClear);

    /// <summary>Judges again, on fresh pairs alone, what the screen found worse. What the screen left open may be well by all pairs together.</summary>
    public static Comparison Confirm(GateRules rules, Comparison screen, IReadOnlyList<RunSample> before, IReadOnlyList<RunSample> after)
    {
        var worse = screen.Metrics.Where(m => m.Outcome == VerdictOutcome.Regressed).Select(m => m.Metric).ToHashSet();
        return Confirmed(screen with { Metrics = [.. screen.Metrics.Select(Reconsidered)] }, screen, Paired(rules, [.. worse], before, after, GateRules.ConfirmationAlpha, GateRules.ConfirmedPart));

        // Without alpha: what is red has to be found by the screen and confirmed.
        MetricComparison Reconsidered(MetricComparison metric) => !IsOpen(metric) || Known(rules, metric.Metric, before, after) is not null ? metric
            : PairedGate.Judge(metric.Metric, [.. metric.Base, .. Values(metric.Metric, before)], [.. metric.Head, .. Values(metric.Metric, after)], rules, alpha: 0);
    }

    /// <summary>Holds this job's runs against accepted jobs.</summary>
    public static Comparison Stored(GateRules rules, IReadOnlyList<AcceptedJob> jobs, IReadOnlyList<RunSample> now) =>
        Stored(rules, rules.Metrics, jobs, now, GateRules.Alpha / rules.Metrics.Length);

    /// <summary>Judges again, on fresh runs alone, what a stored baseline's screen found worse.</summary>
    public static Comparison ConfirmStored(GateRules rules, Comparison screen, IReadOnlyList<AcceptedJob> jobs, IReadOnlyList<RunSample> now)
    {
        var worse = screen.Metrics.Where(m => m.Outcome == VerdictOutcome.Regressed).Select(m => m.Metric).ToHashSet();
        return Confirmed(screen, screen, Stored(rules, [.. worse], jobs, now, GateRules.ConfirmationAlpha, GateRules.ConfirmedPart));
    }

    /// <summary>Whether there is anything that fresh runs could confirm: that threads are missing, they can't.</summary>
    public static bool NeedsConfirmation(Comparison screen) => screen.Metrics.Any(m => m.Outcome == VerdictOutcome.Regressed && double.IsFinite(m.Shift));

    private static Comparison Paired(GateRules rules, ImmutableArray<GatedMetric> metrics, IReadOnlyList<RunSample> before, IReadOnlyList<RunSample> after, double alpha, double part = 1) =>
        Of(ComparisonKind.Interleaved, [.. metrics.Select(m => Known(rules, m, before, after) is { } unknown
            ? unknown with { MinEffect = rules.MinEffect }
            : PairedGate.Judge(m, Values(m, before), Values(m, after), rules, alpha, part))]);

    private static Comparison Stored(GateRules rules, ImmutableArray<GatedMetric> metrics, IReadOnlyList<AcceptedJob> jobs, IReadOnlyList<RunSample> now, double alpha, double part = 1) =>
        Of(ComparisonKind.Stored, [.. metrics.Select(m => StoredMetric(rules, m, jobs, now, alpha, part))]);

    private static MetricComparison StoredMetric(GateRules rules, GatedMetric metric, IReadOnlyList<AcceptedJob> jobs, IReadOnlyList<RunSample> now, double alpha, double part)
    {
        // A job in which some run lacks the number isn't one that this metric can be held against.
        ImmutableArray<ImmutableArray<double>> known = [.. jobs.Where(j => j.Runs.Length > 0 && j.Runs.All(r => r[metric] is not null)).TakeLast(GateRules.MostJobs).Select(j => j.Runs.Select(r => r[metric]!.Value).ToImmutableArray())];
        if (Known(rules, metric, [], now) is { } unknown) return unknown with { MinEffect = rules.MinEffect };
        return known.IsEmpty
            ? Unknown(metric, "no accepted job has this number") with { MinEffect = rules.MinEffect }
            : StoredGate.Judge(metric, known, Values(metric, now), rules, alpha, part);
    }

    private static Comparison Of(ComparisonKind kind, ImmutableArray<MetricComparison> metrics) => new()
    {
        Kind = kind,
        Metrics = metrics,
        Outcome = Comparison.Worst(metrics.Select(m => m.Outcome)),
    };

    /// <summary>Whether the screen could say nothing of a number that is known.</summary>
    private static bool IsOpen(MetricComparison metric) => metric.Outcome == VerdictOutcome.Inconclusive && double.IsFinite(metric.Shift);

    /// <param name="others">The screen with what there is to say now of what it didn't find worse.</param>
    /// <param name="screen">The screen as it was.</param>
    /// <param name="fresh">What the screen found worse, on fresh runs.</param>
    private static Comparison Confirmed(Comparison others, Comparison screen, Comparison fresh)
    {
        ImmutableArray<MetricComparison> metrics = [.. others.Metrics.Select(m => fresh.Metrics.FirstOrDefault(f => f.Metric == m.Metric) ?? m)];
        return screen with
        {
            Metrics = metrics,
            Screen = screen.Metrics,
            Outcome = Comparison.Worst(metrics.Select(m => m.Outcome)),
            Notes = [.. screen.Notes, .. metrics.Where(m => m.Outcome != VerdictOutcome.Regressed && fresh.Metrics.Contains(m)).Select(Unconfirmed)],
        };
    }

    private static string Unconfirmed(MetricComparison fresh) => double.IsFinite(fresh.Shift)
        ? $"{fresh.Kind.Name} looked worse at first, and fresh runs didn't confirm it"
        : $"{fresh.Kind.Name} looked worse at first, and couldn't be confirmed: {fresh.Notes[0]}";

    /// <summary>Null where the number is known in every run, else what there is to say instead.</summary>
    private static MetricComparison? Known(GateRules rules, GatedMetric metric, IReadOnlyList<RunSample> before, IReadOnlyList<RunSample> after)
    {
        var empty = MetricKind.Of(metric).OverThreads ? before.Concat(after).Count(r => !r.HasThreads) : 0;
        if (empty > 0)
        {
            var unknown = Unknown(metric, $"no thread of {rules.Threads} was there in {Counts.Format(empty)} of {Counts.Of(before.Count + after.Count, "run")}");

            // A declared set that matches nothing is a finding, as it is for a limit: a name that is written wrong would be well for ever.
            return rules.Threads.IsDefault || after.Any(r => r.HasThreads) ? unknown : unknown with { Outcome = VerdictOutcome.Regressed };
        }

        var lacking = before.Concat(after).Count(r => r.Metrics[metric] is null);
        return lacking == 0 ? null : Unknown(metric, $"it isn't known in {Counts.Format(lacking)} of {Counts.Of(before.Count + after.Count, "run")}");
    }

    private static MetricComparison Unknown(GatedMetric metric, string why) => new()
    {
        Metric = metric,
        Outcome = VerdictOutcome.Inconclusive,
        Shift = double.NaN,
        BaseCenter = double.NaN,
        HeadCenter = double.NaN,
        Notes = [why],
    };

    private static ImmutableArray<double> Values(GatedMetric metric, IReadOnlyList<RunSample> runs) => [.. runs.Select(r => r.Metrics[metric]!.Value)];
}
