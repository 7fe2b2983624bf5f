using RunScope.Testing.Hosting;

namespace RunScope.Testing.Bench;

/// <summary>Makes the front door take another recorder than it would, until disposed.</summary>
internal sealed class ChosenRecorder : IDisposable
{
    private readonly string? _before = Environment.GetEnvironmentVariable(RecorderProgram.FolderVariable);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("runscope-bench-");

    private ChosenRecorder()
    {
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory, "RunScope.Testing.Record*")) File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));
        Environment.SetEnvironmentVariable(RecorderProgram.FolderVariable, _folder.FullName);
    }

    /// <summary>The managed one, from a folder in which there is no other.</summary>
    internal static ChosenRecorder Managed() => new();

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(RecorderProgram.FolderVariable, _before);
        _folder.Delete(recursive: true);
    }
}
