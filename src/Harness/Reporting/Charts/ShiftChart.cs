using RunScope.Testing.Baselines;

namespace RunScope.Testing.Reporting.Charts;

/// <summary>One interval of a change.</summary>
/// <param name="Name">"confirmation" or "screen"; empty where there is only one.</param>
/// <param name="Key">Its outcome in style sheets.</param>
/// <param name="Y">Its height in pixels.</param>
/// <param name="From">Its lower end.</param>
/// <param name="To">Its upper end.</param>
/// <param name="At">The estimate.</param>
internal sealed record ShiftMark(string Name, string Key, string Y, string From, string To, string At);

/// <summary>The change with its interval, beside 0 and the growth that would matter.</summary>
/// <param name="Height">In pixels.</param>
/// <param name="Marks">The intervals.</param>
/// <param name="Zero">Where nothing has changed.</param>
/// <param name="Matters">From where on a growth matters.</param>
/// <param name="Zone">How far that reaches to the end of the picture.</param>
/// <param name="Ticks">The axis.</param>
/// <param name="Label">The picture in words.</param>
internal sealed record ShiftChart(string Height, ShiftMark[] Marks, string Zero, string Matters, string Zone, TickView[] Ticks, string Label)
{
    private const double Row = 22;

    /// <summary>Draws the change of a metric, with that of the screen where it was confirmed; null where it has no interval.</summary>
    public static ShiftChart? Draw(Comparison comparison, MetricComparison metric)
    {
        MetricComparison[] told = [metric, .. ComparisonWords.IsConfirmation(comparison, metric) ? comparison.Screen.Where(s => s.Metric == metric.Metric) : []];
        told = [.. told.Where(t => ComparisonWords.IsKnown(t) && ComparisonWords.EndsOf(t) is not null)];
        if (told.Length == 0) return null;
        var scale = MetricScale.Of(metric);

        // The growth that matters is seen, and what lies beyond it, however small the change.
        var axis = ValueAxis.Over([0, 1.5 * metric.Tolerated, -metric.Tolerated, .. told.SelectMany(t => new[] { t.Low!.Value, t.High!.Value })]);
        return new ShiftChart(
            RunsChart.Pixels(Row * told.Length),
            [.. told.Select((t, i) => new ShiftMark(
                told.Length == 1 ? "" : i == 0 ? "confirmation" : "screen",
                Outcomes.Key(t.Outcome),
                RunsChart.Pixels((i + 0.5) * Row),
                axis.At(t.Low!.Value),
                axis.At(t.High!.Value),
                axis.At(t.Shift)))],
            axis.At(0),
            axis.At(metric.Tolerated),
            axis.Length(metric.Tolerated, double.MaxValue),
            axis.Ticks(scale, signed: true),
            $"The change is {ComparisonWords.Change(metric)}; {ComparisonWords.Interval(metric)}. A growth of more than {scale.Value(metric.Tolerated)} matters.");
    }
}
