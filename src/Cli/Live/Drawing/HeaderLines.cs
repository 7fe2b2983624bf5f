using System.Globalization;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Cli.Live;

/// <summary>The lines above the data.</summary>
internal static class HeaderLines
{
    private const int LongestText = 400;

    /// <summary>The line that says whether the data are of a real process.</summary>
    public static TextLine Banner(LiveSubject subject, int width) => subject.Simulated
        ? new TextLine(width).Add(SimulatedData.Words, Palette.Simulated).Fill(Palette.Simulated)
        : new TextLine(width).Add(string.Create(CultureInfo.InvariantCulture, $"REAL PROCESS DATA: {VisibleText.Of(subject.Name)}, {subject.ProcessId}"), Palette.Real).Fill(Palette.Real);

    /// <summary>The command line and the user.</summary>
    public static TextLine Command(LiveSubject subject, int width)
    {
        var user = subject.User is { } name ? $"  user {VisibleText.Of(name, 32)}" : "";
        var line = new TextLine(width);
        return line.Column(VisibleText.Of(subject.CommandLine, LongestText), Math.Max(20, width - user.Length)).Add(user, Palette.Dim);
    }

    /// <summary>How the watching goes, and how much is going on.</summary>
    public static TextLine Status(LiveScene scene, int width)
    {
        var status = scene.Status;
        var line = new TextLine(width);
        var processes = scene.View.Processes > 1 ? $" in {Counts.Of(scene.View.Processes, "process")}" : "";
        line.Add(Counts.Of(scene.View.Threads, "thread"), Palette.Strong).Add(processes);
        line.Add("  CPU ").Add(scene.View.CpuNow is { } cpu ? cpu.ToString("0.00", CultureInfo.InvariantCulture) : "-", Palette.Strong);
        var late = status.RoundsLate is { } count ? $", {Counts.Format(count)} late" : "";
        return line.Add(string.Create(CultureInfo.InvariantCulture, $"  {status.SampleRate} Hz  {Counts.Of(status.Rounds, "round")}{late}  {Watched(status.Watched)}"));
    }

    /// <summary>What stands out at the moment: the end of the process, a view that stands still, what can't be read; null when nothing does.</summary>
    public static TextLine? Notice(LiveScene scene, int width)
    {
        var line = new TextLine(width);
        if (scene.Status.Ended is { } ended) line.Add($"ENDED: {VisibleText.Of(ended, LongestText)}", Palette.Warning).Add("  ");
        if (scene.Ui.IsPaused) line.Add("PAUSED: the view stands still, sampling goes on; p goes on", Palette.Warning).Add("  ");
        if (scene.Status.Note is { } note) line.Add($"now: {note}", Palette.Heading).Add("  ");
        if (scene.Ui.Order.Filter.Length > 0 && scene.Ui.Typing is null) line.Add($"filter: {VisibleText.Of(scene.Ui.Order.Filter)}", Palette.Heading).Add("  ");
        if (!scene.Subject.Limits.IsEmpty) line.Add($"limited (?): {VisibleText.Of(scene.Subject.Limits[0], LongestText)}", Palette.Warning);
        return line.Left == width ? null : line;
    }

    private static string Watched(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours} h {time.Minutes} min")
        : time.TotalMinutes >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds} s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.Seconds} s");
}
