using System.Diagnostics;
using System.Runtime.CompilerServices;
using RunScope.Testing.Analysis;
using RunScope.Testing.Assertions;
using RunScope.Testing.Reporting;
using RunScope.Testing.Reporting.Html;

namespace RunScope.Testing;

/// <summary>Reports of profiles that a test made itself, and several limits judged at once.</summary>
[StackTraceHidden]
public static class ProfileReports
{
    /// <summary>Holds limits against a profile and says what each met; fails nothing.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="limits">The limits: the same types as the attributes of a decorated test. No exit code is asked for unless one of them does.</param>
    /// <param name="test">The name in the verdict; the calling method unless given.</param>
    /// <exception cref="ArgumentException">A limit can't be read.</exception>
    public static Verdict Judge(this ProcessProfile profile, IReadOnlyList<ProfileAssertionAttribute> limits, [CallerMemberName] string test = "")
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(limits);
        var problems = Limits.Problems(limits);
        return problems.IsEmpty ? Limits.Judge(test, [profile], limits) : throw new ArgumentException(string.Join('\n', problems));
    }

    /// <summary>Holds a profile against several limits, writes a report with what each met, and fails when one is missed; the message lists every finding.</summary>
    /// <inheritdoc cref="Judge"/>
    /// <param name="profile">The profile.</param>
    /// <param name="limits">The limits, of which any may be one of your own.</param>
    /// <param name="report">Where the page is written to, whether a limit is missed or not, as by <see cref="WriteReport"/>; nowhere when null.</param>
    /// <param name="test">The name in the message; the calling method unless given.</param>
    /// <exception cref="ProfileAssertionException">A limit is missed; the message has every limit, and the report's path.</exception>
    public static ProcessProfile ShouldKeep(
        this ProcessProfile profile, IEnumerable<ProfileAssertionAttribute> limits, string? report = null, [CallerMemberName] string test = "")
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(limits);
        ProfileAssertions.Check([profile], [.. limits], test, verdict => report is null ? null : profile.WriteReport(report, verdict));
        return profile;
    }

    /// <summary>Writes a profile as a page, with its JSON beside it, and returns the page's full path.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="path">The page, such as <c>reports/load.html</c>, from the current folder; <c>.html</c> is added where it is missing, and missing folders are made.
    /// The profile becomes <c>load.json</c>, a verdict <c>load.verdict.json</c>.</param>
    /// <param name="verdict">What limits met, from <see cref="Judge"/>; the page shows it.</param>
    /// <param name="test">The page's heading where there is no verdict; the calling method unless given.</param>
    /// <exception cref="RunScopeException">A file can't be written; the message says why.</exception>
    public static string WriteReport(this ProcessProfile profile, string path, Verdict? verdict = null, [CallerMemberName] string test = "")
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var page = path.EndsWith(".html", StringComparison.OrdinalIgnoreCase) ? path : path + ".html";
        var stem = page[..^".html".Length];
        var json = SaveJson(profile, stem + ".json");
        if (verdict is not null) Write(stem + ".verdict.json", VerdictJson.ToJson(verdict, [Path.GetFileName(json)]));
        return Write(page, HtmlReport.Render(new ReportInput(verdict?.Test ?? test, [profile], verdict)));
    }

    /// <summary>Writes a profile as JSON, as <see cref="ProfileJson"/> reads it, and returns the file's full path.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="path">The file, from the current folder; missing folders are made.</param>
    /// <exception cref="RunScopeException">The file can't be written; the message says why.</exception>
    public static string SaveJson(this ProcessProfile profile, string path)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return Write(path, ProfileJson.ToJson(profile));
    }

    private static string Write(string path, string text)
    {
        try
        {
            var full = Path.GetFullPath(path);
            AtomicFile.CreateFolder(Path.GetDirectoryName(full)!);
            AtomicFile.Write(full, text);
            return full;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new RunScopeException($"Cannot write {VisibleText.Of(path, 4096)}: {e.Message.TrimEnd('.')}. Make room there, make it writable for this user, or name another file.", e);
        }
    }
}
