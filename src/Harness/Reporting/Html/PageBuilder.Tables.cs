using System.Globalization;

namespace RunScope.Testing.Reporting.Html;

/// <summary>The tables of threads and processes, and what all tables share.</summary>
internal static partial class PageBuilder
{
    /// <summary>A page stays a page: what a table leaves out is in the profile beside it.</summary>
    private const int MaxRows = 100;

    private static string Rest(int all, string noun, int shown = MaxRows) =>
        all <= shown ? "" : $"{Quantities.Count(all - shown, noun)} in the profile beside this page.";

    /// <summary>The four states that everything has, and others where any time was spent in them.</summary>
    private static ReportState[] Columns(IEnumerable<StateTimes> all)
    {
        var sum = all.Aggregate(StateTimes.Zero, (left, right) => left + right);
        return [.. ReportState.All.Where((s, i) => i < 4 || sum[s.State] > TimeSpan.Zero)];
    }

    internal static BarPart[] Bar(StateTimes states)
    {
        var parts = new List<BarPart>();
        var x = 0.0;
        foreach (var state in ReportState.All)
        {
            var width = states.Total > TimeSpan.Zero ? states[state.State] / states.Total * 100 : 0;
            if (width > 0) parts.Add(new BarPart(state.Key, Hundredths(x), Hundredths(width)));
            x += width;
        }

        return [.. parts];
    }

    private static string Hundredths(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A state's share as a cell; plain 0 where it has none, so that what is there stands out.</summary>
    private static CellView Share(StateTimes states, ReportState column)
    {
        var none = states[column.State] == TimeSpan.Zero && states.Total > TimeSpan.Zero;
        return new CellView(column.Label, none ? "0" : Quantities.Share(states[column.State], states.Total), none);
    }

    private static CellView[] Shares(StateTimes states, ReportState[] columns) => [.. columns.Select(c => Share(states, c))];

    private static ThreadView Thread(ThreadProfile thread, ProcessProfile profile, ReportState[] columns) => new(
        PageText.OneLine(thread.Name),
        Plain(thread.ThreadId),
        PageText.OneLine(profile.Processes.FirstOrDefault(p => p.Id == thread.ProcessId) is { } process
            ? string.Create(CultureInfo.InvariantCulture, $"{process.Name} {process.ProcessId}")
            : Quantities.Unknown),
        thread.Role switch { ThreadRole.Application => "", ThreadRole.Runtime => "runtime", _ => "waiter" },
        Quantities.Duration((thread.End ?? profile.WallTime) - thread.Start),
        Bar(thread.States),
        Shares(thread.States, columns),
        Quantities.Duration(thread.CpuTime),
        Switches(thread.VoluntarySwitches, thread.InvoluntarySwitches));

    private static ProcessView Process(ProcessInfo process, ProcessProfile profile) => new(
        PageText.OneLine(process.Name),
        Plain(process.ProcessId),
        Plain(process.ParentId),
        PageText.OneLine(process.Executable ?? Quantities.Unknown),
        Quantities.Duration(process.Start),
        process.End is { } end ? Quantities.Duration(end - process.Start) : "outlived the root process",
        Quantities.Count(profile.Threads.Count(t => t.ProcessId == process.Id)));

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
