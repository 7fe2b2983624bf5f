using RunScope.Testing.Baselines;

namespace RunScope.Testing;

/// <summary>A comparison that was broken off, or disturbed, before what looked worse could be told from chance.</summary>
internal static class OpenVerdict
{
    /// <summary>Why nothing follows where the confirmation has come to no end.</summary>
    public const string RunFailed = "a run failed while what looked worse was being confirmed";

    /// <summary>The same numbers, and nothing of them worse: neither the test nor any of its metrics is called regressed where its report is read.</summary>
    /// <param name="seen">What was seen.</param>
    /// <param name="why">Why nothing follows from it, as a sentence.</param>
    public static Comparison Of(Comparison seen, string why) => seen with
    {
        Outcome = VerdictOutcome.Inconclusive,
        Metrics = [.. seen.Metrics.Select(m => m.Outcome == VerdictOutcome.Regressed ? m with { Outcome = VerdictOutcome.Inconclusive } : m)],
        Reasons = [.. seen.Reasons, why],
    };
}
