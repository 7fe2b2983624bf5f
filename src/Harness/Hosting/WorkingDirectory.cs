using System.Globalization;
using RunScope.Testing.Interop;

namespace RunScope.Testing;

/// <summary>Whether a workload can be started in a directory.</summary>
internal static class WorkingDirectory
{
    /// <summary>What keeps it from being started there, and what to do; null when nothing does. <see cref="Directory.Exists"/> takes for missing what this user may not reach.</summary>
    public static string? Problem(string path)
    {
        try
        {
            if (!File.GetAttributes(path).HasFlag(FileAttributes.Directory)) return "is not a directory. Name the one that it is in";
            return Unistd.MayExecute(path) ? null : NoPermission;
        }
        catch (UnauthorizedAccessException)
        {
            return NoPermission;
        }
        catch (IOException)
        {
            return "does not exist. Create it first";
        }
    }

    private static string NoPermission => string.Create(CultureInfo.InvariantCulture, $"may not be entered by user {Unistd.EffectiveUser}: it, or a directory above it, gives no search permission. Give it (chmod +x)");
}
