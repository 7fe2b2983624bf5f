using System.Collections.Immutable;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Baselines;

namespace RunScope.Testing.Tests.Baselines;

/// <summary>Runs of which one number is known.</summary>
internal static class MadeUpRuns
{
    public static ImmutableArray<RunSample> Of(GatedMetric metric, params double[] values) =>
        [.. values.Select(v => new RunSample(new RunMetrics(ImmutableSortedDictionary<GatedMetric, double>.Empty.Add(metric, v)), []))];
}
