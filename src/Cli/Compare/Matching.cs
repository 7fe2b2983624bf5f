using System.Collections.Immutable;

namespace RunScope.Testing.Cli.Compare;

/// <summary>Which subjects of both sides are one and the same.</summary>
/// <param name="Both">Those on both sides.</param>
/// <param name="BaseOnly">Those that the head hasn't.</param>
/// <param name="HeadOnly">Those that there is no baseline for.</param>
internal sealed record Matching(ImmutableArray<(Subject Base, Subject Head)> Both, ImmutableArray<Subject> BaseOnly, ImmutableArray<Subject> HeadOnly)
{
    /// <summary>By the test's name, then by the command line; one on each side are matched whatever they are called.</summary>
    public static Matching Of(IReadOnlyCollection<Subject> before, IReadOnlyCollection<Subject> after)
    {
        if (before.Count == 1 && after.Count == 1) return new Matching([(before.First(), after.First())], [], []);
        var (left, right) = (before.ToList(), after.ToList());
        var both = ImmutableArray.CreateBuilder<(Subject, Subject)>();
        foreach (var key in (Func<Subject, string?>[])[s => s.Test, s => s.Command])
        {
            foreach (var head in right.ToArray())
            {
                // Of two with the same name, which is which can't be told.
                if (key(head) is not { } name || right.Count(s => key(s) == name) > 1 || left.Where(s => key(s) == name).ToArray() is not [var found]) continue;
                both.Add((found, head));
                left.Remove(found);
                right.Remove(head);
            }
        }

        return new Matching([.. both], [.. left], [.. right]);
    }
}
