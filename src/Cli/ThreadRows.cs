using System.Collections.Immutable;
using System.Globalization;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Cli;

/// <summary>One thread in words.</summary>
/// <param name="Thread">Its ID and name.</param>
/// <param name="Share">What it is ranked by, as a share of its own lifetime.</param>
/// <param name="Time">The same as a time.</param>
/// <param name="Detail">The busy one's wait for a CPU; what the blocked one waited in.</param>
internal sealed record ThreadRow(string Thread, string Share, string Time, string Detail);

/// <summary>The threads worth a look: those that used the CPU most, and those that were blocked most, with what they waited in.</summary>
internal static class ThreadRows
{
    public const int Most = 5;

    private const int WaitsShown = 2;

    private static readonly TaskState[] Blocked = [TaskState.Sleeping, TaskState.DiskSleep, TaskState.Stopped];

    /// <summary>Those with the most CPU time; none that used no CPU.</summary>
    public static ImmutableArray<ThreadRow> Busiest(ImmutableArray<ThreadProfile> threads) =>
    [
        .. threads.Where(t => t.States.Running > TimeSpan.Zero).OrderByDescending(t => t.States.Running).ThenBy(t => t.Id).Take(Most)
            .Select(t => new ThreadRow(Name(t), Percent.Format(t.States.Running / t.States.Total), Durations.Format(t.States.Running), t.States.Runnable > TimeSpan.Zero ? $"{Durations.Format(t.States.Runnable)} waiting for a CPU" : "")),
    ];

    /// <summary>Those with the most time in waits, waits for a disk before others of the same length; those in which nothing was seen to wait are left out.</summary>
    public static ImmutableArray<ThreadRow> MostBlocked(ProcessProfile profile, ImmutableArray<ThreadProfile> threads) =>
    [
        .. threads.Where(t => BlockedTime(t) > TimeSpan.Zero).OrderByDescending(BlockedTime).ThenByDescending(t => t.States.DiskSleep).ThenBy(t => t.Id).Take(Most)
            .Select(t => new ThreadRow(Name(t), Percent.Format(BlockedTime(t) / t.States.Total), Durations.Format(BlockedTime(t)), Waits(profile, t))),
    ];

    private static TimeSpan BlockedTime(ThreadProfile thread) => thread.States.Sleeping + thread.States.DiskSleep + thread.States.Stopped + thread.States.Unresolved;

    private static string Waits(ProcessProfile profile, ThreadProfile thread) =>
        string.Join(", ", DominantWaits.Of(profile, [thread], Blocked).Take(WaitsShown).Where(w => w.Time > TimeSpan.Zero).Select(w => $"{DominantWaits.Name(w)} {Percent.Whole(w.Share)}"));

    private static string Name(ThreadProfile thread) => string.Create(CultureInfo.InvariantCulture, $"{thread.ThreadId} {VisibleText.Of(thread.Name, 40)}");
}
