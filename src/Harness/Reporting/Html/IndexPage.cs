using System.Globalization;
using HandlebarsDotNet;

namespace RunScope.Testing.Reporting.Html;

/// <summary>Everything that the page over all tests shows, as words.</summary>
internal sealed record IndexModel(PageHead Head, string Mark, string Title, string[] Facts, IndexCountView[] Counts, IndexPartView[] Parts);

/// <summary>How many tests of the last run ended so.</summary>
internal sealed record IndexCountView(string Key, string Mark, string Word, string Count);

/// <summary>The last run, or what earlier ones left.</summary>
internal sealed record IndexPartView(string Heading, IndexRowView[] Rows);

/// <summary>One test. What columns are sorted by stands beside the words.</summary>
internal sealed record IndexRowView(
    string Key, string Rank, string Mark, string Word, string Name, string Class, string Link, string Command, string Wall, string WallSort,
    string Cpu, string CpuSort, BarPart[] Bar, string Main, string Runs, string[] Findings, string Note, string FindingsSort, string Made, string MadeSort);

/// <summary>Draws the page over all tests of a report folder; like the reports it needs nothing else.</summary>
internal static class IndexPage
{
    private static readonly Lazy<PageHead> Head = new(() => PageHead.Of(["Base.css", "Index.css"], "Index.js"));

    private static readonly Lazy<HandlebarsTemplate<object, object>> Template = new(() => PageHead.Template("Index.hbs", "Bar"));

    public static string Render(IReadOnlyCollection<IndexRow> rows)
    {
        var sessions = CurrentRun.Of(rows.Select(r => r.Entry));
        var now = rows.Where(r => sessions.Contains(r.Entry.Session)).ToArray();
        var counts = now.GroupBy(r => r.Entry.Outcome).OrderBy(g => g.Key).Select(g => new IndexCountView(Key(g.Key), Mark(g.Key), Word(g.Key), Quantities.Count(g.Count()))).ToArray();
        var worst = now.Length == 0 ? IndexOutcome.Passed : now.Min(r => r.Entry.Outcome);
        return Template.Value(new IndexModel(
            Head.Value,
            Mark(worst),
            "Profiled tests",
            now.Length == 0 ? [] : [Quantities.Count(now.Length, "test"), $"began {Time(sessions.Min(s => s.StartedAt))}", $"last result {Time(now.Max(r => r.Entry.WrittenAt))}"],
            counts,
            [
                new IndexPartView("", [.. Sorted(now).Select(r => Row(r, earlier: false))]),
                new IndexPartView("Left by earlier runs: these tests were not part of the last one", [.. Sorted(rows.Except(now)).Select(r => Row(r, earlier: true))]),
            ]));
    }

    private static IEnumerable<IndexRow> Sorted(IEnumerable<IndexRow> rows) =>
        rows.OrderBy(r => r.Entry.Outcome).ThenBy(r => r.Entry.Class, StringComparer.Ordinal).ThenBy(r => r.Entry.Test, StringComparer.Ordinal);

    private static IndexRowView Row(IndexRow row, bool earlier)
    {
        var entry = row.Entry;
        var states = entry.States ?? StateTimes.Zero;
        var most = ReportState.All.MaxBy(s => states[s.State])!;
        return new IndexRowView(
            Key(entry.Outcome),
            Number((int)entry.Outcome),
            Mark(entry.Outcome),
            Word(entry.Outcome),
            PageText.OneLine(entry.Test),
            PageText.OneLine(entry.Class),
            row.Page is { } page ? Uri.EscapeDataString(page) : "",
            PageText.OneLine(PageText.Shorten(entry.Command ?? "", 120).Replace('\n', ' ')),
            entry.WallTime is { } wall ? Quantities.Duration(wall) : "",
            Number(entry.WallTime?.Ticks),
            entry.CpuTime is { } cpu ? Quantities.Duration(cpu) : "",
            Number(entry.CpuTime?.Ticks),
            PageBuilder.Bar(states),
            states.Total > TimeSpan.Zero ? $"{most.Label} {Quantities.Share(states[most.State], states.Total)}" : "",
            entry.Runs > 1 ? Quantities.Count(entry.Runs, "run") : "",
            [.. (entry.Findings.IsDefault ? [] : entry.Findings).Append(entry.Reason ?? "").Where(f => f.Length > 0).Select(PageText.OneLine)],
            Note(entry, earlier),
            Number(entry.Findings.IsDefault ? 0 : entry.Findings.Length),
            Time(entry.WrittenAt),
            Number(entry.WrittenAt.UtcTicks));
    }

    private static string Note(IndexEntry entry, bool earlier) => entry switch
    {
        { Outcome: IndexOutcome.Started } when earlier => "No result: its process was ended.",
        { Outcome: IndexOutcome.Started } => "No result yet: it runs, or its process was ended.",
        { Outcome: not IndexOutcome.Passed } => "",
        { Limits: 0 } => "No limits declared",
        { Limits: 1 } => "The limit is kept",
        _ => $"All {Quantities.Count(entry.Limits)} limits kept",
    };

    private static string Key(IndexOutcome outcome) => outcome switch
    {
        IndexOutcome.Passed => "kept",
        IndexOutcome.Failed => "missed",
        IndexOutcome.Inconclusive => "inconclusive",
        IndexOutcome.Skipped => "none",
        _ => "started",
    };

    private static string Mark(IndexOutcome outcome) => outcome switch
    {
        IndexOutcome.Passed => "✓",
        IndexOutcome.Failed => "✗",
        IndexOutcome.Inconclusive => "?",
        IndexOutcome.Skipped => "–",
        _ => "…",
    };

    private static string Word(IndexOutcome outcome) => outcome switch
    {
        IndexOutcome.Passed => "passed",
        IndexOutcome.Failed => "failed",
        IndexOutcome.Inconclusive => "inconclusive",
        IndexOutcome.Skipped => "skipped",
        _ => "no result",
    };

    private static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
