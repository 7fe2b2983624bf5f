using System.Collections.Immutable;
using System.Globalization;
using RunScope.Testing.Analysis;
using Spectre.Console;

namespace RunScope.Testing.Cli;

/// <summary>The compact table on standard error: the distribution, what it waited in, and what is doubtful. Colours only on a terminal.</summary>
internal static class Summary
{
    public static void Write(ProcessProfile profile) => Write(ToolConsole.Error(), profile);

    internal static void Write(IAnsiConsole console, ProcessProfile profile)
    {
        var threads = ThreadSet.Default.Select(profile);
        if (profile.Target.Simulated) console.MarkupLineInterpolated($"[bold black on yellow]{SimulatedData.Words}[/]");
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{VisibleText.Of(Path.GetFileName(profile.Target.Command))}[/] ({profile.Target.ProcessId}): {End(profile)}, CPU {Cpu(profile)}, {Counts.Of(profile.Processes.Length, "process")} seen, {Counts.Of(profile.Threads.Length, "thread")}{Left(profile, threads.Length)}");
        var table = new Table().Border(TableBorder.None).AddColumn(Whole("state")).AddColumn(Whole("share").RightAligned()).AddColumn(Whole("thread time").RightAligned()).AddColumn("how sure").AddColumn("longest in");
        foreach (var row in StateRows.Of(profile, threads)) table.AddRow(new Markup(row.Name, Style.Parse(Colour(row.State))), new Text(row.Share), new Text(row.Time), new Text(row.Sure), new Text(row.Longest));
        console.Write(table);
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"peak memory {Of(profile.PeakMemory)}, storage {Of(profile.Io?.Read)} read, {Of(profile.Io?.Written)} written, context switches {Of(profile.VoluntarySwitches)} voluntary, {Of(profile.InvoluntarySwitches)} involuntary");
        if (UnattributedCpu.Note(profile) is { } blind) console.MarkupLineInterpolated($"[yellow]note:[/] {blind}");
        foreach (var warning in WarningTexts.OfTheWhole(profile.Engine)) console.MarkupLineInterpolated($"[yellow]warning:[/] {warning}");
    }

    /// <summary>The threads that were busiest and those that were blocked most.</summary>
    internal static void WriteThreads(IAnsiConsole console, ProcessProfile profile)
    {
        var threads = ThreadSet.Default.Select(profile);
        WriteThreads(console, "busiest threads", "on a CPU", "", ThreadRows.Busiest(threads));
        WriteThreads(console, "most blocked threads", "blocked", "longest in", ThreadRows.MostBlocked(profile, threads));
    }

    /// <summary>How a profile ended, and after which time.</summary>
    internal static string End(ProcessProfile profile)
    {
        var time = Durations.Format(profile.WallTime);
        return profile switch
        {
            { EndedBy: EndedBy.Timeout } => $"timed out after {time}",
            { EndedBy: EndedBy.Detach } => $"watched for {time}, runs on",
            { ExitSignal: { } signal } => $"killed by {SignalNames.Of(signal)} after {time}",
            { ExitCode: { } code } => string.Create(CultureInfo.InvariantCulture, $"exit code {code} after {time}"),
            _ => $"ended after {time}, exit code unknown",
        };
    }

    private static void WriteThreads(IAnsiConsole console, string title, string share, string detail, ImmutableArray<ThreadRow> rows)
    {
        if (rows.IsEmpty) return;
        var table = new Table().Border(TableBorder.None).AddColumn(Whole(title)).AddColumn(Whole(share).RightAligned()).AddColumn(Whole("time").RightAligned()).AddColumn(detail);
        foreach (var row in rows) table.AddRow(new Text(row.Thread), new Text(row.Share), new Text(row.Time), new Text(row.Detail));
        console.Write(table);
    }

    // On a narrow terminal it is the last column that is broken into lines.
    private static TableColumn Whole(string title) => new TableColumn(title).NoWrap();

    private static string Colour(TaskState state) => state switch
    {
        TaskState.Running => "green",
        TaskState.Runnable => "yellow",
        TaskState.DiskSleep => "red",
        TaskState.Stopped => "magenta",
        TaskState.Unknown => "default",
        _ => "grey",
    };

    private static string Cpu(ProcessProfile profile) => profile.CpuTime is { } cpu ? Durations.Format(cpu) : "unknown";

    private static string Of(ByteSize? size) => size?.ToString() ?? "unknown";

    private static string Of(long? count) => count?.ToString("#,0", CultureInfo.InvariantCulture) ?? "unknown";

    private static string Left(ProcessProfile profile, int selected) =>
        selected == profile.Threads.Length ? "" : string.Create(CultureInfo.InvariantCulture, $" ({selected} of the application; the others serve its runtime or only wait for children)");
}
