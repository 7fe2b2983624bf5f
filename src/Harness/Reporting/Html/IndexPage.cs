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

    /// <param name="rows">The tests.</param>
    /// <param name="isRunning">Whether a process that runs tests is still there; null asks the machine.</param>
    public static string Render(IReadOnlyCollection<IndexRow> rows, Func<IndexSession, bool>? isRunning = null)
    {
        isRunning ??= s => s.IsRunning();
        var run = CurrentRun.Of(rows.Select(r => r.Entry));
        var all = rows.Select(r => new Standing(r, StateOf(r.Entry, isRunning), run.Contains((r.Entry.Assembly, r.Entry.Session)))).ToArray();
        var now = all.Where(s => s.IsCurrent).ToArray();
        var counts = now.GroupBy(s => s.State).OrderBy(g => g.Key).Select(g => new IndexCountView(Key(g.Key), Mark(g.Key), Word(g.Key), Quantities.Count(g.Count()))).ToArray();
        var worst = now.Length == 0 ? State.Passed : now.Min(s => s.State);
        var several = rows.Select(r => r.Entry.Assembly).Distinct().Skip(1).Any();
        return Template.Value(new IndexModel(
            Head.Value,
            Mark(worst),
            "Profiled tests",
            now.Length == 0 ? [] : [Quantities.Count(now.Length, "test"), $"began {Time(now.Min(s => s.Row.Entry.Session.StartedAt))}", $"last result {Time(now.Max(s => s.Row.Entry.WrittenAt))}"],
            counts,
            [
                new IndexPartView("", [.. Sorted(now).Select(s => Row(s, several))]),
                new IndexPartView("Left by earlier runs: these tests were not part of the last one", [.. Sorted(all.Where(s => !s.IsCurrent)).Select(s => Row(s, several))]),
            ]));
    }

    private static IEnumerable<Standing> Sorted(IEnumerable<Standing> rows) =>
        rows.OrderBy(s => s.State).ThenBy(s => s.Row.Entry.Class, StringComparer.Ordinal).ThenBy(s => s.Row.Entry.Test, StringComparer.Ordinal);

    private static State StateOf(IndexEntry entry, Func<IndexSession, bool> isRunning) => entry.Outcome switch
    {
        IndexOutcome.Failed => State.Failed,
        IndexOutcome.Inconclusive => State.Inconclusive,
        IndexOutcome.Skipped => State.Skipped,
        IndexOutcome.Passed => State.Passed,
        IndexOutcome.Improved => State.Improved,
        IndexOutcome.MissingBaseline => State.MissingBaseline,
        _ => isRunning(entry.Session) ? State.Running : State.Lost,
    };

    private static IndexRowView Row(Standing standing, bool several)
    {
        var (row, state, _) = standing;
        var entry = row.Entry;
        var states = entry.States ?? StateTimes.Zero;
        var most = ReportState.All.MaxBy(s => states[s.State])!;
        return new IndexRowView(
            Key(state),
            Number((int)state),
            Mark(state),
            Word(state),
            PageText.OneLine(entry.Test),
            PageText.OneLine(several && entry.Assembly.Length > 0 ? $"{entry.Class} ({entry.Assembly})" : entry.Class),
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
            Note(entry, state),
            Number(entry.Findings.IsDefault ? 0 : entry.Findings.Length),
            Time(entry.WrittenAt),
            Number(entry.WrittenAt.UtcTicks));
    }

    private static string Note(IndexEntry entry, State state) => entry switch
    {
        _ when state == State.Lost => "No result: its process was ended.",
        _ when state == State.Running => "It was running when this page was written.",
        { Outcome: not (IndexOutcome.Passed or IndexOutcome.Improved) } => "",
        { Limits: 0, Compared: { Length: > 0 } compared } => PageText.OneLine($"{char.ToUpperInvariant(compared[0])}{compared[1..]}"),
        { Limits: 0 } => "No limits declared",
        _ => (entry.Limits == 1 ? "The limit is kept" : $"All {Quantities.Count(entry.Limits)} limits kept") + (entry.Compared is { } compared ? $"; {PageText.OneLine(compared)}" : ""),
    };

    private static string Key(State state) => state switch
    {
        State.Passed or State.Improved => "kept",
        State.Failed or State.Lost => "missed",
        State.Inconclusive => "inconclusive",
        State.Skipped or State.MissingBaseline => "none",
        _ => "started",
    };

    private static string Mark(State state) => state switch
    {
        State.Passed => "✓",
        State.Failed or State.Lost => "✗",
        State.Inconclusive => "?",
        State.Improved => "↓",
        State.Skipped or State.MissingBaseline => "–",
        _ => "…",
    };

    private static string Word(State state) => state switch
    {
        State.Passed => "passed",
        State.Failed => "failed",
        State.Lost => "no result",
        State.Inconclusive => "inconclusive",
        State.MissingBaseline => "no baseline",
        State.Skipped => "skipped",
        State.Improved => "improved",
        _ => "running",
    };

    private static string Time(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>How a test stands when the page is drawn, worst first. Lost is one whose process ended before it.</summary>
    private enum State
    {
        Failed,
        Lost,
        Running,
        Inconclusive,
        MissingBaseline,
        Skipped,
        Improved,
        Passed,
    }

    private sealed record Standing(IndexRow Row, State State, bool IsCurrent);
}
