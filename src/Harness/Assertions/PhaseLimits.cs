using System.Collections.Immutable;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Assertions;

/// <summary>Limits that cover a phase of the run.</summary>
internal static class PhaseLimits
{
    /// <summary>What is wrong with a limit's phase.</summary>
    public static IEnumerable<string> Problems(ProfileAssertionAttribute limit) => PhaseProblems.Of(limit.Phase, limit.OnWholeRun);

    /// <summary>A phase, as it follows what is measured or the threads that it is measured over.</summary>
    public static string Words(string phase) => $" in {VisibleText.Quote(phase)}";

    /// <summary>The runs as a limit covers them; empty where a run lacks the phase that the limit names.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="runs">The whole runs.</param>
    /// <param name="body">What limits cover that name no phase.</param>
    public static ImmutableArray<ProcessProfile> Covered(ProfileAssertionAttribute limit, ImmutableArray<ProcessProfile> runs, ImmutableArray<ProcessProfile> body) =>
        limit.Phase is not { } name ? body
        : runs.All(r => PhaseSpans.Has(r, name)) ? [.. runs.Select(r => PhaseSpans.Cut(r, name))]
        : [];

    /// <summary>Holds a limit against the runs as it covers them; a phase that a run lacks is a miss.</summary>
    public static Finding Evaluate(ProfileAssertionAttribute limit, ImmutableArray<ProcessProfile> runs, ImmutableArray<ProcessProfile> covered)
    {
        if (limit.Phase is not { } name) return limit.Evaluate(covered);
        var finding = limit.Evaluate(covered.IsEmpty ? runs : covered);
        finding = finding with { Metric = finding.Metric + Words(name), Phase = name };
        if (!covered.IsEmpty) return finding;

        var lacks = Enumerable.Range(0, runs.Length).First(i => !PhaseSpans.Has(runs[i], name));
        var which = runs.Length == 1 ? "" : $" in run {Counts.Format(lacks + 1)} of {Counts.Format(runs.Length)}";
        return finding with
        {
            Outcome = FindingOutcome.Missed,
            Actual = $"over no phase {VisibleText.Quote(name)}{which}",
            Evidence = "",
            Details = [PhaseSpans.Names(runs[lacks])],
            Value = null,
        };
    }
}
