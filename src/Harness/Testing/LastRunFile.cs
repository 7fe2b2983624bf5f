using RunScope.Testing.Reporting;

namespace RunScope.Testing;

/// <summary>
/// What ran, one line a test, for the closing line that our build targets print after <c>dotnet test</c>: xUnit v2 shows no output of passing
/// tests there.
/// </summary>
/// <remarks>Written while the test has its turn at the gate, so that lines of several processes never mix. The targets remove the files before a run.</remarks>
internal static class LastRunFile
{
    private const string ProfiledFile = ".last-run-profiled";
    private const string SkippedFile = ".last-run-skipped";

    public static void Profiled(string folder, string test) => Append(Path.Combine(folder, ProfiledFile), test);

    public static void Skipped(string folder, string reason) => Append(Path.Combine(folder, SkippedFile), reason);

    private static void Append(string path, string text)
    {
        var line = $"{string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c))}\n";
        try
        {
            AtomicFile.CreateFolder(Path.GetDirectoryName(path)!);
            File.AppendAllText(path, line);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Only the closing line lacks this test; where the report itself couldn't be written, the test's output says so.
        }
    }
}
