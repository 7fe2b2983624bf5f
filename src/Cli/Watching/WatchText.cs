using System.Globalization;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Cli.Watching;

/// <summary>The words for a process while it is watched: one line that is written over, or a line for each second.</summary>
internal static class WatchText
{
    // A column of a share: "DiskSleep".
    private const int Column = 9;
    private const int TimeColumn = 8;
    private const int BusiestColumn = 30;

    private static readonly string[] Names = [.. StateGroup.Columns.Select(c => c == TaskState.Idle ? "Other" : c.ToString()), "Unresolved"];

    /// <summary>The head of the columns that <see cref="Row"/> has.</summary>
    public static string Head { get; } =
        $"{"time",TimeColumn} {"rounds",7} {"threads",11} {string.Join(' ', Names.Take(4).Select(n => n.PadLeft(Column)))} {"Other",Column}  {"busiest thread",-BusiestColumn} longest wait";

    /// <summary>One second as a row: what changed since the row before.</summary>
    /// <param name="at">When it ended, from the moment of attaching.</param>
    /// <param name="span">What there was to see.</param>
    /// <param name="length">How long it was.</param>
    public static string Row(TimeSpan at, WatchedSpan span, TimeSpan length)
    {
        var shares = Enumerable.Range(0, 4).Select(i => Share(span.Shares?[i])).Append(Share(span.Shares?.Skip(4).Sum()));
        var busiest = span.Busiest is { } thread
            ? string.Create(CultureInfo.InvariantCulture, $"{thread.ThreadId} {VisibleText.Of(thread.Name, 15)} {Percent.Whole(length > TimeSpan.Zero ? Math.Min(1, thread.CpuTime / length) : 0)}")
            : "-";
        var change = (span.Begun > 0 ? $"+{Number(span.Begun)}" : "") + (span.Gone > 0 ? $"-{Number(span.Gone)}" : "");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Clock(at) + at.ToString(@"\.f", CultureInfo.InvariantCulture),TimeColumn} {span.Rounds,7} {(change.Length > 0 ? $"{span.Threads} {change}" : Number(span.Threads)),11} {string.Join(' ', shares.Select(s => s.PadLeft(Column)))}  {busiest,-BusiestColumn} {Wait(span.Longest)}");
    }

    /// <summary>The line of a terminal: all since the beginning, cut to a width.</summary>
    public static string Line(WatchedSpan span, int width)
    {
        var states = span.Shares is { } shares ? Enumerable.Range(0, Names.Length).Where(i => i < 4 || shares[i] >= 0.005).Select(i => $"{Names[i]} {Percent.Whole(shares[i])}") : [];
        var line = string.Join("  ", states.Prepend(Counts.Of(span.Threads, "thread")).Prepend(Counts.Of(span.Rounds, "round")).Prepend(Clock(span.At)));
        return line.Length <= width ? line : line[..Math.Max(0, width)];
    }

    private static string Clock(TimeSpan at) => at < TimeSpan.FromHours(1)
        ? at.ToString(@"m\:ss", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{(int)at.TotalHours}:{at:mm\\:ss}");

    private static string Wait(LongWait? wait) => wait is null ? "-"
        : $"{(wait.Call is null ? "unknown" : VisibleText.Of(wait.Call, 40))}{(wait.Target is null ? "" : $"({VisibleText.Of(wait.Target, 80)})")} {Percent.Whole(wait.Share)}";

    private static string Share(double? share) => share is { } known ? Percent.Whole(known) : "-";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
