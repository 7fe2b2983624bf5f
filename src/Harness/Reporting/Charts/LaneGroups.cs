using System.Text.RegularExpressions;

namespace RunScope.Testing.Reporting.Charts;

/// <summary>Threads that belong together: of one process, in one role, and named alike but for their numbers.</summary>
/// <param name="Name">The name with <c>#</c> for what differs.</param>
/// <param name="Threads">At least one, in the order of <see cref="ThreadRanking"/>.</param>
internal sealed record LaneGroup(string Name, ThreadProfile[] Threads)
{
    /// <summary>The role that all of them have.</summary>
    public ThreadRole Role => Threads[0].Role;
}

/// <summary>Folds many threads into few lanes.</summary>
internal static partial class LaneGroups
{
    /// <summary>So many lanes can be read without folding.</summary>
    private const int Few = 12;

    private const int WorthFolding = 3;

    /// <param name="threads">Ranked threads that have a row each.</param>
    public static LaneGroup[] Of(IReadOnlyList<ThreadProfile> threads)
    {
        if (threads.Count <= Few) return [.. threads.Select(t => new LaneGroup(t.Name, [t]))];

        return
        [
            .. threads.GroupBy(t => (t.ProcessId, t.Role, Name: Digits().Replace(t.Name, "#")))
                .SelectMany(g => g.Count() >= WorthFolding || g.Count() == threads.Count
                    ? [new LaneGroup(g.Key.Name, [.. g])]
                    : g.Select(t => new LaneGroup(t.Name, [t]))),
        ];
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
