using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;

namespace RunScope.Testing.Baselines;

/// <summary>What a comparison needs of one run.</summary>
/// <param name="Metrics">Its numbers.</param>
/// <param name="Waits">What its threads waited in.</param>
internal sealed record RunSample(RunMetrics Metrics, ImmutableArray<WaitTotal> Waits)
{
    /// <summary>Whether any thread was in the set.</summary>
    public bool HasThreads { get; init; } = true;

    /// <param name="run">The run, whole or cut to the span that is judged.</param>
    /// <param name="set">The threads that states and the thread count are over.</param>
    public static RunSample Of(ProcessProfile run, ThreadSet set) => new(RunMetrics.Of(run, set), WaitTotal.Of(run, set)) { HasThreads = !set.Select(run).IsEmpty };
}
