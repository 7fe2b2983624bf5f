using System.Collections.Immutable;

namespace RunScope.Testing;

/// <summary>How a profiled test ended, for a framework to pass on in its own words. Neither failed nor skipped is passed.</summary>
/// <param name="Failure">Why it failed: a missed limit, the body's own exception, or what kept the workload from running to its end.</param>
/// <param name="SkipReason">Why it was skipped: this machine doesn't permit a profile.</param>
/// <param name="Reports">The report's files.</param>
internal sealed record ProfiledOutcome(Exception? Failure, string? SkipReason, ImmutableArray<string> Reports);
