using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Redaction;
using RunScope.Testing.Attach;

namespace RunScope.Testing.Cli.Processes;

/// <summary>The list of processes as a table of plain text: aligned with blanks, the command line last.</summary>
internal static class PsText
{
    private const int LongestName = 20;
    private const int LongestCommand = 4000;

    /// <summary>The table, a line each, a header first.</summary>
    /// <param name="seen">The processes.</param>
    /// <param name="redactor">What hides secrets.</param>
    /// <param name="users">Names of users; null for no such column.</param>
    /// <param name="width">Columns to cut a line to; null for not at all.</param>
    public static string Of(ImmutableArray<SeenProcess> seen, Redactor redactor, UserNames? users, int? width)
    {
        List<Column> columns =
        [
            new("PID", true, s => Number(s.Process.Pid)),
            new("NAME", false, s => VisibleText.Of(redactor.Text(ProgramNames.Of(s.Process) is [var name, ..] ? name : s.Process.Name), LongestName)),
            new("USER", false, s => VisibleText.Of(users!.Shown(s.Process.User) ?? "?", LongestName)),
            new("CPU %", true, s => s.OnCpu is { } cpus ? (100 * cpus).ToString("0.0", CultureInfo.InvariantCulture) : "?"),
            new("CPU TIME", true, s => s.CpuNs is { } ns ? Durations.Format(TimeSpan.FromTicks(ns / 100)) : "?"),
            new("MEMORY", true, s => new ByteSize(s.Process.ResidentBytes).ToString()),
            new("THREADS", true, s => Number(s.Process.Threads)),
            new("STATES", false, s => StatesOf(s.States)),

            // On a terminal the reasons would push out everything behind them.
            new("ATTACH", false, s => width is null ? s.Attach.ToString() : s.Attach.Word),
        ];
        if (users is null) columns.RemoveAll(c => c.Title == "USER");
        var cells = seen.Select(s => columns.Select(c => c.Cell(s)).ToArray()).ToList();
        var widths = Widths(columns, cells);
        var text = new StringBuilder();
        Row([.. columns.Select(c => c.Title)], _ => "COMMAND");
        for (var i = 0; i < seen.Length; i++) Row(cells[i], left => CommandText.Of(seen[i].Process, redactor, left));
        return text.ToString();

        void Row(string[] row, Func<int, string> command)
        {
            var started = text.Length;
            Line(text, row, columns, widths);
            text.Append(command(width is { } most ? Math.Max(10, most - (text.Length - started)) : LongestCommand));
            if (width is { } widest && text.Length - started > widest) text.Length = started + widest;
            text.Append('\n');
        }
    }

    // A class, and not a tuple: what the library has for lists of objects is compiled already, and a start of the tool should compile as little as it can.
    private sealed record Column(string Title, bool Right, Func<SeenProcess, string> Cell);

    /// <summary>Threads by the kernel's letters: "1R,7S". R wants a CPU (on one or waiting), S sleeps, D waits uninterruptibly, T is stopped, t traced, Z ended, I anything else.</summary>
    internal static string StatesOf(StateCounts? states)
    {
        if (states is not { } s) return "gone";
        var text = new StringBuilder();
        Count(s.WantsCpu, 'R');
        Count(s.DiskSleep, 'D');
        Count(s.Sleeping, 'S');
        Count(s.Stopped, 'T');
        Count(s.TracingStop, 't');
        Count(s.Ended, 'Z');
        Count(s.Other, 'I');
        return text.ToString();

        void Count(int threads, char letter)
        {
            if (threads > 0) text.Append(text.Length > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $"{threads}{letter}");
        }
    }

    private static int[] Widths(List<Column> columns, List<string[]> cells)
    {
        var widths = new int[columns.Count];
        for (var i = 0; i < widths.Length; i++)
        {
            widths[i] = columns[i].Title.Length;
            foreach (var row in cells) widths[i] = Math.Max(widths[i], row[i].Length);
        }

        return widths;
    }

    private static StringBuilder Line(StringBuilder text, string[] cells, List<Column> columns, int[] widths)
    {
        for (var i = 0; i < cells.Length; i++) text.Append(columns[i].Right ? cells[i].PadLeft(widths[i]) : cells[i].PadRight(widths[i])).Append("  ");
        return text;
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
