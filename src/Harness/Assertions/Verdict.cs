using System.Collections.Immutable;
using RunScope.Testing.Baselines;

namespace RunScope.Testing;

/// <summary>Every limit of one test, held against its profile.</summary>
/// <param name="Test">The test's name.</param>
/// <param name="Findings">All findings, not only the first that is missed.</param>
public sealed record Verdict(string Test, ImmutableArray<Finding> Findings)
{
    /// <summary>The findings to tell of: a limit that nobody wrote counts only where it isn't kept.</summary>
    internal ImmutableArray<Finding> Counted => [.. Findings.Where(f => !f.Implied || f.Outcome != FindingOutcome.Kept)];

    /// <summary>The runs held against a baseline; null where none was asked for.</summary>
    internal Comparison? Baseline { get; init; }

    /// <summary>The worst of the findings, and of what the baseline says.</summary>
    public VerdictOutcome Outcome => Comparison.Worst([
        Findings.Any(f => f.Outcome == FindingOutcome.Missed) ? VerdictOutcome.Regressed
        : Findings.Any(f => f.Outcome == FindingOutcome.Inconclusive) ? VerdictOutcome.Inconclusive
        : VerdictOutcome.Ok,
        Baseline?.Outcome ?? VerdictOutcome.Ok,
    ]);
}
