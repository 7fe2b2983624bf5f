using System.Collections.Immutable;
using System.Globalization;
using RunScope.Testing.Analysis;
using Spectre.Console;

namespace RunScope.Testing.Cli.Watching;

/// <summary>What is said when a process has been attached to: which it is, what may not be read of it, and what its threads did just then.</summary>
internal static class AttachNotice
{
    private const int MostThreads = 8;
    private const int LeastSamples = 1000;
    private const int MostSamples = 1_000_000;

    /// <param name="console">Where to.</param>
    /// <param name="process">The process.</param>
    /// <param name="user">The user that it runs as; null when that isn't known.</param>
    /// <param name="duration">How long it is watched; null for as long as it runs.</param>
    /// <param name="room">How many samples were kept at most.</param>
    public static void Write(IAnsiConsole console, AttachedProcess process, string? user, TimeSpan? duration, int room)
    {
        var recent = process.RecentSamples();
        ImmutableArray<ThreadSample> first = [.. recent.DistinctBy(s => (s.ProcessId, s.ThreadId))];
        var processes = first.DistinctBy(s => s.ProcessId).Count();

        // Of a first round that took all the room there may have been more.
        var threads = (recent.Length == room && first.Length == room ? "at least " : "") + Counts.Of(first.Length, "thread") + (processes > 1 ? $" in {Counts.Of(processes, "process")}" : "");
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"attached to [bold]{VisibleText.Of(process.Name)}[/] ({process.ProcessId}), user {VisibleText.Of(user ?? "unknown", 40)}, {threads}: {VisibleText.Of(process.CommandLine, 500)}");
        foreach (var limit in process.Access.Limits) console.MarkupLineInterpolated($"[yellow]limited:[/] {VisibleText.Of(limit, 1000)}");
        Write(console, first);
        console.MarkupLineInterpolated($"watching {(duration is { } time ? $"for {Durations.Format(time)}" : "until it ends")}, or until Ctrl-C; it runs on then");
    }

    /// <summary>How many samples to keep, so that all of the first round are there when it is told of: children have threads too, and some begin meanwhile.</summary>
    public static int RoomFor(int threads) => (int)Math.Clamp(4L * threads, LeastSamples, MostSamples);

    /// <summary>The samples of the first round as a table: threads that work or wait for a disk before those that sleep.</summary>
    internal static void Write(IAnsiConsole console, ImmutableArray<ThreadSample> first)
    {
        var table = new Table().Border(TableBorder.None).AddColumn(new TableColumn("thread").RightAligned()).AddColumn("name").AddColumn("state").AddColumn("call");
        foreach (var sample in first.OrderBy(s => Rank(s.State)).ThenBy(s => s.ThreadId).Take(MostThreads))
            table.AddRow(new Text(sample.ThreadId.ToString(CultureInfo.InvariantCulture)), new Text(VisibleText.Of(sample.ThreadName, 40)), new Text(StateOf(sample)), new Text(CallOf(sample)));
        console.Write(table);
        if (first.Length > MostThreads) console.WriteLine($"and {Counts.Of(first.Length - MostThreads, "more thread")}");
    }

    private static string CallOf(ThreadSample sample) => sample.Call is null ? "" : VisibleText.Of(sample.Call, 60) + (sample.Target is { } target ? $"({VisibleText.Of(target, 120)})" : "");

    // A single look can't tell whether a thread that wants a CPU has one.
    private static string StateOf(ThreadSample sample) => sample.State == TaskState.Unknown ? "Running or Runnable" : sample.State.ToString();

    private static int Rank(TaskState state) => state switch
    {
        TaskState.Running or TaskState.Unknown => 0,
        TaskState.Runnable => 1,
        TaskState.DiskSleep => 2,
        TaskState.Sleeping => 4,
        _ => 3,
    };
}
