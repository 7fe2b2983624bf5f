using RunScope.Testing.Reporting;

namespace RunScope.Testing;

/// <summary>
/// What ran, one line a test, for the closing lines that our build targets print after <c>dotnet test</c>: xUnit v2 shows no output of passing
/// tests there.
/// </summary>
/// <remarks>Written while the test has its turn at the gate, so that lines of several processes never mix. The targets remove the files before a run.</remarks>
internal static class LastRunFile
{
    private const string ProfiledFile = ".last-run-profiled";
    private const string SkippedFile = ".last-run-skipped";
    private const string ReportsFile = ".last-run-reports";
    private const string AnnotationsFile = ".last-run-annotations";

    /// <param name="folder">Where the targets look.</param>
    /// <param name="test">The test's name.</param>
    /// <param name="reports">The page over all reports; null when this test has none.</param>
    public static void Profiled(string folder, string test, string? reports)
    {
        Append(Path.Combine(folder, ProfiledFile), test);
        if (reports is not null) Put(Path.Combine(folder, ReportsFile), OneLine(reports), append: false);
    }

    public static void Skipped(string folder, string reason) => Append(Path.Combine(folder, SkippedFile), reason);

    /// <summary>A command for the workflow's log: the output of tests doesn't get there, that of the targets does.</summary>
    public static void Annotated(string folder, string command) => Append(Path.Combine(folder, AnnotationsFile), command);

    private static void Append(string path, string text) => Put(path, $"{OneLine(text)}\n", append: true);

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    private static void Put(string path, string text, bool append)
    {
        try
        {
            AtomicFile.CreateFolder(Path.GetDirectoryName(path)!);
            if (append) File.AppendAllText(path, text);
            else File.WriteAllText(path, text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Only the closing lines lack this test; where the report itself couldn't be written, the test's output says so.
        }
    }
}
