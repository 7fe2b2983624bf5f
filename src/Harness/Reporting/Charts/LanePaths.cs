using System.Globalization;
using System.Text;

namespace RunScope.Testing.Reporting.Charts;

/// <summary>A shape of one state, in the units of its lane.</summary>
/// <param name="Key">The state's name in style sheets.</param>
/// <param name="Path">The outline.</param>
internal sealed record PathView(string Key, string Path);

/// <summary>Columns filled from below by the height of each state, one unit of width a column.</summary>
/// <remarks>
/// One path per state: it covers its own height and those below, and is painted before those below. That keeps thousands of columns small,
/// and leaves no seams between neighbours. Heights are whole units, so that columns which look alike become one.
/// </remarks>
internal static class LanePaths
{
    /// <summary>The units that a full column is high.</summary>
    public const int Height = 30;

    /// <param name="heights">For each column the height of each state, in parts of a full column; what exceeds it is cut off.</param>
    /// <param name="full">The units of a full column.</param>
    public static PathView[] Of(double[,] heights, int full = Height)
    {
        var paths = new List<PathView>();
        for (var state = Math.Min(ReportState.All.Length, heights.GetLength(1)) - 1; state >= 0; state--)
        {
            if (Trace(heights, state, full) is { Length: > 0 } path) paths.Add(new PathView(ReportState.All[state].Key, path));
        }

        return [.. paths];
    }

    private static string Trace(double[,] heights, int state, int full)
    {
        var path = new StringBuilder();
        var columns = heights.GetLength(0);
        for (var begin = 0; begin < columns;)
        {
            if (Top(begin) is not > 0)
            {
                begin++;
                continue;
            }

            // A run of columns that all show something of this state is one outline.
            var height = Top(begin);
            path.Append(CultureInfo.InvariantCulture, $"M{begin} {full}v-{height}");
            var (last, column) = (begin, begin + 1);
            for (; column < columns && Top(column) is > 0 and var next; column++)
            {
                if (next == height) continue;
                path.Append(CultureInfo.InvariantCulture, $"h{column - last}v{height - next}");
                (last, height) = (column, next);
            }

            path.Append(CultureInfo.InvariantCulture, $"h{column - last}V{full}z");
            begin = column;
        }

        return path.ToString();

        // 0 where the state adds nothing that could be seen.
        int Top(int column)
        {
            var below = 0.0;
            for (var s = 0; s < state; s++) below += heights[column, s];
            var top = Units(below + heights[column, state]);
            return top > Units(below) ? top : 0;
        }

        int Units(double height) => (int)Math.Round(Math.Min(1, height) * full, MidpointRounding.AwayFromZero);
    }
}
