namespace RunScope.Testing.Tests.Support;

/// <summary>A folder of a test's own.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("harness-tests-").FullName;

    /// <summary>Writes a file and makes it executable, or not.</summary>
    public string Write(string name, string text, bool executable = true)
    {
        var file = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | (executable ? UnixFileMode.UserExecute : 0));
        return file;
    }

    /// <summary>What is in it but the run lock, which stays on purpose: whoever removed it could let two test processes profile at once.</summary>
    public IEnumerable<string> Left(string pattern = "*") => Directory.EnumerateFileSystemEntries(Path, pattern).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
