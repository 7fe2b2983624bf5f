using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;

namespace RunScope.Testing.Cli.Report;

/// <summary>One number over several runs.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Values">Its value in each run; null where it isn't known.</param>
internal sealed record RunFigure(MetricKind Kind, ImmutableArray<double?> Values)
{
    public double Median => Interval.MedianOf(Known);

    public string MedianText => MetricText.Of(Kind.Metric, Median);

    /// <summary>The lowest and the highest, and in how many runs it isn't known.</summary>
    public string Range => $"{MetricText.Of(Kind.Metric, Known.Min())}..{MetricText.Of(Kind.Metric, Known.Max())}{(Known.Length < Values.Length ? $", unknown in {Counts.Of(Values.Length - Known.Length, "run")}" : "")}";

    private double[] Known => [.. Values.OfType<double>()];
}

/// <summary>The numbers of several runs beside each other.</summary>
internal static class RunFigures
{
    /// <summary>Every metric that is known in at least one run and isn't 0 in all of them.</summary>
    public static ImmutableArray<RunFigure> Of(ImmutableArray<ProcessProfile> runs)
    {
        RunMetrics[] metrics = [.. runs.Select(r => RunMetrics.Of(r, ThreadSet.Default))];
        return [.. MetricKind.All.Select(k => new RunFigure(k, [.. metrics.Select(m => m[k.Metric])])).Where(f => f.Values.Any(v => v is > 0))];
    }
}
