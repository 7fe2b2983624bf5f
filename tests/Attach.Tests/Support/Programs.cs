using System.Globalization;

namespace RunScope.Testing.Tests.Support;

/// <summary>Where the programs of this machine are that these tests start.</summary>
internal static class Programs
{
    /// <summary>A program's file; null where it isn't installed. The system's own comes before what else the PATH has, such as wrappers of version managers.</summary>
    public static string? Find(string name) =>
        Folders(name).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists) is { } file ? file
        : name == "redis-server" ? Find("redis-check-rdb") // Debian's redis-tools has the server under this name; redis-server adds a service to it.
        : null;

    private static IEnumerable<string> Folders(string name) =>
        (name is "postgres" or "initdb" ? PostgresFolders() : ["/usr/bin", "/bin"]).Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries));

    // Debian keeps each version in a folder of its own, off the PATH: the newest.
    private static IEnumerable<string> PostgresFolders() => !Directory.Exists("/usr/lib/postgresql") ? [] :
        from folder in Directory.GetDirectories("/usr/lib/postgresql")
        orderby double.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0 descending
        select Path.Combine(folder, "bin");
}
