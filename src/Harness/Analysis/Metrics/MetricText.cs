namespace RunScope.Testing.Analysis.Metrics;

/// <summary>A metric's numbers in words; the same in every culture.</summary>
internal static class MetricText
{
    /// <summary>A number to three digits with its unit: "2.31 s", "61.3 MiB", "418".</summary>
    public static string Of(GatedMetric metric, double value) => MetricKind.Of(metric).Unit switch
    {
        MetricUnit.Seconds => Durations.Format(Durations.FromSeconds(value)),
        MetricUnit.Bytes => (value < 0 ? "-" : "") + Sizes.Format(Math.Abs(value), 3, binary: true),
        _ => Numbers.Format(value, 3),
    };
}
