using System.Text;

namespace RunScope.Testing;

/// <summary>What ran, one line a test, for the closing line that our build targets print after <c>dotnet test</c>: xUnit v2 shows no output of passing tests there.</summary>
/// <remarks>Written while the test has its turn at the gate, so that lines of several processes never mix. The targets remove the file before a run.</remarks>
internal static class LastRunFile
{
    public const string FileName = ".last-run";

    public static void Profiled(string folder, string test) => Append(folder, "profiled", test);

    public static void Skipped(string folder, string reason) => Append(folder, "skipped", reason);

    private static void Append(string folder, string kind, string text)
    {
        var line = $"{kind}\t{string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c))}\n";
        try
        {
            Directory.CreateDirectory(folder);
            File.AppendAllText(Path.Combine(folder, FileName), line, Encoding.UTF8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Only the closing line lacks this test; where the report itself couldn't be written, the test's output says so.
        }
    }
}
