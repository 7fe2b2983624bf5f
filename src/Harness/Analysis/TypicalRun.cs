using System.Collections.Immutable;

namespace RunScope.Testing.Analysis;

/// <summary>The one of several runs that stands for them.</summary>
internal static class TypicalRun
{
    /// <summary>The index of the run with the median wall time.</summary>
    public static int Of(ImmutableArray<ProcessProfile> runs) => By(runs, r => r.WallTime.TotalSeconds);

    /// <summary>The index of the item with the median value; of an even number the lower one of the two in the middle.</summary>
    public static int By<T>(IReadOnlyList<T> items, Func<T, double> value) =>
        Enumerable.Range(0, items.Count).OrderBy(i => value(items[i])).ElementAt((items.Count - 1) / 2);
}
