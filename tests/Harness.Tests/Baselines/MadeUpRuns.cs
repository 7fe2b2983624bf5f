using System.Collections.Immutable;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Baselines;

namespace RunScope.Testing.Tests;

/// <summary>Runs with numbers of our own.</summary>
internal static class MadeUpRuns
{
    public static RunSample Run(params (GatedMetric Metric, double Value)[] values) =>
        new(new RunMetrics(values.ToImmutableSortedDictionary(v => v.Metric, v => v.Value)), []);

    /// <summary>Runs of which one number is known.</summary>
    public static ImmutableArray<RunSample> Of(GatedMetric metric, params double[] values) => [.. values.Select(v => Run((metric, v)))];

    /// <summary>Normal noise of a coefficient of variation about 1 s of wall time; the same for the same seed.</summary>
    public static ImmutableArray<RunSample> Normal(int count, double variation, int seed, double center = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Run((GatedMetric.WallTime, center * (1 + (variation * Standard(random))))))];
    }

    // Box and Muller.
    private static double Standard(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
