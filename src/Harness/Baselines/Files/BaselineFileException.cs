namespace RunScope.Testing.Baselines.Files;

/// <summary>A baseline file can't be read or written; it is as it was before.</summary>
internal sealed class BaselineFileException(string message, string file, Exception? innerException = null) : RunScopeException(message, innerException)
{
    /// <summary>The file.</summary>
    public string File { get; } = file;
}
