namespace RunScope.Testing;

/// <summary>Whether a workload can be started in a folder.</summary>
internal static class WorkingDirectory
{
    /// <summary>What keeps a workload from starting there, and what to do; null when nothing does. <see cref="Directory.Exists"/> takes what it may not look at for missing.</summary>
    public static string? Problem(string path)
    {
        try
        {
            return File.GetAttributes(path).HasFlag(FileAttributes.Directory) ? null : "is not a directory. Name the one that it is in";
        }
        catch (UnauthorizedAccessException)
        {
            return $"can't be looked at by {Environment.UserName}, because a directory above it may not be entered (chmod +x lets everybody). Permit it";
        }
        catch (IOException)
        {
            return "does not exist. Create it first";
        }
    }
}
