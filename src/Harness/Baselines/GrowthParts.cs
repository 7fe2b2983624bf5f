using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;

namespace RunScope.Testing.Baselines;

/// <summary>Takes the time of two average runs apart, by threads and by what they did.</summary>
internal static class GrowthParts
{
    /// <summary>A target that takes this share of a call's time stands for it.</summary>
    private const double MainTarget = 0.8;

    /// <param name="before">The base's average run.</param>
    /// <param name="after">The head's.</param>
    /// <param name="states">The states that are asked for.</param>
    public static ImmutableArray<GrowthPart> Of(ImmutableArray<WaitTotal> before, ImmutableArray<WaitTotal> after, params ReadOnlySpan<TaskState> states)
    {
        var group = new StateGroup(states);
        var parts = ImmutableArray.CreateBuilder<GrowthPart>();
        foreach (var (threads, was, now) in Threads(before, after))
        {
            WaitTotal[] wasIn = [.. was.Where(w => group.Includes(w.State))];
            WaitTotal[] nowIn = [.. now.Where(w => group.Includes(w.State))];
            foreach (var call in wasIn.Concat(nowIn).Where(w => !w.IsWholeState).Select(w => w.Call).Distinct())
                parts.Add(Call(threads, call, [.. wasIn.Where(w => w.Call == call)], [.. nowIn.Where(w => w.Call == call)]));
            foreach (var state in states)
            {
                if (Rest(threads, state, wasIn, nowIn) is { } rest) parts.Add(rest);
            }
        }

        return parts.ToImmutable();
    }

    /// <summary>The threads of both sides that are called alike.</summary>
    public static IEnumerable<(ThreadsGrowth Threads, WaitTotal[] Before, WaitTotal[] After)> Threads(ImmutableArray<WaitTotal> before, ImmutableArray<WaitTotal> after)
    {
        var (was, now) = (ByName(before), ByName(after));
        return before.Concat(after).Select(NameOf).Distinct().Select(name => (Threads(was[name], now[name]), was[name].ToArray(), now[name].ToArray()));

        static ILookup<string, WaitTotal> ByName(ImmutableArray<WaitTotal> side) => side.ToLookup(NameOf);

        // No thread can be called so: the kernel ends names at a NUL.
        static string NameOf(WaitTotal total) => total.Thread is { } name ? WaitTotal.Alike(name) : "\0";
    }

    private static ThreadsGrowth Threads(IEnumerable<WaitTotal> before, IEnumerable<WaitTotal> after)
    {
        var both = after.Concat(before).Select(w => w.Thread).Distinct().ToArray();
        return new ThreadsGrowth(
            both.Length == 1 ? both[0] : WaitTotal.Alike(both[0]!),
            Count(before, TaskState.Running) ?? 0,
            Count(after, TaskState.Running) ?? 0,
            before.Where(w => w.IsWholeState).Sum(w => w.Seconds),
            after.Where(w => w.IsWholeState).Sum(w => w.Seconds),
            after.Where(w => w.IsWholeState && w.State is TaskState.Running or TaskState.Runnable).Sum(w => w.Seconds),
            Count(before, TaskState.Sleeping),
            Count(after, TaskState.Sleeping),
            Count(before, TaskState.Runnable),
            Count(after, TaskState.Runnable));
    }

    // Threads that are called alike may stand under their own names and under the common one, run by run.
    private static double? Count(IEnumerable<WaitTotal> side, TaskState state) => side.Where(w => w.IsWholeState && w.State == state).Sum(w => w.Count) is > 0 and var count ? count : null;

    private static GrowthPart Call(ThreadsGrowth threads, string call, WaitTotal[] before, WaitTotal[] after)
    {
        var state = before.Concat(after).Select(w => w.State).Distinct().MaxBy(s => Time(after.Where(w => w.State == s)) - Time(before.Where(w => w.State == s)));
        var targets = (after.Length > 0 ? after : before).GroupBy(w => w.Target).Select(g => (g.Key, Time: Time(g))).ToArray();
        var main = targets.MaxBy(t => t.Time);
        return new GrowthPart(
            state, call, main.Time >= MainTarget * targets.Sum(t => t.Time) ? main.Key : null, threads, Time(before), Time(after));
    }

    /// <summary>The time in a state that no wait tells of; null where there is none to speak of.</summary>
    private static GrowthPart? Rest(ThreadsGrowth threads, TaskState state, WaitTotal[] before, WaitTotal[] after)
    {
        var (was, now) = (Untold(before), Untold(after));
        return was + now > 0 ? new GrowthPart(state, "", null, threads, was, now) : null;

        double Untold(WaitTotal[] side) => Math.Max(0, Time(side.Where(w => w.State == state && w.IsWholeState)) - Time(side.Where(w => w.State == state && !w.IsWholeState)));
    }

    private static double Time(IEnumerable<WaitTotal> totals) => totals.Sum(w => w.Seconds);
}
