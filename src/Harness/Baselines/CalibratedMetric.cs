using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Analysis.Statistics;

namespace RunScope.Testing.Baselines;

/// <summary>How one metric varies from run to run, and what growth of it shows.</summary>
internal sealed record CalibratedMetric
{
    public required GatedMetric Metric { get; init; }

    /// <summary>Whether every run has this number; without it there are no figures.</summary>
    public bool Known { get; init; } = true;

    /// <summary>The centre of all runs, in the metric's unit.</summary>
    public double Center { get; init; }

    /// <summary>The standard deviation of all runs.</summary>
    public double Deviation { get; init; }

    /// <summary>The same of what is left once each run is held against the other one of its pair.</summary>
    public double DeviationInPairs { get; init; }

    /// <summary>The two clusters of the runs; null where they look like one.</summary>
    public TwoModes? Modes { get; init; }

    /// <summary>What can be detected, by the number of pairs; empty where there are too few recorded ones.</summary>
    public ImmutableArray<DetectableGrowth> Growth { get; init; } = [];

    /// <summary>What makes these figures doubtful.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    public static CalibratedMetric Of(GatedMetric metric, GateRules rules, SamplePairs pairs)
    {
        var runs = pairs.Base.Zip(pairs.Head).SelectMany(p => (RunSample[])[p.First, p.Second]).ToArray();
        var lacking = runs.Count(r => r.Metrics[metric] is null);
        if (runs.Length == 0 || lacking > 0) return new CalibratedMetric { Metric = metric, Known = false, Notes = [$"{metric} isn't known in {Counts.Format(lacking)} of {Counts.Of(runs.Length, "run")}"] };
        ImmutableArray<double> values = [.. runs.Select(r => r.Metrics[metric]!.Value)];
        var center = CenterOf(values);
        var modes = MetricComparison.ModesOf(values, rules.Tolerated(metric, center));
        return new CalibratedMetric
        {
            Metric = metric,
            Center = center,
            Deviation = Spread(values, values.Average(), values.Length - 1),

            // Both runs of a pair vary, and base and head are the same: the differences have twice the variance, about 0.
            DeviationInPairs = Spread([.. pairs.Base.Zip(pairs.Head, (b, h) => h.Metrics[metric]!.Value - b.Metrics[metric]!.Value)], 0, pairs.Count) / Math.Sqrt(2),
            Modes = modes,
            Notes = modes is { } two ? [GroupsOf(metric, two)] : [],
        };
    }

    private static string GroupsOf(GatedMetric metric, TwoModes modes) =>
        $"{metric} falls into two groups, {Counts.Of(modes.LowCount, "run")} at {MetricText.Of(metric, modes.LowCenter)} and {Counts.Format(modes.HighCount)} at {MetricText.Of(metric, modes.HighCenter)}: "
        + "find out what the runs differ in, for their centre describes neither";

    private static double CenterOf(ImmutableArray<double> values) => Analysis.Statistics.Center.Of(values);

    private static double Spread(ImmutableArray<double> values, double mean, int freedom) =>
        freedom < 1 ? double.NaN : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / freedom);
}
