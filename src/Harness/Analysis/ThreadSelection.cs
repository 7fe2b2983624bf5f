using System.Collections.Immutable;
using RunScope.Testing.Analysis;

namespace RunScope.Testing;

/// <summary>Picks threads of a profile by the same rules as limits do.</summary>
public static class ThreadSelection
{
    /// <summary>The threads of a set, in the profile's order; empty when the set matches none.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="threads">"Application" (default), "All", "Main", or a glob over thread names such as "worker-*".</param>
    /// <param name="processes">Narrows the set to processes whose name matches this glob.</param>
    /// <exception cref="ArgumentException">The set can never match; the message says why.</exception>
    public static ImmutableArray<ThreadProfile> SelectThreads(this ProcessProfile profile, string? threads = null, string? processes = null)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return ThreadSet.Parse(threads, processes).Select(profile);
    }

    /// <summary>The times of some threads added up, state by state.</summary>
    public static StateTimes TotalStates(this IEnumerable<ThreadProfile> threads) => threads.Aggregate(StateTimes.Zero, (sum, t) => sum + t.States);
}
