using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using RunScope.Testing.Analysis;
using RunScope.Testing.Files;
using RunScope.Testing.Reporting;
using RunScope.Testing.Reporting.Html;

namespace RunScope.Testing;

/// <summary>Several limits judged at once, over one run or several, and reports of profiles that a test made itself.</summary>
[StackTraceHidden]
public static class ProfileReports
{
    /// <summary>Holds limits against a profile and says what each met; fails nothing.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="limits">The limits, at least one: the same types as the attributes of a decorated test, also your own. No exit code is asked for unless one of them does.</param>
    /// <param name="test">The name in the verdict; the calling method unless given.</param>
    /// <exception cref="ArgumentException">There is no limit, or one can't be read.</exception>
    public static Verdict Judge(this ProcessProfile profile, IEnumerable<ProfileAssertionAttribute> limits, [CallerMemberName] string test = "") =>
        One(profile).Judge(limits, test);

    /// <summary>Holds limits against several runs of one program, each on the median over the runs, and says what each met; fails nothing.</summary>
    /// <param name="runs">The profiles, at least one.</param>
    /// <param name="limits">The limits, at least one.</param>
    /// <param name="test">The name in the verdict; the calling method unless given.</param>
    /// <exception cref="ArgumentException">There is no run or no limit, or a limit can't be read.</exception>
    public static Verdict Judge(this IReadOnlyCollection<ProcessProfile> runs, IEnumerable<ProfileAssertionAttribute> limits, [CallerMemberName] string test = "")
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(limits);
        return ProfileAssertions.Judged([.. runs], [.. limits], test);
    }

    /// <summary>Holds a profile against limits, writes a report with what each met where one is asked for, and fails when one is missed; the message lists every finding.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="limits">The limits, at least one, of which any may be one of your own.</param>
    /// <param name="report">Where the page is written to, whether a limit is missed or not, as by <c>WriteReport</c>; nowhere when null.</param>
    /// <param name="test">The name in the message; the calling method unless given.</param>
    /// <exception cref="ProfileAssertionException">A limit is missed; the message has every limit, and the report's path.</exception>
    /// <exception cref="ArgumentException">There is no limit, or one can't be read.</exception>
    public static ProcessProfile ShouldKeep(
        this ProcessProfile profile, IEnumerable<ProfileAssertionAttribute> limits, string? report = null, [CallerMemberName] string test = "")
    {
        One(profile).ShouldKeep(limits, report, test);
        return profile;
    }

    /// <summary>Holds several runs of one program against limits, each on the median over the runs; writes and fails as for one run.</summary>
    /// <inheritdoc cref="ShouldKeep(ProcessProfile, IEnumerable{ProfileAssertionAttribute}, string?, string)"/>
    /// <param name="runs">The profiles, at least one.</param>
    /// <param name="limits">The limits, at least one, of which any may be one of your own.</param>
    /// <param name="report">Where the page is written to, whether a limit is missed or not, as by <c>WriteReport</c>; nowhere when null.</param>
    /// <param name="test">The name in the message; the calling method unless given.</param>
    public static void ShouldKeep(
        this IReadOnlyCollection<ProcessProfile> runs, IEnumerable<ProfileAssertionAttribute> limits, string? report = null, [CallerMemberName] string test = "")
    {
        var verdict = runs.Judge(limits, test);
        ProfileAssertions.Enforce(verdict, [.. runs], report is null ? null : runs.WriteReport(report, verdict));
    }

    /// <summary>Writes a profile as a page, with its JSON beside it, and returns the page's full path.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="path">The page, such as <c>reports/load.html</c>, from the current folder; <c>.html</c> is added where it is missing, and missing folders are made.
    /// The profile becomes <c>load.json</c>, a verdict <c>load.verdict.json</c>.</param>
    /// <param name="verdict">What limits met, from <c>Judge</c>; the page shows it.</param>
    /// <param name="test">The page's heading where there is no verdict; the calling method unless given.</param>
    /// <exception cref="RunScopeException">A file can't be written; the message says why.</exception>
    public static string WriteReport(this ProcessProfile profile, string path, Verdict? verdict = null, [CallerMemberName] string test = "") =>
        One(profile).WriteReport(path, verdict, test);

    /// <summary>Writes several runs of one program as one page, with the JSON of each beside it, and returns the page's full path.</summary>
    /// <param name="runs">The profiles, at least one.</param>
    /// <param name="path">The page, as for one profile. The runs become <c>load.json</c>, <c>load.run2.json</c> and so on, a verdict <c>load.verdict.json</c>.</param>
    /// <param name="verdict">What limits met, from <c>Judge</c>; the page shows it.</param>
    /// <param name="test">The page's heading where there is no verdict; the calling method unless given.</param>
    /// <exception cref="RunScopeException">A file can't be written; the message says why.</exception>
    /// <exception cref="ArgumentException">There is no run.</exception>
    public static string WriteReport(this IReadOnlyCollection<ProcessProfile> runs, string path, Verdict? verdict = null, [CallerMemberName] string test = "")
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (runs.Count == 0) throw new ArgumentException("There is no run to report: profile the program at least once.", nameof(runs));
        var page = path.EndsWith(".html", StringComparison.OrdinalIgnoreCase) ? path : path + ".html";
        var stem = page[..^".html".Length];
        ImmutableArray<string> profiles = [.. runs.Select((r, i) => r.SaveJson(ReportWriter.ProfileName(stem, i))).Select(p => Path.GetFileName(p))];
        if (verdict is not null) Write(stem + ".verdict.json", VerdictJson.ToJson(verdict, profiles));
        return Write(page, HtmlReport.Render(new ReportInput(verdict?.Test ?? test, [.. runs], verdict)));
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

    private static ProcessProfile[] One(ProcessProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return [profile];
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
