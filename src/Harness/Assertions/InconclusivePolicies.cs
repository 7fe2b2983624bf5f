using System.Collections.Immutable;
using System.Diagnostics;
using RunScope.Testing.Configuration;

namespace RunScope.Testing.Assertions;

/// <summary>Does what a policy asks for.</summary>
[StackTraceHidden]
internal static class InconclusivePolicies
{
    /// <summary>Raises the failure that a verdict asks for; otherwise gives the text for the test's output.</summary>
    /// <param name="policy">What an inconclusive verdict does.</param>
    /// <param name="verdict">The verdict.</param>
    /// <param name="runs">The runs it is about.</param>
    /// <param name="report">The path of the report; null when there is none.</param>
    /// <exception cref="ProfileAssertionException">A limit is missed, or can't be judged and the policy is <see cref="InconclusivePolicy.Fail"/>.</exception>
    public static string Enforce(
        this InconclusivePolicy policy, Verdict verdict, ImmutableArray<ProcessProfile> runs, string? report = null) => verdict.Outcome switch
        {
            VerdictOutcome.Regressed => throw new ProfileAssertionException(FailureMessage.Of(verdict, runs, report), verdict),
            VerdictOutcome.Inconclusive when policy == InconclusivePolicy.Fail =>
                throw new ProfileAssertionException(FailureMessage.Of(verdict, runs, report), verdict),

            // That there is no baseline is told by whoever looked for it; limits that can't be judged are still this policy's.
            VerdictOutcome.MissingBaseline when verdict.Findings.Any(f => f.Outcome == FindingOutcome.Inconclusive) => policy.Enforce(verdict with { Baseline = null }, runs, report),
            VerdictOutcome.Inconclusive when policy == InconclusivePolicy.Warn => FailureMessage.Of(verdict, runs, report),
            _ => FailureMessage.Summary(verdict, runs),
        };
}
