using System.Collections.Immutable;
using RunScope.Testing.Baselines;

namespace RunScope.Testing;

/// <summary>What came of a test's runs.</summary>
/// <param name="Head">The runs of the build under test, at least one.</param>
/// <param name="Failure">What ended the test early; null when nothing did.</param>
internal sealed record TestRuns(ImmutableArray<ProcessProfile> Head, Exception? Failure)
{
    /// <summary>What the baseline says; null where there is none to ask.</summary>
    public Comparison? Comparison { get; init; }

    /// <summary>The test with this job alone, as it could be accepted; null where the runs are too few, or where no file is asked.</summary>
    public Baseline? Job { get; init; }
}
