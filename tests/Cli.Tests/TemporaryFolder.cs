namespace RunScope.Testing.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder;

    public TemporaryFolder(string? parent = null) =>
        _folder = parent is null ? Directory.CreateTempSubdirectory("runscope-test-") : Directory.CreateDirectory(Path.Combine(parent, "runscope-test-" + Guid.NewGuid().ToString("N")));

    /// <summary>A folder in memory, where no file waits for a disk; an ordinary one where there is none.</summary>
    public static TemporaryFolder InMemory() => new(Directory.Exists("/dev/shm") ? "/dev/shm" : null);

    public string File(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
