using System.Reflection;
using System.Text;
using RunScope.Testing.Files;
using RunScope.Testing.Interop;

namespace RunScope.Testing;

/// <summary>
/// What ran, one line a test, for the closing lines that our build targets print after <c>dotnet test</c>: xUnit v2 shows no output of passing
/// tests there.
/// </summary>
/// <remarks>
/// Each test assembly has files of its own, since several may share a folder and run at the same time. Written while the test has its turn at
/// the gate, or nothing else tells of a test. The targets remove the files before a run. As reports they are for their owner alone, and no link
/// that stands in their place is followed.
/// </remarks>
internal sealed class LastRunFile(string folder, string assembly)
{
    private const uint OwnerReadsAndWrites = 0x180;

    private const string ProfiledFile = "profiled";
    private const string InconclusiveFile = "inconclusive";
    private const string SkippedFile = "skipped";
    private const string ReportsFile = "reports";
    private const string AnnotationsFile = "annotations";

    /// <summary>The files of a test assembly, where the targets look for them.</summary>
    public static LastRunFile Of(Assembly tests) => new(ReportFolder.KnownToTargets(tests), tests.GetName().Name ?? "");

    /// <param name="test">The test's name.</param>
    /// <param name="reports">The page over all reports; null when this test has none.</param>
    public void Profiled(string test, string? reports)
    {
        Append(PathOf(ProfiledFile), test);
        if (reports is not null) Try(() => AtomicFile.Write(PathOf(ReportsFile), OneLine(reports)));
    }

    /// <summary>A test that passed although nothing could be concluded, which a runner shows nowhere.</summary>
    public void Inconclusive(string test) => Append(PathOf(InconclusiveFile), test);

    public void Skipped(string reason) => Append(PathOf(SkippedFile), reason);

    /// <summary>A command for the workflow's log: the output of tests doesn't get there, that of the targets does.</summary>
    public void Annotated(string command) => Append(PathOf(AnnotationsFile), command);

    // The targets know the assembly by the same name: $(AssemblyName).
    private string PathOf(string file) => Path.Combine(folder, $".last-run-{assembly}-{file}");

    private static void Append(string path, string text) => Try(() =>
    {
        AtomicFile.CreateFolder(Path.GetDirectoryName(path)!);
        var line = $"{OneLine(text)}\n";
        if (OperatingSystem.IsLinux()) AppendPrivately(path, line);
        else File.AppendAllText(path, line);
    });

    private static void AppendPrivately(string path, string line)
    {
        // The library can't be told to follow no link. Not blocking: the name may be that of a pipe.
        const int Flags = Unistd.O_WRONLY | Unistd.O_CREAT | Unistd.O_APPEND | Unistd.O_NONBLOCK;
        using var file = new FileDescriptor(Unistd.TryOpen(CString.From(path), Flags | Unistd.O_NOFOLLOW, OwnerReadsAndWrites));
        if (file.IsInvalid) throw new LinuxException("open", -file.Number, path);
        Unistd.Write(file.Number, Encoding.UTF8.GetBytes(line));
    }

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or LinuxException)
        {
            // Only the closing lines lack this test; where the report itself couldn't be written, the test's output says so.
        }
    }
}
