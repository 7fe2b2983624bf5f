using System.Collections.Immutable;
using RunScope.Testing.Attach;

namespace RunScope.Testing.Cli.Processes;

/// <summary>What looking for a process by a word came to.</summary>
internal abstract record Lookup
{
    private Lookup()
    {
    }

    /// <summary>It is this one.</summary>
    public sealed record One(ListedProcess Process) : Lookup;

    /// <summary>Several have the name; the oldest first.</summary>
    /// <param name="Processes">They.</param>
    /// <param name="Message">What to tell the user: the list, and what to do.</param>
    public sealed record Several(ImmutableArray<ListedProcess> Processes, string Message) : Lookup;

    /// <summary>There is none.</summary>
    /// <param name="Message">What to tell the user: why, which names come near, and what to do.</param>
    public sealed record None(string Message) : Lookup;
}
