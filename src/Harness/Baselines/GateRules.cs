using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;

namespace RunScope.Testing.Baselines;

/// <summary>What is gated, and when a change is a regression. Every number here is stated in docs/regressions.md, with the error rates that follow.</summary>
internal sealed partial record GateRules
{
    /// <summary>The share of unchanged metrics that the confirmation may find worse, each by itself and on fresh runs alone.</summary>
    public const double ConfirmationAlpha = 0.025;

    /// <summary>One-sided, of the interval of 95 % that is shown, and asked what it excludes, where nothing is found worse.</summary>
    public const double PlainAlpha = 0.025;

    /// <summary>The smallest change that may be red, as a share of the base, unless declared.</summary>
    public const double DefaultMinEffect = 0.03;

    /// <summary>The part of what is tolerated that the growth on fresh runs has to exceed: the screen has seen all of it, and the confirmation asks whether it is there.</summary>
    public const double ConfirmedPart = 0.5;

    /// <summary>A confirmation has at least this many pairs, so that it rarely loses what the screen found.</summary>
    private const int FewestToConfirm = 20;

    /// <summary>A verdict that can't exclude a growth of this many times <see cref="MinEffect"/> isn't called Ok.</summary>
    public const double BlindAt = 3;

    /// <summary>From this many accepted jobs on, a stored baseline knows how far jobs lie apart.</summary>
    public const int JobsToJudge = 5;

    /// <summary>
    /// With fewer, only a growth of this share of the base is red: between jobs that lie 10 % apart chance makes it in 2 of 1,000. With any number of them, Ok
    /// means that a growth of more than this and the floor together is excluded.
    /// </summary>
    public const double LargeEffect = 0.5;

    /// <summary>Of more accepted jobs only the newest count: they say enough of how far jobs lie apart, and older ones cost time.</summary>
    public const int MostJobs = 100;

    public ImmutableArray<GatedMetric> Metrics { get; init; } = MetricKind.Default;

    /// <summary>The smallest change that may be red, as a share of the base's centre.</summary>
    public double MinEffect { get; init; } = DefaultMinEffect;

    /// <summary>The smallest changes that may be red, each in its unit; those of <see cref="MetricKind"/> where none is said.</summary>
    public ImmutableDictionary<MetricUnit, double> Floors { get; init; } = ImmutableDictionary<MetricUnit, double>.Empty;

    /// <summary>The pairs, or the runs against a stored baseline, before anything may be red.</summary>
    public int Runs { get; init; } = DefaultRuns;

    /// <summary>The most pairs of the screen.</summary>
    public int MaxRuns { get; init; } = DefaultMaxRuns;

    /// <summary>Whether what the screen finds worse is run again before it is red.</summary>
    public bool Confirm { get; init; } = true;

    /// <summary>The fresh pairs of a confirmation.</summary>
    public int ConfirmationRuns => Math.Max(FewestToConfirm, MaxRuns);

    /// <summary>The threads that states and the thread count are over.</summary>
    public ThreadSet Threads { get; init; } = ThreadSet.Default;

    /// <summary>The smallest change of a metric that may be red. A count is meant for switches: the thread count has its own floor beside them.</summary>
    public double FloorOf(GatedMetric metric)
    {
        var kind = MetricKind.Of(metric);
        if (metric == GatedMetric.ThreadCount && Metrics.Any(m => m != metric && MetricKind.Of(m).Unit == MetricUnit.Count)) return kind.DefaultFloor;
        return Floors.TryGetValue(kind.Unit, out var floor) ? floor : kind.DefaultFloor;
    }

    /// <summary>The most that a change may be without mattering, in the metric's unit.</summary>
    public double Tolerated(GatedMetric metric, double baseCenter) => Math.Max(MinEffect * Math.Abs(baseCenter), FloorOf(metric));
}
