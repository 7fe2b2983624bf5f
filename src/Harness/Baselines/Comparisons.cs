using System.Collections.Immutable;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Baselines;

/// <summary>Holds the runs of a head against those of a base, every gated metric by the same rules. The same runs always give the same verdict.</summary>
internal static class Comparisons
{
    /// <summary>Screens interleaved pairs at one look.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="before">The base's run of each pair, in the order in which they ran.</param>
    /// <param name="after">The head's.</param>
    /// <param name="look">Which look it is.</param>
    public static Comparison Screen(GateRules rules, IReadOnlyList<RunSample> before, IReadOnlyList<RunSample> after, Look look) =>
        Paired(rules, rules.Metrics, before, after, GateRules.Alpha * look.AlphaShare / rules.Metrics.Length);

    /// <summary>Whether more pairs could hardly change what a look said.</summary>
    public static bool IsClear(Comparison screen) =>
        screen.Outcome == VerdictOutcome.Regressed || screen.Metrics.All(PairedGate.IsClear);

    /// <summary>Judges again, on fresh pairs alone, what the screen found worse.</summary>
    public static Comparison Confirm(GateRules rules, Comparison screen, IReadOnlyList<RunSample> before, IReadOnlyList<RunSample> after)
    {
        var worse = screen.Metrics.Where(m => m.Outcome == VerdictOutcome.Regressed).Select(m => m.Metric).ToHashSet();
        return Confirmed(screen, Paired(rules, [.. worse], before, after, GateRules.ConfirmationAlpha, GateRules.ConfirmedPart));
    }

    /// <summary>Holds this job's runs against accepted jobs.</summary>
    public static Comparison Stored(GateRules rules, IReadOnlyList<AcceptedJob> jobs, IReadOnlyList<RunSample> now) =>
        Stored(rules, rules.Metrics, jobs, now, GateRules.Alpha / rules.Metrics.Length);

    /// <summary>Judges again, on fresh runs alone, what a stored baseline's screen found worse.</summary>
    public static Comparison ConfirmStored(GateRules rules, Comparison screen, IReadOnlyList<AcceptedJob> jobs, IReadOnlyList<RunSample> now)
    {
        var worse = screen.Metrics.Where(m => m.Outcome == VerdictOutcome.Regressed).Select(m => m.Metric).ToHashSet();
        return Confirmed(screen, Stored(rules, [.. worse], jobs, now, GateRules.ConfirmationAlpha, GateRules.ConfirmedPart));
    }

    private static Comparison Paired(GateRules rules, ImmutableArray<GatedMetric> metrics, IReadOnlyList<RunSample> before, IReadOnlyList<RunSample> after, double alpha, double part = 1) =>
        Of(ComparisonKind.Interleaved, [.. metrics.Select(m => Known(m, before, after) is { } unknown
            ? unknown with { MinEffect = rules.MinEffect }
            : PairedGate.Judge(m, Values(m, before), Values(m, after), rules, alpha, part))]);

    private static Comparison Stored(GateRules rules, ImmutableArray<GatedMetric> metrics, IReadOnlyList<AcceptedJob> jobs, IReadOnlyList<RunSample> now, double alpha, double part = 1) =>
        Of(ComparisonKind.Stored, [.. metrics.Select(m => StoredMetric(rules, m, jobs, now, alpha, part))]);

    private static MetricComparison StoredMetric(GateRules rules, GatedMetric metric, IReadOnlyList<AcceptedJob> jobs, IReadOnlyList<RunSample> now, double alpha, double part)
    {
        // A job in which some run lacks the number isn't one that this metric can be held against.
        ImmutableArray<ImmutableArray<double>> known = [.. jobs.Where(j => j.Runs.Length > 0 && j.Runs.All(r => r[metric] is not null)).TakeLast(GateRules.MostJobs).Select(j => j.Runs.Select(r => r[metric]!.Value).ToImmutableArray())];
        if (known.IsEmpty) return Unknown(metric, "no accepted job has this number") with { MinEffect = rules.MinEffect };
        return Known(metric, [], now) is { } unknown
            ? unknown with { MinEffect = rules.MinEffect }
            : StoredGate.Judge(metric, known, Values(metric, now), rules, alpha, part);
    }

    private static Comparison Of(ComparisonKind kind, ImmutableArray<MetricComparison> metrics) => new()
    {
        Kind = kind,
        Metrics = metrics,
        Outcome = Comparison.Worst(metrics.Select(m => m.Outcome)),
    };

    private static Comparison Confirmed(Comparison screen, Comparison fresh)
    {
        // What the screen found well stays as it was.
        ImmutableArray<MetricComparison> metrics = [.. screen.Metrics.Select(m => fresh.Metrics.FirstOrDefault(f => f.Metric == m.Metric) ?? m)];
        return screen with
        {
            Metrics = metrics,
            Screen = screen.Metrics,
            Outcome = Comparison.Worst(metrics.Select(m => m.Outcome)),
            Notes = [.. screen.Notes, .. metrics.Where(m => m.Outcome != VerdictOutcome.Regressed && fresh.Metrics.Contains(m)).Select(m => $"{m.Kind.Name} looked worse at first, and fresh runs didn't confirm it")],
        };
    }

    private static MetricComparison? Known(GatedMetric metric, IReadOnlyList<RunSample> before, IReadOnlyList<RunSample> after)
    {
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
