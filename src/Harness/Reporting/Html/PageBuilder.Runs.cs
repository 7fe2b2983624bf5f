using System.Collections.Immutable;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Reporting.Html;

/// <summary>One of several runs.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Shown">Whether the rest of the page is of it.</param>
/// <param name="Cells">The key figures, as the columns of the table have them.</param>
/// <param name="End">How it ended.</param>
/// <param name="Bar">Its states.</param>
/// <param name="Shares">The same in numbers.</param>
internal sealed record RunView(string Number, bool Shown, CellView[] Cells, string End, BarPart[] Bar, CellView[] Shares);

/// <summary>Several runs side by side.</summary>
internal static partial class PageBuilder
{
    private static string RunsNote(ImmutableArray<ProcessProfile> runs, int shown) => runs.Length == 1
        ? ""
        : $"Limits are held against the median of the {Quantities.Count(runs.Length)} runs. Everything below is of run {shown + 1}, "
            + "whose wall time is nearest to the median; each run has a profile of its own beside this page.";

    private static RunView Run(ProcessProfile run, int index, int shown, ReportState[] columns) => new(
        Quantities.Count(index + 1),
        index == shown,
        [
            new("Wall", Quantities.Duration(run.WallTime)),
            new("CPU", Quantities.Duration(run.CpuTime)),
            new("CPUs", AverageCpus(run)),
            new("Memory", run.PeakMemory?.ToString() ?? Quantities.Unknown),
        ],
        End(run),
        Bar(run.States),
        Shares(run.States, columns));

    /// <summary>The median of each column on its own, as limits take it, over the runs in which the figure is known; empty when there is one run.</summary>
    private static CellView[] Medians(ImmutableArray<ProcessProfile> runs, ReportState[] columns)
    {
        if (runs.Length == 1) return [];

        return
        [
            Of("Wall", r => r.WallTime.TotalSeconds, s => Quantities.Duration(Durations.FromSeconds(s))),
            Of("CPU", r => r.CpuTime?.TotalSeconds, s => Quantities.Duration(Durations.FromSeconds(s))),
            Of("CPUs", r => r.WallTime > TimeSpan.Zero ? r.CpuTime / r.WallTime : null, Quantities.Number),
            Of("Memory", r => r.PeakMemory?.Bytes, b => new ByteSize((long)b).ToString()),
            new("", "", true),
            new("", "", true),
            .. columns.Select(c => Of(c.Label, r => r.States.Total > TimeSpan.Zero ? r.States[c.State] / r.States.Total : null, Quantities.Share)),
        ];

        CellView Of(string label, Func<ProcessProfile, double?> figure, Func<double, string> words)
        {
            double[] known = [.. runs.Select(figure).OfType<double>()];
            return new(label, known.Length == 0 ? Quantities.Unknown : words(Analysis.Interval.MedianOf(known)));
        }
    }
}
