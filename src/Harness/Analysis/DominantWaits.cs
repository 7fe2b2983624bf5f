using System.Collections.Immutable;

namespace RunScope.Testing.Analysis;

/// <summary>One thing that a set of threads waited for.</summary>
/// <param name="Call">The system call, or what else is known of it.</param>
/// <param name="Target">The file, pipe or socket; null where there is none.</param>
/// <param name="WaitChannel">The kernel function; null where it wasn't readable.</param>
/// <param name="Time">The time attributed to it.</param>
/// <param name="Share">Its share of the time in the states asked for, 0 to 1.</param>
/// <param name="Threads">The threads that waited so, the longest first; empty when not known.</param>
internal sealed record WaitShare(string Call, string? Target, string? WaitChannel, TimeSpan Time, double Share, ImmutableArray<ThreadProfile> Threads);

/// <summary>What dominated the waits of a set of threads.</summary>
internal static class DominantWaits
{
    private const int ThreadsShown = 3;
    private const double WorthALine = 0.1;

    /// <summary>The waits in some states over a set of threads, the longest first.</summary>
    public static ImmutableArray<WaitShare> Of(ProcessProfile profile, ImmutableArray<ThreadProfile> threads, params ReadOnlySpan<TaskState> states)
    {
        var group = new StateGroup(states);
        var byId = threads.ToDictionary(t => t.Id);
        var everyThread = byId.Count == profile.Threads.Length;
        var waits = profile.Waits
            // A wait without a thread is over several: it belongs to a set only when every thread does.
            .Where(w => group.Includes(w.State) && (w.ThreadId is { } id ? byId.ContainsKey(id) : everyThread))
            .ToArray();

        // In a span of a run the waits are of the whole run and may exceed the span's time: then they are shares of each other.
        var denominator = Math.Max(
            group.TimeIn(threads.Aggregate(StateTimes.Zero, (sum, t) => sum + t.States)).Ticks,
            waits.Sum(w => w.Time.Ticks));
        if (denominator == 0)
            return [];

        return
        [
            .. waits.GroupBy(w => (w.Call, w.Target))
                .Select(g => new WaitShare(
                    g.Key.Call,
                    g.Key.Target,
                    g.MaxBy(w => w.Time)!.WaitChannel,
                    TimeSpan.FromTicks(g.Sum(w => w.Time.Ticks)),
                    g.Sum(w => w.Time.Ticks) / (double)denominator,
                    [
                        .. g.Where(w => w.ThreadId is not null)
                            .GroupBy(w => w.ThreadId!.Value)
                            .OrderByDescending(t => t.Sum(w => w.Time.Ticks))
                            .ThenBy(t => t.Key)
                            .Select(t => byId[t.Key]),
                    ]))
                .OrderByDescending(w => w.Time)
                .ThenBy(w => w.Call, StringComparer.Ordinal)
                .ThenBy(w => w.Target, StringComparer.Ordinal),
        ];
    }

    /// <summary>One line for each wait worth one: the first, and those from 10 % on; three at most.</summary>
    public static ImmutableArray<string> Lines(ProcessProfile profile, ImmutableArray<ThreadProfile> threads, params ReadOnlySpan<TaskState> states)
    {
        var span = profile.IsSpan ? " (over the whole run)" : "";
        return [.. Of(profile, threads, states).Where((w, i) => w.Time > TimeSpan.Zero && (i == 0 || w.Share >= WorthALine)).Take(3).Select(w => Line(w) + span)];
    }

    /// <summary>A wait in words: <c>87 % of it in fsync(/data/out.gz), thread "gzip" 4127</c>.</summary>
    public static string Line(WaitShare wait) => $"{Percent.Whole(wait.Share)} of it in {Name(wait)}{Threads(wait.Threads)}";

    public static string Name(WaitShare wait)
    {
        var call = wait.Call == "unknown" ? "a call that isn't known" : VisibleText.Of(wait.Call, 60);
        if (wait.Target is not null)
            return $"{call}({VisibleText.Of(wait.Target, 120)})";
        return wait.WaitChannel is null || wait.WaitChannel == wait.Call ? call : $"{call} [{VisibleText.Of(wait.WaitChannel, 60)}]";
    }

    private static string Threads(ImmutableArray<ThreadProfile> threads) => threads.Length switch
    {
        0 => "",
        1 => $", thread {ThreadWords.Of(threads[0])}",
        <= ThreadsShown => $", threads {string.Join(", ", threads.Select(ThreadWords.Of))}",
        _ => $", threads {string.Join(", ", threads.Take(ThreadsShown).Select(ThreadWords.Of))} and {Counts.Format(threads.Length - ThreadsShown)} more",
    };
}
