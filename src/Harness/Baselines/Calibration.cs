using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;

namespace RunScope.Testing.Baselines;

/// <summary>What the gate can do with this program on this machine, out of pairs in which both sides ran the same thing.</summary>
internal sealed record Calibration
{
    /// <summary>Fewer pairs say too little of how runs vary.</summary>
    public const int FewestPairs = 8;

    /// <summary>The share of slower builds that shall go red.</summary>
    public const double Power = 0.8;

    private const int RateTrials = 2000;
    private const int GrowthTrials = 1000;
    private const int Seed = 20;

    public required GateRules Rules { get; init; }

    /// <summary>The pairs that ran.</summary>
    public required int Pairs { get; init; }

    /// <summary>How long a run takes with all that it takes to start it, the median.</summary>
    public required TimeSpan RunTime { get; init; }

    /// <summary>The false reds; null where there are too few pairs, or a gated metric isn't known.</summary>
    public FalseReds? FalseReds { get; init; }

    /// <summary>Each gated metric.</summary>
    public required ImmutableArray<CalibratedMetric> Metrics { get; init; }

    /// <summary>What makes these figures doubtful; one sentence each.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The numbers of pairs that it is said for.</summary>
    public static ImmutableArray<int> Sizes { get; } = [5, 10, 20, 40];

    /// <summary>How long the screen takes with so many pairs.</summary>
    public TimeSpan TimeOf(int pairs) => Durations.FromSeconds(2.0 * pairs * RunTime.TotalSeconds);

    /// <summary>Judges pairs in which both sides ran the same thing, in the order in which they ran. The same runs always give the same calibration.</summary>
    /// <param name="rules">The gate's rules.</param>
    /// <param name="first">One run of each pair.</param>
    /// <param name="second">The other.</param>
    /// <param name="runTime">How long a run takes with all that it takes to start it, the median: from the start of one to that of the next.</param>
    /// <param name="notes">What is known of the runs that makes them doubtful, such as a noisy machine; one sentence each.</param>
    public static Calibration Of(GateRules rules, IReadOnlyList<RunSample> first, IReadOnlyList<RunSample> second, TimeSpan runTime, ImmutableArray<string> notes = default)
    {
        var pairs = new SamplePairs([.. first], [.. second]);
        var enough = pairs.Count >= FewestPairs;
        ImmutableArray<CalibratedMetric> metrics = [.. rules.Metrics.Select(m => CalibratedMetric.Of(m, rules, pairs))];
        var known = metrics.All(m => m.Known);
        return new Calibration
        {
            Rules = rules,
            Pairs = pairs.Count,
            RunTime = runTime,
            FalseReds = enough && known ? FalseReds.Of(rules, new PairResampling(pairs, Seed), RateTrials) : null,
            Metrics = !enough ? metrics : [.. metrics.Select(m => m.Known ? m with { Growth = [.. GrowthOf(m.Metric, rules, pairs)] } : m)],
            Notes = [.. notes.IsDefault ? [] : notes, .. metrics.SelectMany(m => m.Notes), .. FloorsOf(rules, metrics)],
        };
    }

    private static IEnumerable<string> FloorsOf(GateRules rules, ImmutableArray<CalibratedMetric> metrics) => metrics
        .Where(m => m.Center != 0 && rules.FloorOf(m.Metric) > rules.MinEffect * Math.Abs(m.Center))
        .GroupBy(m => (MetricKind.Of(m.Metric).Unit, Floor: rules.FloorOf(m.Metric)))
        .Select(g => $"the floor of {MetricText.Of(g.First().Metric, g.Key.Floor)} is {string.Join(", ", g.Select(m => $"{Percent.Format(g.Key.Floor / Math.Abs(m.Center))} of {m.Metric}"))}: longer runs, or a lower floor, show less");

    // A generator of its own for each metric and size, so that one more metric changes no other's figures.
    private static IEnumerable<DetectableGrowth> GrowthOf(GatedMetric metric, GateRules rules, SamplePairs pairs) =>
        Sizes.Select(size => DetectableGrowth.Of(metric, rules, new PairResampling(pairs, Seed + size), size, GrowthTrials, Power));
}
