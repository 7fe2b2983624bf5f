using System.Collections.Immutable;

namespace RunScope.Testing.Analysis;

/// <summary>The state that took most of some threads' time.</summary>
/// <param name="State">The state; <see cref="TaskState.Unknown"/> for unresolved time.</param>
/// <param name="Words"><c>95.0 % Sleeping</c>.</param>
/// <param name="Wait">What they waited in; null where the state is no wait, or the wait isn't known.</param>
internal sealed record MainState(TaskState State, string Words, string? Wait)
{
    /// <param name="run">The run.</param>
    /// <param name="threads">Threads of it.</param>
    /// <param name="leftOut">States that are not asked for.</param>
    /// <returns>Null when there is no time in any state that is asked for.</returns>
    public static MainState? Of(ProcessProfile run, ImmutableArray<ThreadProfile> threads, StateGroup? leftOut = null)
    {
        var times = Distribution.Of(run, threads).Times;
        var state = StateGroup.Columns.Append(TaskState.Unknown).Where(s => leftOut?.Includes(s) != true).MaxBy(s => times[s]);
        if (times.Total == TimeSpan.Zero || times[state] == TimeSpan.Zero) return null;

        var name = state switch { TaskState.Unknown => "in waits that couldn't be told apart", TaskState.Idle => "in other states", _ => state.ToString() };
        var wait = state is TaskState.Unknown or TaskState.Running or TaskState.Runnable ? null : DominantWaits.Lines(run, threads, state).FirstOrDefault();
        return new MainState(state, $"{Percent.Format(times[state] / times.Total)} {name}", wait);
    }
}
