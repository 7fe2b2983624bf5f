namespace RunScope.Testing.Baselines;

/// <content>How many pairs there are, and what they may spend. The analyzers compile this file.</content>
internal sealed partial record GateRules
{
    /// <summary>The share of unchanged tests that the screen may find worse, all metrics of a test together.</summary>
    public const double Alpha = 0.01;

    public const int DefaultRuns = 10;

    public const int DefaultMaxRuns = 20;

    /// <summary>How many metrics are gated unless something else is asked for: those of <c>MetricKind.Default</c>.</summary>
    public const int DefaultMetrics = 3;
}
