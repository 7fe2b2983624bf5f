using System.Collections.Immutable;
using System.Globalization;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Statistics;

namespace RunScope.Testing.Baselines;

/// <summary>A comparison in words, the same in messages, on pages and in summaries. What comes from a process isn't in them but in causes and reasons.</summary>
internal static class ComparisonWords
{
    /// <summary>An outcome in a sentence.</summary>
    public static string Outcome(VerdictOutcome outcome) => outcome switch
    {
        VerdictOutcome.Regressed => "regressed",
        VerdictOutcome.Improved => "improved",
        VerdictOutcome.Inconclusive => "inconclusive",
        VerdictOutcome.MissingBaseline => "no baseline",
        _ => "ok",
    };

    /// <summary>Whether there is a number to show at all.</summary>
    public static bool IsKnown(MetricComparison metric) => double.IsFinite(metric.Shift) && double.IsFinite(metric.BaseCenter) && double.IsFinite(metric.HeadCenter);

    /// <summary>By how much it changed: "+1.84 s, +594 %"; a share of the base alone for what is too small to matter.</summary>
    public static string Change(MetricComparison metric) => !IsKnown(metric) ? "not known"
        : metric.Relative is { } share ? $"{MetricScale.Of(metric).Change(metric.Shift)}, {MetricScale.Percent(share)}"
        : MetricScale.Of(metric).Change(metric.Shift);

    /// <summary>From what to what: "0.31 -> 2.15 s".</summary>
    public static string Values(MetricComparison metric) =>
        MetricScale.Of(metric) is var scale ? $"{scale.Number(metric.BaseCenter)} -> {scale.Value(metric.HeadCenter)}" : "";

    /// <summary>The interval of the change: "99 % CI +1.61..+2.13"; empty where there is none.</summary>
    public static string Interval(MetricComparison metric) => EndsOf(metric) is var (low, high) && MetricScale.Of(metric) is var scale
        ? $"{Confidence(metric)} CI {scale.Signed(low)}..{scale.Signed(high)}"
        : "no interval";

    /// <summary>The change and its interval as shares of the base, where that is something: "+0.3 % (99 % CI -1.9..+2.4)".</summary>
    public static string Relative(MetricComparison metric)
    {
        if (!IsKnown(metric)) return "not known";
        if (metric.Relative is not { } share) return $"{MetricScale.Of(metric).Change(metric.Shift)} ({Interval(metric)})";
        return EndsOf(metric) is var (low, high)
            ? $"{MetricScale.Percent(share)} ({Confidence(metric)} CI {MetricScale.SignedPercent(low / Math.Abs(metric.BaseCenter))}..{MetricScale.SignedPercent(high / Math.Abs(metric.BaseCenter))})"
            : $"{MetricScale.Percent(share)} (no interval)";
    }

    /// <summary>The ends of the interval where both are numbers.</summary>
    public static (double Low, double High)? EndsOf(MetricComparison metric) =>
        metric is { Low: { } low, High: { } high } && double.IsFinite(low) && double.IsFinite(high) ? (low, high) : null;

    /// <summary>The confidence, never rounded up: "99 %", "99.6 %".</summary>
    public static string Confidence(MetricComparison metric) => (Math.Floor((metric.Confidence * 1000) + 1e-6) / 10).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    /// <summary>What it is judged from: "10 pairs", "20 fresh pairs", "10 runs".</summary>
    public static string Runs(Comparison comparison, MetricComparison metric) =>
        Counts.Of(metric.Head.Length, (IsConfirmation(comparison, metric) ? "fresh " : "") + (metric.Paired ? "pair" : "run"));

    /// <summary>Whether its numbers are those of fresh runs, after the screen found it worse.</summary>
    public static bool IsConfirmation(Comparison comparison, MetricComparison metric) =>
        comparison.Screen.Any(s => s.Metric == metric.Metric && s.Outcome == VerdictOutcome.Regressed);

    /// <summary>A metric's numbers in full: "+1.84 s, +594 % (0.31 -> 2.15 s, 99 % CI +1.61..+2.13, 20 fresh pairs)".</summary>
    public static string Full(Comparison comparison, MetricComparison metric) =>
        IsKnown(metric) ? $"{Change(metric)} ({Values(metric)}, {Interval(metric)}, {Runs(comparison, metric)})" : Change(metric);

    /// <summary>What else there is to know of a metric: why it isn't conclusive, that its runs fall into groups, what the screen said.</summary>
    public static IEnumerable<string> Remarks(Comparison comparison, MetricComparison metric)
    {
        foreach (var note in metric.Notes) yield return note;
        if (IsConfirmation(comparison, metric) && comparison.Screen.First(s => s.Metric == metric.Metric) is var screen)
            yield return $"{(metric.Outcome == VerdictOutcome.Regressed ? "confirms" : "doesn't confirm")} the screen: {Full(comparison with { Screen = [] }, screen)}";
        if (!IsKnown(metric)) yield break;
        foreach (var (side, runs) in new[] { (comparison.Kind == ComparisonKind.Stored ? "the baseline" : "the reference", metric.Base), ("the head", metric.Head) })
        {
            if (MetricComparison.ModesOf(runs, metric.Tolerated) is { } modes) yield return Groups(side, modes, MetricScale.Of(metric));
        }
    }

    /// <summary>The metrics in the order in which they are told: what regressed, what isn't sure, what improved, what is well.</summary>
    public static IEnumerable<MetricComparison> Ordered(ImmutableArray<MetricComparison> metrics) => metrics.OrderBy(m => m.Outcome switch
    {
        VerdictOutcome.Regressed => 0,
        VerdictOutcome.Inconclusive => 1,
        VerdictOutcome.Improved => 2,
        _ => 3,
    });

    /// <summary>How many metrics ended how: "1 of 3 metrics regressed against the reference build".</summary>
    public static string Headline(Comparison comparison)
    {
        var all = comparison.Metrics.Length;
        var against = comparison.Against.Length > 0 ? $" against {VisibleText.Of(comparison.Against, 200)}" : "";
        var word = Outcome(comparison.Outcome);
        var said = comparison.Metrics.Count(m => m.Outcome == comparison.Outcome);
        return comparison.Outcome switch
        {
            _ when comparison.Accepted => "accepted as a baseline",
            VerdictOutcome.MissingBaseline => "no baseline to compare with",
            VerdictOutcome.Ok => $"no regression{against}",
            _ when said == 0 => $"comparison{against} {word}",
            _ => $"{Counts.Format(said)} of {Counts.Of(all, "metric")} {word}{against}",
        };
    }

    /// <summary>A test that is well in one line: "no regression against 7 accepted jobs: WallTime -0.3 % (98 % CI -1.9..+1.2), 10 runs".</summary>
    public static string Summary(Comparison comparison)
    {
        var metrics = Ordered(comparison.Metrics).Select(m => $"{(m.Outcome == comparison.Outcome ? "" : Outcome(m.Outcome) + " ")}{m.Kind.Name} {Relative(m)}").ToArray();
        var runs = comparison.Metrics.MaxBy(m => m.Head.Length) is { Head.Length: > 0 } most ? $", {Runs(comparison with { Screen = [] }, most)}" : "";
        string[] said = [.. comparison.Reasons, .. metrics.Length > 0 ? [string.Join(", ", metrics) + runs] : Array.Empty<string>()];
        return Headline(comparison) + (said.Length > 0 ? ": " + VisibleText.Of(string.Join("; ", said), 1000) : "");
    }

    /// <summary>A metric in the few words that a table of many tests has room for.</summary>
    public static string Short(MetricComparison metric) => $"{metric.Kind.Name} {Outcome(metric.Outcome)}{(IsKnown(metric) ? $" {Change(metric)} ({Values(metric)})" : "")}";

    private static string Groups(string side, TwoModes modes, MetricScale scale) =>
        $"the runs of {side} fall into two groups, {Counts.Format(modes.LowCount)} at {scale.Value(modes.LowCenter)} and {Counts.Format(modes.HighCount)} at {scale.Value(modes.HighCenter)}";
}
