using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Assertions;
using ScottPlot;

namespace RunScope.Testing.Reporting.Charts;

/// <summary>How the time divides into states, and the shares that limits are on with their limits as marks.</summary>
/// <remarks>Drawn twice for a page: scaled down to a phone, the words beside the bars would be too small to read.</remarks>
internal sealed class DistributionChart
{
    private static readonly DistributionChart Wide = new(920, 28, new PixelPadding(190, 240, 26, 6), middle: 0.5, barHalf: 0.30f, zoneHalf: 0.42f);
    private static readonly DistributionChart Narrow = new(340, 46, new PixelPadding(16, 22, 26, 2), middle: 0.68, barHalf: 0.19f, zoneHalf: 0.27f);

    private static readonly (double, string)[] Ticks = [(0, "0 %"), (0.25, "25 %"), (0.5, "50 %"), (0.75, "75 %"), (1, "100 %")];

    private readonly int _width;
    private readonly int _rowHeight;
    private readonly PixelPadding _margins;
    private readonly double _middle;
    private readonly float _barHalf;
    private readonly float _zoneHalf;

    private DistributionChart(int width, int rowHeight, PixelPadding margins, double middle, float barHalf, float zoneHalf) =>
        (_width, _rowHeight, _margins, _middle, _barHalf, _zoneHalf) = (width, rowHeight, margins, middle, barHalf, zoneHalf);

    private bool IsNarrow => this == Narrow;

    /// <summary>The chart with its words beside the bars, and one with the words above the bars.</summary>
    public static (string Wide, string Narrow) Draw(ProcessProfile profile, ImmutableArray<Finding> findings) =>
        (Wide.Picture(profile, findings), Narrow.Picture(profile, findings));

    private string Picture(ProcessProfile profile, ImmutableArray<Finding> findings)
    {
        var limits = findings.Where(IsOnShare).GroupBy(f => Over(profile, f)).ToArray();
        var states = ReportState.All.Where((s, i) => i < 4 || profile.States[s.State] > TimeSpan.Zero).ToArray();
        var rows = states.Length + limits.Sum(g => 1 + g.Count()) + 1;
        var canvas = new ChartCanvas(_width, (int)(_margins.Top + _margins.Bottom) + (rows * _rowHeight), _margins);
        canvas.Plot.Axes.SetLimits(0, 1, -rows, 0);
        canvas.Ticks(Ticks, 0, 1);

        var row = 0;
        foreach (var group in limits)
        {
            Heading(canvas, row++, "Against the limits" + group.Key);
            foreach (var limit in group) DrawLimit(canvas, row++, limit);
        }

        Heading(canvas, row++, profile.Phases.IsDefaultOrEmpty ? "All threads" : "All threads in the whole run");
        foreach (var state in states) DrawState(canvas, row++, state, profile);
        return canvas.ToSvg();
    }

    /// <summary>Whether a finding can be shown on an axis from 0 to 100 %: limits on thread-seconds and counts can't.</summary>
    private static bool IsOnShare(Finding finding) =>
        !finding.States.IsDefaultOrEmpty && finding.Value is >= 0 and <= 1 && finding.Limit.EndsWith('%')
        && (finding.AtLeast ?? 0) is >= 0 and <= 1 && (finding.AtMost ?? 1) is >= 0 and <= 1;

    /// <summary>What a limit is over, where that is something else than the states of all threads below it.</summary>
    private static string Over(ProcessProfile profile, Finding finding)
    {
        var isAll = finding.Threads is null || (finding.Threads == ThreadSet.Application && profile.Threads.All(t => t.Role == ThreadRole.Application));
        var phase = finding.Phase ?? (PhaseSpans.Has(profile, Phase.Body) ? Phase.Body : null);
        return (isAll ? "" : $", over {finding.Threads}") + (phase is null ? "" : PhaseLimits.Words(phase));
    }

    private void DrawState(ChartCanvas canvas, int row, ReportState state, ProcessProfile profile)
    {
        var share = profile.States.Total > TimeSpan.Zero ? profile.States[state.State] / profile.States.Total : 0;
        Bar(canvas, row, share, ChartInk.Of(state));
        var evidence = profile.Evidence[state.State];
        if (evidence is { Low: { } low, High: { } high } && high > low) Range(canvas, row, low, high);
        Label(canvas, row, state.Label);
        Value(canvas, row, Quantities.Share(profile.States[state.State], profile.States.Total), Quantities.Duration(profile.States[state.State]), "value");
    }

    private void DrawLimit(ChartCanvas canvas, int row, Finding finding)
    {
        var states = finding.States.Select(ReportState.Of).Distinct().ToArray();
        if (finding.AtLeast is > 0 and { } least) Box(canvas, 0, least, row, _zoneHalf, ChartInk.Zone);
        if (finding.AtMost is < 1 and { } most) Box(canvas, most, 1, row, _zoneHalf, ChartInk.Zone);
        Bar(canvas, row, finding.Value!.Value, states.Length == 1 ? ChartInk.Of(states[0]) : ChartInk.Several);
        Mark(canvas, row, finding);
        // The heading names the phase.
        Label(canvas, row, finding.Phase is { } phase ? finding.Metric.Replace(PhaseLimits.Words(phase), "", StringComparison.Ordinal) : finding.Metric);
        Value(canvas, row, finding.Actual, $"{Outcomes.Mark(finding.Outcome)} {LimitWords(finding)}", "value t-" + Outcomes.Key(finding.Outcome));
    }

    private static string LimitWords(Finding finding) => finding is { AtLeast: { } least, AtMost: { } most }
        ? $"{Quantities.Share(least)} to {Quantities.Share(most)}"
        : finding.Limit;

    private void Heading(ChartCanvas canvas, int row, string text) => canvas.Text(IsNarrow ? _margins.Left : 0, Baseline(row) + (IsNarrow ? 14 : 3), Html.PageText.Shorten(text, IsNarrow ? 50 : 120), "heading");

    private void Label(ChartCanvas canvas, int row, string text)
    {
        if (IsNarrow) canvas.Text(_margins.Left, Baseline(row), Html.PageText.Shorten(text, 22), "label");
        else canvas.Text(_margins.Left - 10, Baseline(row), Html.PageText.Shorten(text, 26), "label", "end");
    }

    private void Value(ChartCanvas canvas, int row, string value, string note, string style)
    {
        var (end, noteWidth) = IsNarrow ? (_width - _margins.Right - 118, 18) : (_width - _margins.Right + 58, 24);
        canvas.Text(end, Baseline(row), Html.PageText.Shorten(value, 10), "value", "end");
        canvas.Text(end + 12, Baseline(row), Html.PageText.Shorten(note, noteWidth), style == "value" ? "note" : style);
    }

    private void Bar(ChartCanvas canvas, int row, double share, Color ink)
    {
        if (share > 0) Box(canvas, 0, share, row, _barHalf, ink);
    }

    private void Range(ChartCanvas canvas, int row, double low, double high)
    {
        Stroke(canvas, low, high, row, row, ChartInk.Range, 1.5f);
        foreach (var end in (double[])[low, high]) Stroke(canvas, end, end, row - 0.14, row + 0.14, ChartInk.Range, 1.5f);
    }

    private void Mark(ChartCanvas canvas, int row, Finding finding)
    {
        foreach (var limit in (double?[])[finding.AtLeast, finding.AtMost])
        {
            if (limit is not { } at) continue;
            Stroke(canvas, at, at, row - _zoneHalf, row + _zoneHalf, ChartInk.Halo, 6);
            Stroke(canvas, at, at, row - _zoneHalf, row + _zoneHalf, ChartInk.Of(finding.Outcome), 3);
        }
    }

    private void Box(ChartCanvas canvas, double left, double right, int row, float half, Color ink)
    {
        var box = canvas.Plot.Add.Rectangle(left, right, -(row + _middle) - half, -(row + _middle) + half);
        box.FillColor = ink;
        box.LineWidth = 0;
    }

    private void Stroke(ChartCanvas canvas, double left, double right, double top, double bottom, Color ink, float width)
    {
        var line = canvas.Plot.Add.Line(left, -(top + _middle), right, -(bottom + _middle));
        line.LineColor = ink;
        line.LineWidth = width;
    }

    private double Baseline(int row) => IsNarrow
        ? _margins.Top + (row * _rowHeight) + 18
        : _margins.Top + ((row + 0.5) * _rowHeight) + 4.5;
}
