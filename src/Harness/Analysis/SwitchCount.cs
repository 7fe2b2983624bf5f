using System.Collections.Immutable;

namespace RunScope.Testing.Analysis;

/// <summary>Why a thread was switched off its CPU.</summary>
internal enum SwitchReason
{
    /// <summary>Either reason.</summary>
    Either,

    /// <summary>It gave up its CPU to wait.</summary>
    Voluntary,

    /// <summary>It was taken off.</summary>
    Involuntary,
}

/// <summary>How often threads were switched off their CPUs: exact for a whole tree, bounded where threads ended unseen.</summary>
/// <remarks>
/// The kernel tells the sum over a tree when it is reaped, and counts per thread while the thread lives. What ended between two rounds, and the
/// last moments of what ended at all, are in the tree's sum alone: that much may have been within a span, or of the threads asked for.
/// </remarks>
internal static class SwitchCount
{
    /// <summary>Of the whole tree; null when it isn't known.</summary>
    public static Interval? OfTree(ProcessProfile run, SwitchReason reason)
    {
        if (run.IsSpan) return run is { VoluntarySwitches: null } or { InvoluntarySwitches: null } ? null : Of(run.Threads, reason, run.UnattributedSwitches ?? double.PositiveInfinity);
        var count = reason switch
        {
            SwitchReason.Voluntary => run.VoluntarySwitches,
            SwitchReason.Involuntary => run.InvoluntarySwitches,
            _ => run.VoluntarySwitches + run.InvoluntarySwitches,
        };
        return count is { } known ? Interval.Point(known) : null;
    }

    /// <summary>Of some threads of a run; null when it isn't known.</summary>
    public static Interval? OfThreads(ProcessProfile run, ImmutableArray<ThreadProfile> threads, SwitchReason reason) =>
        Of(threads, reason, threads.Any(t => t.End is not null) ? run.UnattributedSwitches ?? double.PositiveInfinity : 0);

    /// <summary>Of one thread as far as it was seen; 0 where it isn't known.</summary>
    public static long Seen(ThreadProfile thread, SwitchReason reason) => reason switch
    {
        SwitchReason.Voluntary => thread.VoluntarySwitches ?? 0,
        SwitchReason.Involuntary => thread.InvoluntarySwitches ?? 0,
        _ => Math.Max(thread.Switches ?? 0, (thread.VoluntarySwitches ?? 0) + (thread.InvoluntarySwitches ?? 0)),
    };

    private static Interval? Of(ImmutableArray<ThreadProfile> threads, SwitchReason reason, double unseen)
    {
        if (threads.Any(t => t.Switches is null && (t.VoluntarySwitches is null || t.InvoluntarySwitches is null))) return null;
        var seen = threads.Sum(t => Seen(t, reason));
        var undecided = reason == SwitchReason.Either
            ? 0
            : threads.Sum(t => Seen(t, SwitchReason.Either) - Seen(t, SwitchReason.Voluntary) - Seen(t, SwitchReason.Involuntary));
        return new Interval(seen, seen, seen + undecided + unseen);
    }
}
