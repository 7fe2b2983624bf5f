using System.Collections.Immutable;
using System.Text;
using RunScope.Testing.Analysis;
using RunScope.Testing.Baselines;

namespace RunScope.Testing.Assertions;

/// <summary>The text of a failed or doubtful test: every limit, what it met, how sure that is, and what there was to see.</summary>
internal static partial class FailureMessage
{
    private const int LongestWord = 300;

    private const int LongestDetail = 600;

    /// <summary>The whole text, several lines without a last line end.</summary>
    /// <param name="verdict">The findings.</param>
    /// <param name="runs">The whole runs they are about, at least one.</param>
    /// <param name="report">The path of the report; null when there is none.</param>
    public static string Of(Verdict verdict, ImmutableArray<ProcessProfile> runs, string? report)
    {
        var counted = verdict.Counted;
        var missed = counted.Where(f => f.Outcome == FindingOutcome.Missed).ToArray();
        var unsure = counted.Where(f => f.Outcome == FindingOutcome.Inconclusive).ToArray();

        var text = new StringBuilder();
        text.Append($"{Name(verdict)}: {Headline(verdict, missed.Length, unsure.Length)} ({Run(runs)})");
        AppendMissed(text, missed);
        foreach (var finding in unsure)
        {
            Line(text, $"inconclusive: {Words(finding)}{(finding.Evidence.Length > 0 ? $" ({Safe(finding.Evidence)})" : "")}");
            AppendDetails(text, finding, 16);
        }

        foreach (var finding in counted.Where(f => f.Outcome == FindingOutcome.Kept))
            Line(text, $"ok: {Words(finding)}");
        if (verdict.Baseline is { } comparison)
            AppendComparison(text, comparison);
        AppendStderr(text, runs, missed);
        foreach (var note in Notes(runs))
            Line(text, $"note: {VisibleText.Of(note, LongestWord)}");
        if (report is not null)
            Line(text, $"report: {VisibleText.Of(report, 4096)}");
        return text.ToString();
    }

    /// <summary>One line for the output of a test that passed.</summary>
    public static string Summary(Verdict verdict, ImmutableArray<ProcessProfile> runs)
    {
        var counted = verdict.Counted;
        var unsure = counted.Count(f => f.Outcome == FindingOutcome.Inconclusive);
        var kept = counted.Count(f => f.Outcome == FindingOutcome.Kept);
        var limits = counted.Length == 0 ? "no limit declared"
            : unsure > 0 ? $"{Counts.Format(kept)} of {Counts.Of(counted.Length, "limit")} kept, {Counts.Format(unsure)} inconclusive"
            : $"{Counts.Of(kept, "limit")} kept";
        var compared = verdict.Baseline is { } comparison ? ComparisonWords.Summary(comparison) : "";
        return $"{Name(verdict)}: {(compared.Length == 0 ? limits : counted.Length == 0 ? compared : $"{limits}; {compared}")} ({Run(runs)})";
    }

    private static string Headline(Verdict verdict, int missed, int unsure)
    {
        var all = verdict.Counted.Length;
        var limits = $"{Counts.Format(missed)} of {Counts.Of(all, "limit")} missed{(unsure > 0 ? $", {Counts.Format(unsure)} inconclusive" : "")}";
        return verdict.Baseline is not { } comparison ? limits
            : all == 0 ? ComparisonWords.Headline(comparison)
            : $"{limits}, {ComparisonWords.Headline(comparison)}";
    }

    private static string Name(Verdict verdict) => VisibleText.Of(verdict.Test, LongestWord);

    private static string Run(ImmutableArray<ProcessProfile> runs)
    {
        var target = runs[0].Target;
        var name = VisibleText.Of(Path.GetFileName(target.Command), 40);
        var wall = Durations.FromSeconds(Interval.MedianOf(runs.Select(r => r.WallTime.TotalSeconds)));
        var engines = string.Join(" and ", runs.Select(r => VisibleText.Of(r.Engine.Name, 40)).Distinct());
        return $"{name}, {Counts.Of(runs.Length, "run")}, {(runs.Length > 1 ? "median " : "")}{Durations.Format(wall)} wall, "
            + $"{Counts.Range(runs.Select(r => r.Threads.Length), "thread")}, engine {engines}";
    }

    private static void AppendMissed(StringBuilder text, Finding[] missed)
    {
        if (missed.Length == 0)
            return;
        var metricWidth = missed.Max(f => Safe(f.Metric).Length) + 2;
        // A long value, such as a death by signal, doesn't push the evidence of the others to the right.
        var valueWidth = missed.Select(f => Value(f).Length).Where(l => l <= 60).DefaultIfEmpty(0).Max() + 2;
        foreach (var finding in missed)
        {
            var metric = Safe(finding.Metric).PadRight(metricWidth);
            var evidence = finding.Evidence.Length == 0 ? "" : $"({Safe(finding.Evidence)})";
            var value = evidence.Length == 0 ? Value(finding) : Value(finding).PadRight(valueWidth);
            Line(text, $"{metric}{value}{(value.EndsWith(' ') || evidence.Length == 0 ? "" : "  ")}{evidence}");
            AppendDetails(text, finding, metricWidth + 2);
        }
    }

    private static void AppendDetails(StringBuilder text, Finding finding, int indent) => AppendIndented(text, finding.Details, indent);

    private static string Words(Finding finding) => $"{Safe(finding.Metric)} {Value(finding)}";

    private static string Value(Finding finding) => $"{Safe(finding.Limit)}, was {Safe(finding.Actual)}";

    private static string Safe(string text) => VisibleText.Of(text, LongestWord);

    private static void Line(StringBuilder text, string line) => text.Append("\n  ").Append(line);
}
