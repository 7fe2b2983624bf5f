using ScottPlot;
using SkiaSharp;

namespace RunScope.Testing.Reporting.Charts;

/// <summary>The rows of a timeline, each column of a row filled from below by the share of each state.</summary>
/// <remarks>
/// One path per state for all rows: each covers its own share and those below, and is painted before those below. That keeps a picture of
/// thousands of cells small, and leaves no seams between neighbours.
/// </remarks>
internal sealed class StackedRows(IReadOnlyList<double[,]> rows, double columnWidth, double barHeight) : IPlottable
{
    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public IEnumerable<LegendItem> LegendItems => [];

    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    public void Render(RenderPack rp)
    {
        for (var state = ReportState.All.Length - 1; state >= 0; state--)
        {
            using var path = new SKPath();
            for (var row = 0; row < rows.Count; row++) Trace(path, rows[row], row, state);
            if (path.IsEmpty) continue;
            using var paint = new SKPaint();
            paint.Color = ChartInk.Of(ReportState.All[state]).ToSKColor();
            rp.Canvas.DrawPath(path, paint);
        }
    }

    private void Trace(SKPath path, double[,] shares, int row, int state)
    {
        var bottom = Pixel(Axes.GetPixelY(-(row + 0.5) - (barHeight / 2)));
        var full = Pixel(Axes.GetPixelY(-(row + 0.5) + (barHeight / 2)));
        var columns = shares.GetLength(0);
        for (var begin = 0; begin < columns;)
        {
            if (Top(begin) >= bottom || !Adds(begin))
            {
                begin++;
                continue;
            }

            // A run of columns that all show something of this state is one outline.
            path.MoveTo(X(begin), bottom);
            var column = begin;
            for (; column < columns && Top(column) < bottom && Adds(column); column++)
            {
                if (column > begin && Same(Top(column), Top(column - 1))) continue;
                if (column > begin) path.LineTo(X(column), Top(column - 1));
                path.LineTo(X(column), Top(column));
            }

            path.LineTo(X(column), Top(column - 1));
            path.LineTo(X(column), bottom);
            path.Close();
            begin = column;
        }

        bool Adds(int column) => shares[column, state] > 0;

        float Top(int column)
        {
            var height = 0.0;
            for (var s = 0; s <= state; s++) height += shares[column, s];
            return Pixel(bottom + ((full - bottom) * height));
        }
    }

    private float X(int column) => Pixel(Axes.GetPixelX(column * columnWidth));

    private static bool Same(float left, float right) => Math.Abs(left - right) < 0.01;

    private static float Pixel(double value) => (float)(Math.Round(value * 2) / 2);
}
