using System.Globalization;
using RunScope.Testing.Baselines;

namespace RunScope.Testing.Reporting.Charts;

/// <summary>One run in the picture, and where its partner stands.</summary>
/// <param name="At">Its place along the axis.</param>
/// <param name="Y">Its height in pixels.</param>
/// <param name="Key">"base" or "head".</param>
internal sealed record RunMark(string At, string Y, string Key);

/// <summary>A line between the two runs of a pair.</summary>
internal sealed record PairLine(string From, string To, string Y);

/// <summary>Every run of both sides, each a mark at its value, in the order in which they ran from above. The runs of a pair lie on one line, joined.</summary>
/// <param name="Height">In pixels.</param>
/// <param name="Radius">Of a mark, in pixels.</param>
/// <param name="Pairs">The lines between pairs; empty where runs aren't paired.</param>
/// <param name="Marks">The runs.</param>
/// <param name="Parting">The height between the two sides where they stand one above the other; empty for pairs.</param>
/// <param name="Ticks">The axis.</param>
/// <param name="Label">The picture in words.</param>
internal sealed record RunsChart(string Height, string Radius, PairLine[] Pairs, RunMark[] Marks, string Parting, TickView[] Ticks, string Label)
{
    private const double HighestRow = 9;
    private const double MostHeight = 180;
    private const double Gap = 8;

    /// <summary>Draws the runs of a metric; null where there is none.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="there">What the base is called: "reference" or "baseline".</param>
    public static RunsChart? Draw(MetricComparison metric, string there)
    {
        if (metric.Base.IsDefaultOrEmpty && metric.Head.IsDefaultOrEmpty) return null;
        var scale = MetricScale.Of(metric);
        var axis = ValueAxis.Over([.. metric.Base, .. metric.Head]);
        var rows = metric.Paired ? metric.Head.Length : metric.Base.Length + metric.Head.Length;
        var row = Math.Min(HighestRow, MostHeight / rows);
        var gap = metric.Paired ? 0 : Gap;
        double Height(int index) => (index + 0.5) * row;
        double HeadHeight(int index) => metric.Paired ? Height(index) : Height(metric.Base.Length + index) + gap;
        return new RunsChart(
            Pixels((rows * row) + gap),
            Pixels(Math.Clamp(row * 0.45, 2.2, 4)),
            metric.Paired ? [.. metric.Base.Zip(metric.Head).Select((p, i) => new PairLine(axis.At(p.First), axis.At(p.Second), Pixels(Height(i))))] : [],
            [.. metric.Base.Select((v, i) => new RunMark(axis.At(v), Pixels(Height(i)), "base")), .. metric.Head.Select((v, i) => new RunMark(axis.At(v), Pixels(HeadHeight(i)), "head"))],
            metric.Paired || metric.Base.IsEmpty ? "" : Pixels((metric.Base.Length * row) + (gap / 2)),
            axis.Ticks(scale, signed: false),
            $"{Side($"{char.ToUpperInvariant(there[0])}{there[1..]}", metric.Base, scale)}; {Side("head", metric.Head, scale)}.");
    }

    private static string Side(string name, IReadOnlyCollection<double> values, MetricScale scale) =>
        values.Count == 0 ? $"{name}: no run" : $"{name}: {Quantities.Count(values.Count, "run")} from {scale.Value(values.Min())} to {scale.Value(values.Max())}";

    internal static string Pixels(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
