using System.Collections.Immutable;

namespace RunScope.Testing.Baselines.Files;

/// <summary>Where the sources of a test assembly are, or were when it was built.</summary>
/// <param name="Project">The project's folder on the machine that built it; null when the assembly names none.</param>
/// <param name="Output">The folder of the test assembly, to which baselines are copied.</param>
/// <param name="Mapped">How a deterministic build wrote folders: as <c>/_/</c>, and what each stands for.</param>
internal sealed record SourceFolders(string? Project, string Output, ImmutableArray<(string Written, string Folder)> Mapped)
{
    /// <summary>The path of a source on the machine that built it, as far as it can be known.</summary>
    /// <param name="source">As the compiler wrote it.</param>
    public string PathOf(string source)
    {
        // Built on Windows, perhaps, and run in a container.
        var path = source.Contains('/', StringComparison.Ordinal) ? source : source.Replace('\\', '/');
        foreach (var (written, folder) in Mapped.OrderByDescending(m => m.Written.Length))
        {
            if (written.Length > 0 && path.StartsWith(written, StringComparison.Ordinal)) return Path.Combine(folder, path[written.Length..].TrimStart('/'));
        }

        return path;
    }

    /// <summary>The source on this machine; null when it isn't here.</summary>
    public string? Find(string source)
    {
        var path = PathOf(source);
        if (Path.IsPathFullyQualified(path) && File.Exists(path)) return path;

        // A mapping that nobody told us of (PathMap by hand), or another checkout: the longest end of the path that leads to a file from the project or above it, within the repository.
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var from = 0; from < parts.Length; from++)
        {
            var end = Path.Combine(parts[from..]);
            foreach (var folder in FromProjectUpward())
            {
                if (Path.Combine(folder, end) is var candidate && File.Exists(candidate)) return candidate;
            }
        }

        return null;
    }

    private IEnumerable<string> FromProjectUpward()
    {
        if (!Directory.Exists(Project)) yield break;
        for (var at = Project; at is not null; at = Path.GetDirectoryName(at))
        {
            yield return at;
            if (Path.Exists(Path.Combine(at, ".git"))) yield break;
        }
    }
}
