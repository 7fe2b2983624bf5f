using System.Collections.Immutable;
using ScottPlot;

namespace RunScope.Testing.Reporting.Charts;

/// <summary>How the time divides into states, and the shares that limits are on with their limits as marks.</summary>
internal static class DistributionChart
{
    private const int Width = 920;
    private const int RowHeight = 28;
    private const float BarHalf = 0.30f;
    private const float ZoneHalf = 0.42f;

    private static readonly PixelPadding Margins = new(190, 240, 26, 6);

    private static readonly (double, string)[] Ticks = [(0, "0 %"), (0.25, "25 %"), (0.5, "50 %"), (0.75, "75 %"), (1, "100 %")];

    public static string Draw(ProcessProfile profile, ImmutableArray<Finding> findings)
    {
        var limits = findings.Where(IsOnShare).ToArray();
        var states = ReportState.All.Where((s, i) => i < 4 || profile.States[s.State] > TimeSpan.Zero).ToArray();
        var headings = limits.Length > 0 ? 2 : 0;
        var rows = states.Length + limits.Length + headings;
        var canvas = new ChartCanvas(Width, (int)(Margins.Top + Margins.Bottom) + (rows * RowHeight), Margins);
        canvas.Plot.Axes.SetLimits(0, 1, -rows, 0);
        canvas.Ticks(Ticks, 0, 1);

        var row = 0;
        if (headings > 0) Heading(canvas, row++, "Against the limits");
        foreach (var limit in limits) DrawLimit(canvas, row++, limit);
        if (headings > 0) Heading(canvas, row++, "All threads");
        foreach (var state in states) DrawState(canvas, row++, state, profile);
        return canvas.ToSvg();
    }

    /// <summary>Whether a finding can be shown on an axis from 0 to 100 %: limits on thread-seconds and counts can't.</summary>
    private static bool IsOnShare(Finding finding) =>
        !finding.States.IsDefaultOrEmpty && finding.Value is >= 0 and <= 1 && finding.Limit.EndsWith('%')
        && (finding.AtLeast ?? 0) is >= 0 and <= 1 && (finding.AtMost ?? 1) is >= 0 and <= 1;

    private static void DrawState(ChartCanvas canvas, int row, ReportState state, ProcessProfile profile)
    {
        var share = profile.States.Total > TimeSpan.Zero ? profile.States[state.State] / profile.States.Total : 0;
        Bar(canvas, row, share, ChartInk.Of(state));
        var evidence = profile.Evidence[state.State];
        if (evidence is { Low: { } low, High: { } high } && high > low) Range(canvas, row, low, high);
        Label(canvas, row, state.Label);
        Value(canvas, row, Quantities.Share(profile.States[state.State], profile.States.Total), Quantities.Duration(profile.States[state.State]), "value");
    }

    private static void DrawLimit(ChartCanvas canvas, int row, Finding finding)
    {
        var states = finding.States.Select(ReportState.Of).Distinct().ToArray();
        if (finding.AtLeast is > 0 and { } least) Box(canvas, 0, least, row, ZoneHalf, ChartInk.Zone);
        if (finding.AtMost is < 1 and { } most) Box(canvas, most, 1, row, ZoneHalf, ChartInk.Zone);
        Bar(canvas, row, finding.Value!.Value, states.Length == 1 ? ChartInk.Of(states[0]) : ChartInk.Several);
        Mark(canvas, row, finding);
        Label(canvas, row, finding.Metric);
        Value(canvas, row, finding.Actual, $"{Outcomes.Mark(finding.Outcome)} {LimitWords(finding)}", "value t-" + Outcomes.Key(finding.Outcome));
    }

    private static string LimitWords(Finding finding) => finding is { AtLeast: { } least, AtMost: { } most }
        ? $"{Quantities.Share(least)} to {Quantities.Share(most)}"
        : finding.Limit;

    private static void Heading(ChartCanvas canvas, int row, string text) => canvas.Text(0, Baseline(row) + 3, text, "heading");

    private static void Label(ChartCanvas canvas, int row, string text) =>
        canvas.Text(Margins.Left - 10, Baseline(row), Html.PageText.Shorten(text, 26), "label", "end");

    private static void Value(ChartCanvas canvas, int row, string value, string note, string style)
    {
        canvas.Text(Width - Margins.Right + 58, Baseline(row), Html.PageText.Shorten(value, 10), "value", "end");
        canvas.Text(Width - Margins.Right + 70, Baseline(row), Html.PageText.Shorten(note, 24), style == "value" ? "note" : style);
    }

    private static void Bar(ChartCanvas canvas, int row, double share, Color ink)
    {
        if (share > 0) Box(canvas, 0, share, row, BarHalf, ink);
    }

    private static void Range(ChartCanvas canvas, int row, double low, double high)
    {
        Stroke(canvas, low, high, row, row, ChartInk.Range, 1.5f);
        foreach (var end in (double[])[low, high]) Stroke(canvas, end, end, row - 0.14, row + 0.14, ChartInk.Range, 1.5f);
    }

    private static void Mark(ChartCanvas canvas, int row, Finding finding)
    {
        foreach (var limit in (double?[])[finding.AtLeast, finding.AtMost])
        {
            if (limit is not { } at) continue;
            Stroke(canvas, at, at, row - ZoneHalf, row + ZoneHalf, ChartInk.Halo, 6);
            Stroke(canvas, at, at, row - ZoneHalf, row + ZoneHalf, ChartInk.Of(finding.Outcome), 3);
        }
    }

    private static void Box(ChartCanvas canvas, double left, double right, int row, float half, Color ink)
    {
        var box = canvas.Plot.Add.Rectangle(left, right, -(row + 0.5) - half, -(row + 0.5) + half);
        box.FillColor = ink;
        box.LineWidth = 0;
    }

    private static void Stroke(ChartCanvas canvas, double left, double right, double top, double bottom, Color ink, float width)
    {
        var line = canvas.Plot.Add.Line(left, -(top + 0.5), right, -(bottom + 0.5));
        line.LineColor = ink;
        line.LineWidth = width;
    }

    private static double Baseline(int row) => Margins.Top + ((row + 0.5) * RowHeight) + 4.5;
}
