using System.Globalization;

namespace RunScope.Testing.Reporting.Charts;

/// <summary>A piece of the run in numbers.</summary>
internal sealed record SliceView(string From, string To, string Cpus, string Waiting, Html.CellView[] Shares);

/// <summary>The timeline in numbers, for those who can't see it or want to copy it: the whole tree in a few pieces of equal length.</summary>
internal static class TimeSlices
{
    private const int Most = 20;

    public static SliceView[] Of(ProcessProfile profile, ReportState[] columns)
    {
        if (profile.Timeline.Bucket <= TimeSpan.Zero || profile.WallTime <= TimeSpan.Zero) return [];

        var cells = new TimelineCells(profile.Timeline, Most);
        var (sums, shares) = (cells.Sums(cells.Rows), cells.Shares(cells.Rows));
        var slices = new List<SliceView>();
        for (var c = 0; c < cells.Columns && cells.ColumnTime * c < profile.WallTime; c++)
        {
            var (from, to) = (cells.ColumnTime * c, cells.ColumnTime * (c + 1));
            if (to > profile.WallTime) to = profile.WallTime;
            var width = Math.Max(1, (to - from).TotalNanoseconds);
            slices.Add(new SliceView(
                Quantities.Duration(from),
                Quantities.Duration(to),
                Threads(sums[c, 0] / width),
                Threads(sums[c, 1] / width),
                [.. columns.Select(s => Cell(s, shares[c, Array.IndexOf(ReportState.All, s)]))]));
        }

        return [.. slices];
    }

    private static Html.CellView Cell(ReportState state, double share) => new(state.Label, share == 0 ? "0" : Quantities.Share(share), share == 0);

    private static string Threads(double number) => number.ToString("0.00", CultureInfo.InvariantCulture);
}
