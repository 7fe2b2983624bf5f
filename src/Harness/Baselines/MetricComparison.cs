using System.Collections.Immutable;
using System.Text.Json.Serialization;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Analysis.Statistics;

namespace RunScope.Testing.Baselines;

/// <summary>One metric of the head against that of the base: by how much it moved, how sure that is, and what follows. In seconds, bytes or counts.</summary>
internal sealed record MetricComparison
{
    public required GatedMetric Metric { get; init; }

    /// <summary>What its numbers count, for readers of the file.</summary>
    public MetricUnit Unit => Kind.Unit;

    /// <summary>Ok, Regressed, Improved or Inconclusive.</summary>
    public required VerdictOutcome Outcome { get; init; }

    /// <summary>The base's runs, for the chart; of several jobs one after the other. Paired with <see cref="Head"/> by their index where <see cref="Paired"/>.</summary>
    public ImmutableArray<double> Base { get; init; } = [];

    /// <summary>The head's runs.</summary>
    public ImmutableArray<double> Head { get; init; } = [];

    /// <summary>Whether each run of the head stands beside one of the base.</summary>
    public bool Paired { get; init; }

    /// <summary>The centre of the base's runs (Hodges-Lehmann); of several jobs, the mean of theirs.</summary>
    [JsonConverter(typeof(FiniteNumberConverter))]
    public double BaseCenter { get; init; }

    /// <summary>The centre of the head's runs.</summary>
    [JsonConverter(typeof(FiniteNumberConverter))]
    public double HeadCenter { get; init; }

    /// <summary>The estimate of the growth; negative where it shrank.</summary>
    [JsonConverter(typeof(FiniteNumberConverter))]
    public double Shift { get; init; }

    /// <summary>The lower end of the interval of the growth; null where there are too few runs for one.</summary>
    [JsonConverter(typeof(FiniteEndConverter))]
    public double? Low { get; init; }

    /// <summary>The upper end.</summary>
    [JsonConverter(typeof(FiniteEndConverter))]
    public double? High { get; init; }

    /// <summary>The two-sided confidence of that interval, 0 to 1.</summary>
    [JsonConverter(typeof(FiniteNumberConverter))]
    public double Confidence { get; init; }

    /// <summary>What a growth has to exceed to matter: the larger of the minimum effect and the floor.</summary>
    [JsonConverter(typeof(FiniteNumberConverter))]
    public double Tolerated { get; init; }

    /// <summary>The minimum effect, as a share of the base.</summary>
    public double MinEffect { get; init; }

    /// <summary>Why it isn't conclusive, or what else there is to know; empty when there is nothing.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>What grew, the likeliest cause first, as <see cref="Growth"/> words it, and advice. Filled where it regressed.</summary>
    public ImmutableArray<string> Causes { get; init; } = [];

    /// <summary>The growth as a share of the base; null where the base is 0.</summary>
    [JsonIgnore]
    public double? Relative => BaseCenter == 0 ? null : Shift / Math.Abs(BaseCenter);

    [JsonIgnore]
    public MetricKind Kind => MetricKind.Of(Metric);

    /// <summary>The two clusters of the runs of one side, where they lie far enough apart to matter; null otherwise.</summary>
    public static TwoModes? ModesOf(ImmutableArray<double> values, double tolerated) =>
        Bimodality.Of(values) is { } modes && modes.HighCenter - modes.LowCenter > tolerated ? modes : null;
}
