using System.Collections.Immutable;

namespace RunScope.Testing.Analysis;

/// <summary>The moment at which most threads of a set lived at one time.</summary>
internal static class ThreadsAtOnce
{
    private const int GroupsShown = 3;

    /// <summary>The threads that lived at that moment, the first such moment; empty for an empty set.</summary>
    public static ImmutableArray<ThreadProfile> Most(ImmutableArray<ThreadProfile> threads)
    {
        // A thread that ends at a moment makes room for one that begins then.
        var changes = threads
            .SelectMany(t => new[] { (At: t.Start, By: 1), (At: t.End ?? TimeSpan.MaxValue, By: -1) })
            .OrderBy(c => c.At)
            .ThenBy(c => c.By);
        int living = 0, most = 0;
        var when = TimeSpan.Zero;
        foreach (var (at, by) in changes)
        {
            living += by;
            if (living <= most) continue;
            most = living;
            when = at;
        }

        // A thread of no length lives at no moment, but it lived.
        return most == 0 ? [.. threads.Take(1)] : [.. threads.Where(t => t.Start <= when && !(t.End <= when))];
    }

    /// <summary>What the threads are called, the most frequent first, numbers in names left open: <c>12 named "worker-*", 1 named "main"</c>.</summary>
    public static string Names(ImmutableArray<ThreadProfile> threads)
    {
        var groups = threads.GroupBy(t => Stem(t.Name)).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToArray();
        var shown = string.Join(", ", groups.Take(GroupsShown).Select(g => $"{Counts.Format(g.Count())} named {VisibleText.Quote(g.Count() == 1 ? g.First().Name : g.Key, 40)}"));
        var others = groups.Skip(GroupsShown).Sum(g => g.Count());
        return others == 0 ? shown : $"{shown} and {Counts.Format(others)} more";
    }

    private static string Stem(string name)
    {
        var stem = name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return stem.Length == name.Length || stem.Length == 0 ? name : stem + "*";
    }
}
