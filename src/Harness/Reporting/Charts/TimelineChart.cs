using System.Globalization;

namespace RunScope.Testing.Reporting.Charts;

/// <summary>A thread over time, or several threads that are folded into one lane.</summary>
/// <param name="Name">The name.</param>
/// <param name="Note">The thread's ID, or how many threads it stands for.</param>
/// <param name="Label">The shares over its whole life, in words.</param>
/// <param name="Paths">The shapes.</param>
/// <param name="Threads">The lanes of the single threads; empty for a thread.</param>
/// <param name="Rest">What of the threads isn't drawn, in words.</param>
internal sealed record LaneView(string Name, string Note, string Label, PathView[] Paths, LaneView[] Threads, string Rest);

/// <summary>A named span, in percent of the run.</summary>
internal sealed record SpanView(string Name, string At, string Width, string End);

/// <summary>What each thread did over time. The page lets readers zoom in by moving the view box of each lane.</summary>
/// <param name="Seconds">The length of the run.</param>
/// <param name="Width">The same in columns.</param>
/// <param name="Ticks">The time axis.</param>
/// <param name="Phases">The named spans.</param>
/// <param name="Load">The whole tree.</param>
/// <param name="Lanes">The threads, those that did or waited most first.</param>
/// <param name="Rest">Threads that have no lane, in words; empty when all have one.</param>
internal sealed record TimelineChart(string Seconds, string Width, TickView[] Ticks, SpanView[] Phases, LoadChart Load, LaneView[] Lanes, string Rest)
{
    /// <summary>A picture of more lanes can't be read; the others are named in words.</summary>
    public const int MaxLanes = 40;

    /// <summary>The lanes of single threads on a page, which may belong to a profile of thousands.</summary>
    public const int MaxThreads = 300;

    private const int MaxColumns = 256;

    // Bounds the size of the page: very many lanes have fewer columns.
    private const int MaxCells = 50_000;

    /// <returns>Null when the profile has no timeline.</returns>
    public static TimelineChart? Draw(ProcessProfile profile)
    {
        var known = new TimelineCells(profile.Timeline, 1).Rows.GroupBy(r => r.Id).ToDictionary(g => g.Key, g => g.First());
        var threads = ThreadRanking.Of(profile).Where(t => known.ContainsKey(t.Id)).ToArray();
        if (threads.Length == 0 || profile.Timeline.Bucket <= TimeSpan.Zero || profile.WallTime <= TimeSpan.Zero) return null;

        var cells = new TimelineCells(profile.Timeline, Math.Min(MaxColumns, MaxCells / Math.Min(threads.Length, MaxThreads)));
        var groups = LaneGroups.Of(threads);
        var shown = groups.Take(MaxLanes).ToArray();
        var room = MaxThreads;
        return new TimelineChart(
            Number(profile.WallTime.TotalSeconds),
            Number(profile.WallTime / cells.ColumnTime),
            TimeTicks.Of(profile.WallTime.TotalSeconds),
            profile.Phases.IsDefaultOrEmpty ? [] : [.. profile.Phases.Select(p => Span(p, profile.WallTime))],
            LoadChart.Draw(profile, cells),
            [.. shown.Select(Lane)],
            Unshown([.. groups.Skip(MaxLanes).SelectMany(g => g.Threads)]));

        LaneView Lane(LaneGroup group)
        {
            if (group.Threads is [var only]) return Single(only);

            var drawn = group.Threads.Take(room).ToArray();
            room -= drawn.Length;
            return new LaneView(
                Html.PageText.OneLine(group.Name),
                Quantities.Count(group.Threads.Length, "thread") + Role(group.Role),
                Words(group.Threads),
                LanePaths.Of(cells.Shares(group.Threads.Select(t => known[t.Id]))),
                [.. drawn.Select(Single)],
                Unshown(group.Threads[drawn.Length..]));
        }

        LaneView Single(ThreadProfile thread) => new(
            Html.PageText.OneLine(thread.Name),
            string.Create(CultureInfo.InvariantCulture, $"{thread.ThreadId}{Role(thread.Role)}"),
            Words([thread]),
            LanePaths.Of(cells.Shares(known[thread.Id])),
            [],
            "");
    }

    private static string Role(ThreadRole role) => role switch { ThreadRole.Runtime => ", runtime", ThreadRole.Waiter => ", waiter", _ => "" };

    private static string Words(ThreadProfile[] threads)
    {
        var sum = Sum(threads);
        return string.Join(", ", ReportState.All.Where(s => sum[s.State] > TimeSpan.Zero).Select(s => $"{s.Label} {Quantities.Share(sum[s.State], sum.Total)}"));
    }

    private static string Unshown(ThreadProfile[] rest)
    {
        if (rest.Length == 0) return "";

        var sum = Sum(rest);
        var most = ReportState.All.MaxBy(s => sum[s.State])!;
        return $"Not drawn: {Quantities.Count(rest.Length, "more thread")} with {Quantities.Duration(sum.Total)} together, "
            + $"{Quantities.Share(sum[most.State], sum.Total)} of it {most.Label}.";
    }

    private static StateTimes Sum(ThreadProfile[] threads) => threads.Aggregate(StateTimes.Zero, (sum, t) => sum + t.States);

    private static SpanView Span(Phase phase, TimeSpan wall)
    {
        var start = Math.Clamp(phase.Start / wall, 0, 1);
        var end = Math.Clamp((phase.End ?? wall) / wall, start, 1);
        return new SpanView(Html.PageText.OneLine(phase.Name), TimeTicks.Percent(start), TimeTicks.Percent(end - start), TimeTicks.Percent(end));
    }

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
