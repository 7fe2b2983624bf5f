using System.Globalization;

namespace RunScope.Testing.Reporting.Html;

/// <summary>The tables: runs, waits, threads, processes, phases.</summary>
internal static partial class PageBuilder
{
    /// <summary>A page stays a page: what a table leaves out is in the profile beside it.</summary>
    private const int MaxRows = 100;

    private static string Rest(int all, string noun) =>
        all <= MaxRows ? "" : $"{Quantities.Count(all - MaxRows, noun)} in the profile beside this page.";

    /// <summary>The four states that everything has, and others where any time was spent in them.</summary>
    private static ReportState[] Columns(IEnumerable<StateTimes> all)
    {
        var sum = all.Aggregate(StateTimes.Zero, (left, right) => left + right);
        return [.. ReportState.All.Where((s, i) => i < 4 || sum[s.State] > TimeSpan.Zero)];
    }

    private static BarPart[] Bar(StateTimes states)
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

    private static string[] Shares(StateTimes states, ReportState[] columns) =>
        [.. columns.Select(c => states[c.State] == TimeSpan.Zero && states.Total > TimeSpan.Zero ? "0" : Quantities.Share(states[c.State], states.Total))];

    private static RunView Run(ProcessProfile run, int index, ReportState[] columns) => new(
        Quantities.Count(index + 1),
        Quantities.Duration(run.WallTime),
        Quantities.Duration(run.CpuTime),
        End(run),
        Bar(run.States),
        Shares(run.States, columns));

    private static WaitView Wait(Wait wait, ProcessProfile profile)
    {
        var thread = wait.ThreadId is { } id ? profile.Threads.FirstOrDefault(t => t.Id == id) : null;
        var state = ReportState.Of(wait.State);
        return new WaitView(
            state.Key,
            state.Label,
            PageText.OneLine(wait.Call),
            PageText.OneLine(wait.Target ?? ""),
            thread is null ? "several" : string.Create(CultureInfo.InvariantCulture, $"{PageText.OneLine(thread.Name)} {thread.ThreadId}"),
            Quantities.Duration(wait.Time),
            Quantities.Share(wait.Time, profile.States.Total),
            Quantities.Count(wait.Count),
            PageText.OneLine(wait.WaitChannel ?? ""),
            wait.Frames.IsDefault ? [] : [.. wait.Frames.Select(PageText.OneLine)]);
    }

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

    private static PhaseView PhaseRow(Phase phase, ProcessProfile profile)
    {
        var states = phase.Threads.IsDefault ? StateTimes.Zero : phase.Threads.Aggregate(StateTimes.Zero, (sum, thread) => sum + thread.States);
        return new PhaseView(
            PageText.OneLine(phase.Name),
            Quantities.Duration(phase.Start),
            Quantities.Duration(phase.End ?? profile.WallTime),
            Quantities.Duration(phase.CpuTime),
            Bar(states));
    }

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
