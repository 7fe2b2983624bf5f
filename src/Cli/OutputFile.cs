using RunScope.Testing.Files;

namespace RunScope.Testing.Cli;

/// <summary>Files that the tool is asked to write.</summary>
internal static class OutputFile
{
    /// <summary>Finds out before anything runs what would be found out after an hour.</summary>
    /// <param name="file">The file; null for none.</param>
    /// <param name="otherwise">What follows from it.</param>
    /// <exception cref="RunScopeException">The file can't be written.</exception>
    public static void RequireWritable(string? file, string otherwise = "Nothing was run.")
    {
        if (file is null) return;
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
            if (!Directory.Exists(folder)) throw new RunScopeException($"Cannot write {file}: there is no folder {folder}. Create it, or name another file. {otherwise}");
            if (Directory.Exists(file)) throw new RunScopeException($"Cannot write {file}: it is a folder. Name a file in it. {otherwise}");
            var witness = Path.Combine(folder, ".runscope-" + Guid.NewGuid().ToString("N"));
            File.Create(witness, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new RunScopeException($"Cannot write {file}: {e.Message} {otherwise}", e);
        }
    }

    /// <summary>Writes a file in one step, for this user alone.</summary>
    /// <returns>Why it couldn't be written; null when it was.</returns>
    public static string? TryWrite(string file, Func<string> text)
    {
        try
        {
            AtomicFile.Write(Path.GetFullPath(file), text());
            return null;
        }
        catch (Exception e)
        {
            return $"cannot write {file}: {e.Message}";
        }
    }
}
