using System.Collections.Immutable;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Cli;

/// <summary>One state of a distribution in words.</summary>
/// <param name="State">The state; <see cref="TaskState.Unknown"/> for what couldn't be told apart.</param>
/// <param name="Name">Its name.</param>
/// <param name="Share">Its share of the threads' time.</param>
/// <param name="Time">Its time, summed over the threads.</param>
/// <param name="Sure">How it was obtained.</param>
/// <param name="Longest">What was waited in longest; empty where the state is no wait, or nothing is known.</param>
internal sealed record StateRow(TaskState State, string Name, string Share, string Time, string Sure, string Longest);

/// <summary>The distribution over a set of threads, a row for each state worth one.</summary>
internal static class StateRows
{
    private static readonly TaskState[] Always = [TaskState.Running, TaskState.Runnable, TaskState.Sleeping, TaskState.DiskSleep];

    public static ImmutableArray<StateRow> Of(ProcessProfile profile, ImmutableArray<ThreadProfile> threads)
    {
        var rows = ImmutableArray.CreateBuilder<StateRow>();
        var distribution = Distribution.Of(profile, threads);
        foreach (var state in StateGroup.Columns)
        {
            var share = distribution.ShareOf(state);
            if (share.Time == TimeSpan.Zero && !Always.Contains(state)) continue;
            rows.Add(new StateRow(state, state == TaskState.Idle ? "Other" : state.ToString(), Percent.Format(share.Share.Value), Durations.Format(share.Time), Sure(share), Longest(profile, threads, state)));
        }

        if (distribution.Times.Unresolved > TimeSpan.Zero)
            rows.Add(new StateRow(TaskState.Unknown, "Unresolved", Percent.Format(distribution.UnresolvedShare), Durations.Format(distribution.Times.Unresolved), "off the CPU, in which state isn't known", ""));
        return rows.ToImmutable();
    }

    private static string Sure(StateShare share) => share switch
    {
        { Fidelity: Fidelity.ExactKernel or Fidelity.ExactEvent } => "exact",
        { Samples: > 0 } => $"{Counts.Of(share.Samples, "sample")}, 95 % CI {Percent.Range(share.Share.Low, share.Share.High)} %",
        _ => $"{(share.Fidelity == Fidelity.Unresolved ? "not told apart" : "bounded")}, {Percent.Range(share.Share.Low, share.Share.High)} %",
    };

    private static string Longest(ProcessProfile profile, ImmutableArray<ThreadProfile> threads, TaskState state) =>
        state is TaskState.Running or TaskState.Runnable
            ? ""
            : DominantWaits.Of(profile, threads, state).Take(1).Select(w => $"{DominantWaits.Name(w)} {Percent.Whole(w.Share)}").FirstOrDefault("");
}
