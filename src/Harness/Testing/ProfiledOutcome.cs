using System.Collections.Immutable;

namespace RunScope.Testing;

/// <summary>How a profiled test ended, for a framework to pass on in its own words. Neither failed nor skipped is passed.</summary>
/// <param name="Failure">Why it failed: a missed limit, the body's own exception, or what kept the workload from running to its end.</param>
/// <param name="SkipReason">Why it was skipped: this machine doesn't permit a profile.</param>
/// <param name="Reports">The report's files, the page first.</param>
internal sealed record ProfiledOutcome(Exception? Failure, string? SkipReason, ImmutableArray<string> Reports)
{
    /// <summary>What the limits say; null where it didn't come to that.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>The typical run's wall time; null where there was no run.</summary>
    public TimeSpan? WallTime { get; init; }
}
