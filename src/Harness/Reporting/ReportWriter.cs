using System.Collections.Immutable;
using System.Globalization;
using RunScope.Testing.Files;
using RunScope.Testing.Reporting.Html;

namespace RunScope.Testing.Reporting;

/// <summary>Puts a report into a folder: the page, the profile of each run, and the verdict.</summary>
/// <remarks>A report that can't be written never fails a test: the result says in words what is missing and why.</remarks>
internal static class ReportWriter
{
    /// <param name="input">What to report.</param>
    /// <param name="folder">Where to; made when it's missing.</param>
    /// <param name="fileStem">The files' name without an ending; made safe by <see cref="FileStem"/>, so a test's name will do.</param>
    public static ReportFiles Write(ReportInput input, string folder, string fileStem)
    {
        var stem = FileStem.From(fileStem);
        try
        {
            folder = Path.GetFullPath(folder);
            AtomicFile.CreateFolder(folder);
        }
        catch (Exception e) when (IsAboutFiles(e))
        {
            return new ReportFiles(null, null, Problem("make the report folder", folder, e));
        }

        var profiles = input.Runs.Select((_, run) => ProfileName(stem, run)).ToImmutableArray();
        var problems = new List<string>();
        var html = TryWrite(Path.Combine(folder, stem + ".html"), () => HtmlReport.Render(input), problems);
        var json = profiles.Select((name, run) => TryWrite(Path.Combine(folder, name), () => ProfileJson.ToJson(input.Runs[run]), problems)).ToArray();
        if (input.Verdict is { } verdict)
            TryWrite(Path.Combine(folder, stem + ".verdict.json"), () => VerdictJson.ToJson(verdict, profiles, input.Configuration), problems);

        return new ReportFiles(html, json[0], problems.FirstOrDefault());
    }

    /// <summary>The file of a run's profile, the first of which has number 0.</summary>
    public static string ProfileName(string stem, int run) =>
        run == 0 ? stem + ".json" : string.Create(CultureInfo.InvariantCulture, $"{stem}.run{run + 1}.json");

    private static string? TryWrite(string path, Func<string> draw, List<string> problems)
    {
        string text;
        try
        {
            text = draw();
        }
        catch (Exception e)
        {
            // Whatever drawing may trip over, the test's own result is worth more than its report.
            problems.Add($"Cannot draw the report {path}: {e.GetType().Name}: {e.Message} The other files of the report aren't affected by it.");
            return null;
        }

        try
        {
            AtomicFile.Write(path, text);
            return path;
        }
        catch (Exception e) when (IsAboutFiles(e))
        {
            problems.Add(Problem("write the report", path, e));
            return null;
        }
    }

    private static bool IsAboutFiles(Exception e) => e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    private static string Problem(string tried, string path, Exception e) =>
        $"Cannot {tried} {path}: {e.Message.TrimEnd('.')}. Make room there, make it writable for this user, or choose another report folder.";
}
