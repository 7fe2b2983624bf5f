using System.Collections.Immutable;

namespace RunScope.Testing.Analysis;

/// <summary>The one of several runs that stands for them.</summary>
internal static class TypicalRun
{
    /// <summary>The index of the run with the median wall time; of an even number of runs the shorter one of the two in the middle.</summary>
    public static int Of(ImmutableArray<ProcessProfile> runs) => Enumerable.Range(0, runs.Length).OrderBy(i => runs[i].WallTime).ElementAt((runs.Length - 1) / 2);
}
