using System.Collections.Immutable;
using RunScope.Testing.Analysis;

namespace RunScope.Testing;

/// <summary>What is said where disturbed runs count like all others.</summary>
internal static class DisturbedRuns
{
    /// <summary>How many of the runs were disturbed, as a sentence; null when none was.</summary>
    public static string? Note(ImmutableArray<ProcessProfile> runs)
    {
        string[] causes = [.. runs.Select(Contamination.Of).OfType<string>()];
        return causes.Length == 0 ? null
            : $"{Counts.Format(causes.Length)} of {Counts.Of(runs.Length, "run")} {(causes.Length == 1 ? "was" : "were")} disturbed and {(causes.Length == 1 ? "counts" : "count")}, as regression.repeatDisturbed says: {causes[^1]}";
    }
}
