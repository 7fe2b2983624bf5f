using RunScope.Testing.Baselines;
using RunScope.Testing.Reporting.Charts;

namespace RunScope.Testing.Reporting.Html;

/// <summary>The head against a base.</summary>
/// <param name="Title">"Against the reference build" or "Against the baseline".</param>
/// <param name="Note">What was compared, in a sentence.</param>
/// <param name="Reasons">Why there is no better verdict.</param>
/// <param name="Metrics">The metrics, the worst first.</param>
/// <param name="Rows">The same as a table, with what the screen said.</param>
/// <param name="Notes">What else there is to know.</param>
/// <param name="Base">What the base is called: "reference" or "baseline".</param>
/// <param name="Reading">How to read the pictures; empty where there is none.</param>
internal sealed record ComparisonView(string Title, string Note, string[] Reasons, MetricView[] Metrics, MetricRow[] Rows, string[] Notes, string Base, string Reading)
{
    /// <summary>The same as a heading.</summary>
    public string BaseTitle => char.ToUpperInvariant(Base[0]) + Base[1..];
}

/// <summary>One metric of a comparison.</summary>
internal sealed record MetricView(string Key, string Mark, string Word, string Name, string Change, string Evidence, string[] Details, RunsChart? Runs, ShiftChart? Shift);

/// <summary>One line of the table of a comparison.</summary>
internal sealed record MetricRow(string Name, string Note, string Word, CellView[] Cells);

/// <summary>What a comparison found.</summary>
internal static partial class PageBuilder
{
    private static ComparisonView? Compared(Comparison? comparison)
    {
        if (comparison is null) return null;
        var isStored = comparison.Kind == ComparisonKind.Stored;
        var there = isStored ? "baseline" : "reference";
        MetricComparison[] ordered = [.. ComparisonWords.Ordered(comparison.Metrics)];
        var metrics = ordered.Select(m => Metric(comparison, m, there)).ToArray();
        var file = comparison.File is { } path ? $" The baseline is {PageText.OneLine(path)}." : "";
        return new ComparisonView(
            isStored ? "Against the baseline" : "Against the reference build",
            Sentence(ComparisonWords.Headline(comparison)) + file,
            [.. comparison.Reasons.Select(r => PageText.OneLine(Sentence(r)))],
            metrics,
            [.. ordered.SelectMany(m => Rows(comparison, m))],
            [.. comparison.Notes.Select(n => PageText.OneLine(Sentence(n)))],
            there,
            metrics.Any(m => m.Runs is not null) ? Reading(ordered.Any(m => m.Paired)) : "");
    }

    private static MetricView Metric(Comparison comparison, MetricComparison metric, string there) => new(
        Outcomes.Key(metric.Outcome),
        Outcomes.Mark(metric.Outcome),
        ComparisonWords.Outcome(metric.Outcome),
        metric.Kind.Name,
        ComparisonWords.Change(metric),
        ComparisonWords.IsKnown(metric) ? $"{ComparisonWords.Values(metric)}; {ComparisonWords.Interval(metric)}, {ComparisonWords.Runs(comparison, metric)}" : "",
        [.. metric.Causes.Concat(ComparisonWords.Remarks(comparison, metric)).Select(PageText.OneLine)],
        RunsChart.Draw(metric, there),
        ShiftChart.Draw(comparison, metric));

    private static IEnumerable<MetricRow> Rows(Comparison comparison, MetricComparison metric)
    {
        var confirms = ComparisonWords.IsConfirmation(comparison, metric);
        yield return Row(metric, confirms ? "fresh runs" : "");
        if (confirms) yield return Row(comparison.Screen.First(s => s.Metric == metric.Metric), "screen");
    }

    private static MetricRow Row(MetricComparison metric, string note)
    {
        var scale = MetricScale.Of(metric);
        var bounds = ComparisonWords.EndsOf(metric);
        return new MetricRow(metric.Kind.Name, note, ComparisonWords.Outcome(metric.Outcome),
        [
            new("base", Known(metric.BaseCenter, scale.Value)),
            new("head", Known(metric.HeadCenter, scale.Value)),
            new("change", Known(metric.Shift, scale.Change)),
            new("of the base", metric.Relative is { } share && double.IsFinite(share) ? MetricScale.Percent(share) : "–"),
            new("from", bounds is var (low, _) ? scale.Change(low) : "–"),
            new("to", bounds is var (_, high) ? scale.Change(high) : "–"),
            new("confidence", bounds is null ? "–" : ComparisonWords.Confidence(metric)),
            new("matters from", Known(metric.Tolerated, scale.Change)),
            new("runs", ComparisonWords.IsKnown(metric) ? $"{Quantities.Count(metric.Base.Length)} / {Quantities.Count(metric.Head.Length)}" : Quantities.Unknown),
        ]);
    }

    private static string Known(double value, Func<double, string> words) => double.IsFinite(value) ? words(value) : Quantities.Unknown;

    private static string Reading(bool paired) => (paired
        ? "Each line is a pair, the first one above: the reference's run is the ring, the head's run the disc."
        : "Above are the runs of the accepted jobs as rings, the oldest first; below those of this job as discs.")
        + " Under them is the change with its interval. It counts as worse when the whole interval lies right of 0 and the mark in the red part.";

    private static string Sentence(string words) => words.Length == 0 ? "" : $"{char.ToUpperInvariant(words[0])}{words[1..].TrimEnd('.')}.";
}
