using System.Reflection;
using RunScope.Testing.Reporting;

namespace RunScope.Testing;

/// <summary>
/// What ran, one line a test, for the closing lines that our build targets print after <c>dotnet test</c>: xUnit v2 shows no output of passing
/// tests there.
/// </summary>
/// <remarks>
/// Each test assembly has files of its own, since several may share a folder and run at the same time. Written while the test has its turn at
/// the gate, or nothing else tells of a test. The targets remove the files before a run.
/// </remarks>
internal static class LastRunFile
{
    private const string ProfiledFile = "profiled";
    private const string SkippedFile = "skipped";
    private const string ReportsFile = "reports";
    private const string AnnotationsFile = "annotations";

    /// <param name="tests">The test assembly.</param>
    /// <param name="test">The test's name.</param>
    /// <param name="reports">The page over all reports; null when this test has none.</param>
    public static void Profiled(Assembly tests, string test, string? reports)
    {
        Append(PathOf(tests, ProfiledFile), test);
        if (reports is not null) Put(PathOf(tests, ReportsFile), OneLine(reports), append: false);
    }

    public static void Skipped(Assembly tests, string reason) => Append(PathOf(tests, SkippedFile), reason);

    /// <summary>A command for the workflow's log: the output of tests doesn't get there, that of the targets does.</summary>
    public static void Annotated(Assembly tests, string command) => Append(PathOf(tests, AnnotationsFile), command);

    // The targets know the assembly by the same name: $(AssemblyName).
    private static string PathOf(Assembly tests, string file) => Path.Combine(ReportFolder.KnownToTargets(tests), $".last-run-{tests.GetName().Name}-{file}");

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
