using System.Collections.Immutable;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Cli.Live;

/// <summary>What rows are sorted by.</summary>
internal enum RowSort
{
    /// <summary>The most CPU time first.</summary>
    Cpu,

    /// <summary>The longest wait for a CPU first.</summary>
    Delay,

    /// <summary>What waits for storage first, then what runs, what waits for a CPU, and the rest.</summary>
    State,

    /// <summary>By name.</summary>
    Name,

    /// <summary>By thread ID.</summary>
    Tid,
}

/// <summary>Which rows are shown, and in which order.</summary>
/// <param name="Sort">What they are sorted by.</param>
/// <param name="Reversed">Whether the other way around.</param>
/// <param name="Filter">A glob over names if it has a wildcard, else a part of a name or a whole ID; all rows when empty.</param>
internal sealed record RowOrder(RowSort Sort, bool Reversed, string Filter)
{
    private static readonly TaskState[] Urgency = [TaskState.DiskSleep, TaskState.Running, TaskState.Runnable, TaskState.Stopped, TaskState.Idle, TaskState.Unknown, TaskState.Sleeping];

    /// <summary>The rows to show; threads that ended come after those that live.</summary>
    public ImmutableArray<LiveRow> Of(ImmutableArray<LiveRow> rows)
    {
        var matches = Matching(Filter);
        var shown = rows.Where(r => matches(r.Name) || matches(r.ProcessName) || IsId(r.ThreadId)).ToArray();
        Array.Sort(shown, Compare);
        return ImmutableArray.Create(shown);
    }

    /// <summary>Whether names match a filter.</summary>
    public static Func<string, bool> Matching(string filter) =>
        filter.Length == 0 ? _ => true
        : filter.AsSpan().ContainsAny('*', '?') ? new NameGlob(filter).Matches
        : name => name.Contains(filter, StringComparison.OrdinalIgnoreCase);

    private int Compare(LiveRow left, LiveRow right)
    {
        var gone = (left.Ended is not null).CompareTo(right.Ended is not null);
        if (gone != 0) return gone;
        var order = Sort switch
        {
            RowSort.Cpu => Nullable.Compare(right.Cpu, left.Cpu),
            RowSort.Delay => Nullable.Compare(right.Delay, left.Delay),
            RowSort.State => Rank(left).CompareTo(Rank(right)),
            RowSort.Name => string.CompareOrdinal(left.Name, right.Name),
            _ => 0,
        };

        // A thread that ended may have had the ID of one that lives.
        if (order == 0) order = left.ThreadId.CompareTo(right.ThreadId);
        if (order == 0) order = Nullable.Compare(left.Ended, right.Ended);
        return Reversed ? -order : order;
    }

    private static int Rank(LiveRow row) => Array.IndexOf(Urgency, LiveState.All[LiveState.ColumnOf(row.State)].State);

    private bool IsId(int id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture) == Filter;
}
