using System.Globalization;

namespace RunScope.Testing.Reporting.Charts;

/// <summary>The whole tree over time: how many of its threads were on a CPU, and above them how many waited for one.</summary>
/// <param name="Paths">The areas.</param>
/// <param name="Scale">The threads that the full height stands for, in words.</param>
/// <param name="Cpus">Where the line of all CPUs lies, in percent from above; empty where it would be above the picture.</param>
/// <param name="CpusLabel">What the line stands for.</param>
/// <param name="Label">The picture in words.</param>
internal sealed record LoadChart(PathView[] Paths, string Scale, string Cpus, string CpusLabel, string Label)
{
    /// <summary>Higher than a lane, so finer.</summary>
    public const int Height = 90;

    public static LoadChart Draw(ProcessProfile profile, TimelineCells cells)
    {
        var sums = cells.Sums(cells.Rows);
        var wanted = new double[cells.Columns, 2];
        var (most, mostRunning, mostWaiting) = (0.0, 0.0, 0.0);
        var last = Math.Max(1, profile.WallTime / cells.ColumnTime);
        for (var c = 0; c < cells.Columns; c++)
        {
            // The last column is only partly of the run.
            var width = cells.ColumnTime.TotalNanoseconds * Math.Clamp(last - c, 0.05, 1);
            (wanted[c, 0], wanted[c, 1]) = (sums[c, 0] / width, sums[c, 1] / width);
            most = Math.Max(most, wanted[c, 0] + wanted[c, 1]);
            (mostRunning, mostWaiting) = (Math.Max(mostRunning, wanted[c, 0]), Math.Max(mostWaiting, wanted[c, 1]));
        }

        var cpus = profile.Host.CgroupCpuQuota is { } quota && quota < profile.Host.CpuCount ? quota : profile.Host.CpuCount;
        var scale = Math.Max(1, Math.Ceiling(most));
        if (cpus <= scale * 2) scale = Math.Max(scale, Math.Ceiling(cpus));
        for (var c = 0; c < cells.Columns; c++) (wanted[c, 0], wanted[c, 1]) = (wanted[c, 0] / scale, wanted[c, 1] / scale);
        return new LoadChart(
            LanePaths.Of(wanted, Height),
            Quantities.Count((long)scale),
            cpus > 0 && cpus <= scale ? TimeTicks.Percent(1 - (cpus / scale)) : "",
            string.Create(CultureInfo.InvariantCulture, $"{cpus:0.##} {(cpus == 1 ? "CPU" : "CPUs")}"),
            string.Create(CultureInfo.InvariantCulture, $"At most {mostRunning:0.0} CPUs used at a time, and at most {mostWaiting:0.0} threads waiting for one."));
    }
}
