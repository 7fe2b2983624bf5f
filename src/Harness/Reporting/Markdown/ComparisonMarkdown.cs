using System.Text;
using RunScope.Testing.Baselines;

namespace RunScope.Testing.Reporting.Markdown;

/// <summary>A comparison as Markdown, for a comment on a change or the summary of a job: a heading, a table of the metrics, and what made them grow.</summary>
internal static class ComparisonMarkdown
{
    private const int Longest = 600;

    /// <param name="name">The test or the command line.</param>
    /// <param name="comparison">The comparison.</param>
    /// <returns>Whole lines, the last one with its end.</returns>
    public static string Of(string name, Comparison comparison)
    {
        var text = new StringBuilder($"### {Outcomes.Mark(comparison.Outcome)} {Safe(name)}: {Safe(ComparisonWords.Headline(comparison))}\n");
        MetricComparison[] metrics = [.. ComparisonWords.Ordered(comparison.Metrics)];
        Points(text, comparison.Reasons);
        if (metrics.Length > 0)
        {
            text.Append("\n| | metric | change | from and to | interval | runs |\n|---|---|--:|--:|---|--:|\n");
            foreach (var metric in metrics) text.Append(Row(comparison, metric));
        }

        Points(text, metrics.SelectMany(m => m.Causes.Concat(ComparisonWords.Remarks(comparison, m)).Select(c => $"{m.Kind.Name}: {c}")).Concat(comparison.Notes));
        return text.ToString();
    }

    /// <summary>What a metric's line in a table of many tests says: numbers, and the first cause.</summary>
    public static string Short(MetricComparison metric) => ComparisonWords.Short(metric) + (metric.Causes.IsEmpty ? "" : $": {metric.Causes[0]}");

    private static string Row(Comparison comparison, MetricComparison metric)
    {
        var isKnown = ComparisonWords.IsKnown(metric);
        string[] cells =
        [
            $"{Outcomes.Mark(metric.Outcome)} {ComparisonWords.Outcome(metric.Outcome)}",
            metric.Kind.Name,
            ComparisonWords.Change(metric),
            isKnown ? ComparisonWords.Values(metric) : "",
            isKnown ? ComparisonWords.Interval(metric) : "",
            isKnown ? ComparisonWords.Runs(comparison, metric) : "",
        ];
        return $"| {string.Join(" | ", cells.Select(Safe))} |\n";
    }

    private static void Points(StringBuilder text, IEnumerable<string> points)
    {
        var first = true;
        foreach (var point in points)
        {
            text.Append(first ? "\n" : "").Append("- ").Append(Safe(point)).Append('\n');
            first = false;
        }
    }

    private static string Safe(string text) => MarkdownText.Of(text, Longest);
}
