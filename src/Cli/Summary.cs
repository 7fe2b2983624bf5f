using System.Collections.Immutable;
using System.Globalization;
using RunScope.Testing.Analysis;
using Spectre.Console;

namespace RunScope.Testing.Cli;

/// <summary>The compact table on standard error: the distribution, what it waited in, and what is doubtful. Colours only on a terminal.</summary>
internal static class Summary
{
    private static readonly (TaskState State, string Name, string Colour)[] States =
    [
        (TaskState.Running, "Running", "green"), (TaskState.Runnable, "Runnable", "yellow"), (TaskState.Sleeping, "Sleeping", "grey"),
        (TaskState.DiskSleep, "DiskSleep", "red"), (TaskState.Stopped, "Stopped", "magenta"), (TaskState.Idle, "Other", "grey"),
    ];

    public static void Write(ProcessProfile profile)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error), Interactive = InteractionSupport.No });
        if (Console.IsErrorRedirected) console.Profile.Width = 160;
        Write(console, profile);
    }

    /// <summary>The same on standard output, for a verb whose result it is.</summary>
    public static void WriteToOutput(ProcessProfile profile)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out), Interactive = InteractionSupport.No });
        if (Console.IsOutputRedirected) console.Profile.Width = 160;
        Write(console, profile);
    }

    internal static void Write(IAnsiConsole console, ProcessProfile profile)
    {
        var threads = ThreadSet.Default.Select(profile);
        var distribution = Distribution.Of(profile, threads);
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{VisibleText.Of(Path.GetFileName(profile.Target.Command))}[/] ({profile.Target.ProcessId}): {End(profile)} after {Durations.Format(profile.WallTime)}, CPU {Cpu(profile)}, {Counts.Of(profile.Processes.Length, "process")} seen, {Counts.Of(profile.Threads.Length, "thread")}{Left(profile, threads.Length)}");
        var table = new Table().Border(TableBorder.None).AddColumn("state").AddColumn(new TableColumn("share").RightAligned()).AddColumn(new TableColumn("thread time").RightAligned()).AddColumn("how sure").AddColumn("longest in");
        foreach (var (state, name, colour) in States)
        {
            var share = distribution.ShareOf(state);
            if (share.Time == TimeSpan.Zero && state is not (TaskState.Running or TaskState.Runnable or TaskState.Sleeping or TaskState.DiskSleep)) continue;
            table.AddRow(
                new Markup(name, Style.Parse(colour)),
                new Text(Percent.Format(share.Share.Value)), new Text(Durations.Format(share.Time)), new Text(Sure(share)), new Text(Longest(profile, threads, state)));
        }

        if (distribution.Times.Unresolved > TimeSpan.Zero)
            table.AddRow("Unresolved", Percent.Format(distribution.UnresolvedShare), Durations.Format(distribution.Times.Unresolved), "off the CPU, in which state isn't known", "");
        console.Write(table);
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"peak memory {Of(profile.PeakMemory)}, storage {Of(profile.Io?.Read)} read, {Of(profile.Io?.Written)} written, context switches {Of(profile.VoluntarySwitches)} voluntary, {Of(profile.InvoluntarySwitches)} involuntary");
        if (UnattributedCpu.Note(profile) is { } blind) console.MarkupLineInterpolated($"[yellow]note:[/] {blind}");
        foreach (var warning in WarningTexts.OfTheWhole(profile.Engine)) console.MarkupLineInterpolated($"[yellow]warning:[/] {warning}");
    }

    private static string End(ProcessProfile profile) => profile switch
    {
        { EndedBy: EndedBy.Timeout } => "timed out",
        { ExitSignal: { } signal } => "killed by " + SignalNames.Of(signal),
        _ => string.Create(CultureInfo.InvariantCulture, $"exit code {profile.ExitCode}"),
    };

    private static string Cpu(ProcessProfile profile) => profile.CpuTime is { } cpu ? Durations.Format(cpu) : "unknown";

    private static string Of(ByteSize? size) => size?.ToString() ?? "unknown";

    private static string Of(long? count) => count?.ToString("#,0", CultureInfo.InvariantCulture) ?? "unknown";

    private static string Left(ProcessProfile profile, int selected) =>
        selected == profile.Threads.Length ? "" : string.Create(CultureInfo.InvariantCulture, $" ({selected} of the application; the others serve its runtime or only wait for children)");

    private static string Sure(StateShare share) => share switch
    {
        { Fidelity: Fidelity.ExactKernel or Fidelity.ExactEvent } => "exact",
        { Samples: > 0 } => $"{Counts.Of(share.Samples, "sample")}, 95 % CI {Percent.Range(share.Share.Low, share.Share.High)} %",
        _ => $"{(share.Fidelity == Fidelity.Unresolved ? "not told apart" : "bounded")}, {Percent.Range(share.Share.Low, share.Share.High)} %",
    };

    private static string Longest(ProcessProfile profile, ImmutableArray<ThreadProfile> threads, TaskState state) =>
        state is TaskState.Running or TaskState.Runnable
            ? ""
            : DominantWaits.Of(profile, threads, state).Take(1).Select(w => $"{DominantWaits.Name(w)} {Percent.Whole(w.Share)}").FirstOrDefault("");
}
