using System.Collections.Immutable;
using System.Text;
using RunScope.Testing.Analysis;
using RunScope.Testing.Assertions;
using RunScope.Testing.Reporting;
using RunScope.Testing.Reporting.Markdown;

namespace RunScope.Testing.Cli.Report;

/// <summary>Saved runs as Markdown, for a comment on a change or the summary of a job: what limits met, the distribution, the busiest and the most blocked threads.</summary>
internal static class ReportMarkdown
{
    private const int Longest = 600;

    public static string Of(SavedRuns saved, Verdict? verdict)
    {
        var run = saved.Runs[TypicalRun.Of(saved.Runs)];
        var threads = ThreadSet.Default.Select(run);
        var text = new StringBuilder($"### {(verdict is null ? "" : Outcomes.Mark(verdict.Outcome) + " ")}{Safe(saved.Name)}\n\n");
        if (SimulatedData.IsAmong(saved.Runs)) text.Append($"**{SimulatedData.Words}**\n\n");
        text.Append(Safe(verdict is null ? Summary.End(run) : Headline(verdict, saved.Runs))).Append('\n');
        if (verdict is not null && !verdict.Counted.IsEmpty)
            Table(text, "| | metric | limit | was | how it was obtained |\n|---|---|---|--:|---|\n", verdict.Counted.Select(f => (string[])[$"{Outcomes.Mark(f.Outcome)} {Outcomes.Key(f.Outcome)}", f.Metric, f.Limit, f.Actual, string.Join("; ", f.Details.Prepend(f.Evidence).Where(e => e.Length > 0))]));
        if (verdict?.Baseline is { } comparison) text.Append('\n').Append(ComparisonMarkdown.Of(saved.Name, comparison));
        if (saved.Runs.Length > 1)
            Table(text, "| metric | median | lowest..highest |\n|---|--:|--:|\n", RunFigures.Of(saved.Runs).Select(f => (string[])[f.Kind.Name, f.MedianText, f.Range]));
        Table(text, "| state | share | thread time | how sure | longest in |\n|---|--:|--:|---|---|\n", StateRows.Of(run, threads).Select(r => (string[])[r.Name, r.Share, r.Time, r.Sure, r.Longest]));
        Table(text, "| busiest threads | on a CPU | time | |\n|---|--:|--:|---|\n", ThreadRows.Busiest(threads).Select(Cells));
        Table(text, "| most blocked threads | blocked | time | longest in |\n|---|--:|--:|---|\n", ThreadRows.MostBlocked(run, threads).Select(Cells));
        ImmutableArray<string> notes = [.. saved.Notes, .. UnattributedCpu.Note(run) is { } blind ? (string[])[blind] : [], .. WarningTexts.OfTheWhole(run.Engine)];
        if (!notes.IsEmpty) text.Append('\n').AppendJoin("", notes.Select(n => $"- {Safe(n)}\n"));
        return text.ToString();
    }

    private static string Headline(Verdict verdict, ImmutableArray<ProcessProfile> runs) =>
        verdict.Outcome == VerdictOutcome.Ok ? FailureMessage.Summary(verdict, runs) : FailureMessage.Of(verdict, runs, report: null).Split('\n')[0];

    private static string[] Cells(ThreadRow row) => [row.Thread, row.Share, row.Time, row.Detail];

    private static void Table(StringBuilder text, string head, IEnumerable<string[]> rows)
    {
        var lines = string.Concat(rows.Select(r => $"| {string.Join(" | ", r.Select(Safe))} |\n"));
        if (lines.Length > 0) text.Append('\n').Append(head).Append(lines);
    }

    private static string Safe(string text) => MarkdownText.Of(text, Longest);
}
