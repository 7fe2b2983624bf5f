using System.Collections.Immutable;
using System.Globalization;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Redaction;
using RunScope.Testing.Attach;
using RunScope.Testing.Cli.Processes;

namespace RunScope.Testing.Cli.Live;

/// <summary>The page of processes to pick from.</summary>
internal static class ListLines
{
    private const int PidWidth = 9;
    private const int UserWidth = 10;
    private const int CpuWidth = 14;
    private const int ThreadsWidth = 8;
    private const int NameWidth = 17;

    public static TextLine Head(LiveScene scene, int width)
    {
        var line = new TextLine(width).Column("PID", PidWidth - 1, Palette.Heading, right: true).Add(" ");
        line.Column("USER", UserWidth, Palette.Heading).Column("THREADS", ThreadsWidth, Palette.Heading, right: true).Column("CPU TIME", CpuWidth, Palette.Heading, right: true).Add(" ");
        return line.Column("NAME", NameWidth, Palette.Heading).Add(scene.Ui.ListFilter.Length > 0 ? $"COMMAND (filter: {VisibleText.Of(scene.Ui.ListFilter)})" : "COMMAND", Palette.Heading);
    }

    /// <summary>The rows around the chosen one.</summary>
    public static IEnumerable<TextLine> Of(LiveScene scene, int width, int room)
    {
        if (scene.Processes.IsEmpty) return [new TextLine(width).Add("no process matches", Palette.Dim)];
        var selected = Math.Clamp(scene.Ui.Selected, 0, scene.Processes.Length - 1);
        var first = Math.Clamp(selected - (room / 2), 0, Math.Max(0, scene.Processes.Length - room));
        return scene.Processes.Skip(first).Take(room).Select((p, i) => Row(p, scene.Redactor, first + i == selected, width));
    }

    /// <summary>The processes whose name or command line match a filter; kernel threads and those that ended can't be watched.</summary>
    public static ImmutableArray<ListedProcess> Matching(ImmutableArray<ListedProcess> all, string filter, Redactor redactor)
    {
        var matches = RowOrder.Matching(filter);
        return [.. all.Where(p => !p.IsKernelThread && !p.HasEnded && p.Pid != Environment.ProcessId).Where(p => matches(redactor.Text(p.Name)) || matches(CommandText.Of(p, redactor)) || p.Pid.ToString(CultureInfo.InvariantCulture) == filter)];
    }

    private static TextLine Row(ListedProcess process, Redactor redactor, bool selected, int width)
    {
        var style = selected ? Palette.Inverse : Palette.Plain;
        var cpu = process.CpuNs is { } ns ? Durations.Format(TimeSpan.FromTicks(ns / TimeSpan.NanosecondsPerTick)) : "?";
        return new TextLine(width)
            .Column(process.Pid.ToString(CultureInfo.InvariantCulture), PidWidth - 1, style, right: true).Add(" ", style)
            .Column(VisibleText.Of(UserNames.Machine.Shown(process.User) ?? "?"), UserWidth, style)
            .Column(Counts.Format(process.Threads), ThreadsWidth, style, right: true)
            .Column(cpu, CpuWidth, style, right: true).Add(" ", style)
            .Column(VisibleText.Of(redactor.Text(process.Name)), NameWidth - 1, style).Add(" ", style)
            .Add(CommandText.Of(process, redactor, 400), style)
            .Fill(style);
    }
}
