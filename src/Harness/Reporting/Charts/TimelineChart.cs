using System.Globalization;
using ScottPlot;

namespace RunScope.Testing.Reporting.Charts;

/// <summary>What each thread did over time, one row a thread.</summary>
/// <param name="Svg">The picture; empty when there is no timeline.</param>
/// <param name="Note">What isn't shown, in words; empty when all is.</param>
internal sealed record TimelineChart(string Svg, string Note)
{
    /// <summary>More rows than this can't be read, and a profile may hold thousands.</summary>
    public const int MaxRows = 40;

    private const int Width = 920;
    private const int MaxColumns = 480;

    // Bounds the size of the picture: many rows are shown in fewer columns.
    private const int MaxCells = 8000;

    private static readonly PixelPadding Margins = new(190, 24, 26, 6);

    public static TimelineChart Draw(ProcessProfile profile)
    {
        var threads = Drawable(profile);
        var shown = threads.Take(MaxRows).ToArray();
        if (shown.Length == 0 || profile.Timeline.Bucket <= TimeSpan.Zero) return new TimelineChart("", "");

        var cells = new TimelineCells(profile.Timeline, Math.Min(MaxColumns, MaxCells / shown.Length));
        var span = Math.Max(profile.WallTime.TotalSeconds, 1e-6);
        var rowHeight = shown.Length <= 12 ? 26 : 16;
        var phases = profile.Phases.IsDefaultOrEmpty ? [] : profile.Phases.ToArray();
        var margins = Margins with { Top = phases.Length > 0 ? 22 : Margins.Top };
        var canvas = new ChartCanvas(Width, (int)(margins.Top + margins.Bottom) + (shown.Length * rowHeight), margins);
        canvas.Plot.Axes.SetLimits(0, span, -shown.Length, 0);
        canvas.Ticks(TimeTicks(span), 0, span);

        var rows = cells.Rows.GroupBy(r => r.Id).ToDictionary(g => g.Key, g => g.First());
        canvas.Plot.Add.Plottable(new StackedRows(
            [.. shown.Select(t => cells.Shares(rows[t.Id]))],
            cells.ColumnTime.TotalSeconds,
            rowHeight > 20 ? 0.72 : 0.8));
        for (var i = 0; i < shown.Length; i++)
            canvas.Text(margins.Left - 10, margins.Top + ((i + 0.5) * rowHeight) + 4, Label(shown[i]), rowHeight > 20 ? "label" : "label dense", "end");
        foreach (var phase in phases) Mark(canvas, phase, span, margins);
        return new TimelineChart(canvas.ToSvg(), Folded(threads[shown.Length..]));
    }

    /// <summary>The threads that have a timeline.</summary>
    private static ThreadProfile[] Drawable(ProcessProfile profile)
    {
        var known = new TimelineCells(profile.Timeline, 1).Rows.Select(r => r.Id).ToHashSet();
        return [.. ThreadRanking.Of(profile).Where(t => known.Contains(t.Id))];
    }

    private static string Label(ThreadProfile thread) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Html.PageText.Shorten(Html.PageText.OneLine(thread.Name), 16)} {thread.ThreadId}");

    private static string Folded(ReadOnlySpan<ThreadProfile> rest)
    {
        if (rest.IsEmpty) return "";

        var sum = StateTimes.Zero;
        foreach (var thread in rest) sum += thread.States;
        var most = ReportState.All.MaxBy(s => sum[s.State])!;
        return $"Not drawn: {Quantities.Count(rest.Length, "more thread")} with {Quantities.Duration(sum.Total)} together, "
            + $"{Quantities.Share(sum[most.State], sum.Total)} of it {most.Label}.";
    }

    private static void Mark(ChartCanvas canvas, Phase phase, double span, PixelPadding margins)
    {
        var start = Math.Clamp(phase.Start.TotalSeconds, 0, span);
        var end = Math.Clamp(phase.End?.TotalSeconds ?? span, start, span);
        foreach (var at in (double[])[start, end])
        {
            var line = canvas.Plot.Add.VerticalLine(at, 1.5f, ChartInk.Phase);
            line.LabelStyle.IsVisible = false;
        }

        var data = Width - margins.Left - margins.Right;
        canvas.Text(margins.Left + (start / span * data) + 2, 14, $"{Html.PageText.Shorten(phase.Name, 40)} →", "tick");
    }

    private static List<(double, string)> TimeTicks(double span)
    {
        var step = Math.Pow(10, Math.Floor(Math.Log10(span / 4)));
        step *= (span / step) switch { > 40 => 10, > 20 => 5, > 10 => 2.5, _ => 1 };
        var (unit, name) = span < 0.001 ? (1e6, "µs") : span < 1 ? (1e3, "ms") : (1, "s");
        var ticks = new List<(double, string)>();
        for (var i = 0; i * step <= span * 1.0001; i++)
            ticks.Add((i * step, string.Create(CultureInfo.InvariantCulture, $"{Math.Round(i * step * unit, 6):0.####} {name}")));
        return ticks;
    }
}
