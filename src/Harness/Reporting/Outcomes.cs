using System.Collections.Immutable;

namespace RunScope.Testing.Reporting;

/// <summary>How outcomes are told apart without colour: a sign and a word each.</summary>
internal static class Outcomes
{
    /// <summary>The findings to report: a limit that nobody wrote counts only where it isn't kept.</summary>
    public static ImmutableArray<Finding> Reported(Verdict? verdict) =>
        verdict is null ? [] : [.. verdict.Findings.Where(f => !f.Implied || f.Outcome != FindingOutcome.Kept)];

    public static string Key(FindingOutcome outcome) => outcome switch
    {
        FindingOutcome.Kept => "kept",
        FindingOutcome.Missed => "missed",
        _ => "inconclusive",
    };

    public static string Mark(FindingOutcome outcome) => outcome switch
    {
        FindingOutcome.Kept => "✓",
        FindingOutcome.Missed => "✗",
        _ => "?",
    };
}
