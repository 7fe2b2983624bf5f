namespace RunScope.Testing.Bench.Soak;

/// <summary>A temporary folder and a runtime folder that nobody else writes into, until disposed: whatever is left in them is ours.</summary>
internal sealed class OwnFolders : IDisposable
{
    private static readonly string[] Names = ["TMPDIR", "XDG_RUNTIME_DIR"];
    private readonly string?[] _before = [.. Names.Select(Environment.GetEnvironmentVariable)];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("soak-");

    internal OwnFolders()
    {
        foreach (var name in Names) Environment.SetEnvironmentVariable(name, _folder.CreateSubdirectory(name).FullName);
    }

    /// <summary>The files and folders in them; the lock file of the run gate stays, and is one.</summary>
    internal int Entries => Directory.GetFileSystemEntries(_folder.FullName, "*", SearchOption.AllDirectories).Length - Names.Length;

    public void Dispose()
    {
        for (var i = 0; i < Names.Length; i++) Environment.SetEnvironmentVariable(Names[i], _before[i]);
        _folder.Delete(recursive: true);
    }
}
