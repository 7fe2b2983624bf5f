using System.Text;
using RunScope.Testing.Analysis;
using RunScope.Testing.Baselines;

namespace RunScope.Testing.Assertions;

/// <content>What a baseline says.</content>
internal static partial class FailureMessage
{
    /// <summary>A comparison that no test made: several lines without a last line end.</summary>
    /// <param name="name">What was compared.</param>
    /// <param name="comparison">What came of it.</param>
    public static string Of(string name, Comparison comparison)
    {
        var text = new StringBuilder($"{VisibleText.Of(name, LongestWord)}: {ComparisonWords.Headline(comparison)}");
        AppendComparison(text, comparison);
        return text.ToString();
    }

    private static void AppendComparison(StringBuilder text, Comparison comparison)
    {
        // The head line has said already that there is none.
        var lead = comparison.Outcome == VerdictOutcome.MissingBaseline ? "" : ComparisonWords.Outcome(comparison.Outcome) + ": ";
        foreach (var reason in comparison.Reasons) Line(text, lead + VisibleText.Of(reason, LongestDetail));
        MetricComparison[] metrics = [.. ComparisonWords.Ordered(comparison.Metrics)];
        var width = metrics.Where(m => m.Outcome != VerdictOutcome.Ok).Select(m => m.Kind.Name.Length).DefaultIfEmpty(0).Max() + 2;
        foreach (var metric in metrics)
        {
            if (metric.Outcome == VerdictOutcome.Ok)
            {
                Line(text, $"ok: {metric.Kind.Name} {ComparisonWords.Full(comparison, metric)}");
                AppendIndented(text, ComparisonWords.Remarks(comparison, metric), 6);
                continue;
            }

            Line(text, $"{metric.Kind.Name.PadRight(width)}{ComparisonWords.Outcome(metric.Outcome)} {ComparisonWords.Full(comparison, metric)}");
            AppendIndented(text, [.. metric.Causes, .. ComparisonWords.Remarks(comparison, metric)], width + 2);
        }

        if (comparison.File is { } file) Line(text, $"baseline: {VisibleText.Of(file, 4096)}");
        foreach (var note in comparison.Notes) Line(text, $"note: {VisibleText.Of(note, LongestDetail)}");
    }

    private static void AppendIndented(StringBuilder text, IEnumerable<string> lines, int indent)
    {
        foreach (var line in lines) text.Append('\n').Append(' ', indent).Append(VisibleText.Of(line, LongestDetail));
    }
}
