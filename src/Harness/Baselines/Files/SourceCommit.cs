using System.Text;
using RunScope.Testing.Files;

namespace RunScope.Testing.Baselines.Files;

/// <summary>The commit of the sources, read from the repository's files: git needn't be there, and nothing is run.</summary>
internal static class SourceCommit
{
    private const int LongestRef = 4096;
    private const int LongestPacked = 64 << 20;
    private const int DeepestLink = 5;

    /// <summary>Where CI systems say which commit they build: a checkout may be of a merge that exists nowhere else.</summary>
    private static readonly string[] Variables = ["GITHUB_SHA", "CI_COMMIT_SHA", "BUILD_SOURCEVERSION"];

    /// <param name="folder">A folder of the sources.</param>
    /// <param name="variable">Gives an environment variable.</param>
    /// <returns>40 or 64 hexadecimal digits; null where there is no repository, no commit yet, or it can't be told.</returns>
    public static string? Of(string folder, Func<string, string?> variable) =>
        Variables.Select(v => Hash(variable(v))).FirstOrDefault(h => h is not null) ?? OfRepository(folder);

    private static string? OfRepository(string folder)
    {
        try
        {
            for (var at = Path.GetFullPath(folder); at is not null; at = Path.GetDirectoryName(at))
            {
                var git = Path.Combine(at, ".git");
                if (Directory.Exists(git)) return Resolve(git, "HEAD", 0);
                if (Line(git) is { } link && link.StartsWith("gitdir:", StringComparison.Ordinal)) return Resolve(Path.GetFullPath(link["gitdir:".Length..].Trim(), at), "HEAD", 0);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A repository that can't be read tells no commit.
        }

        return null;
    }

    private static string? Resolve(string git, string name, int depth)
    {
        // The files of a worktree hold its own HEAD; branches are in the repository that it belongs to.
        var common = Line(Path.Combine(git, "commondir")) is { } shared ? Path.GetFullPath(shared, git) : git;
        if ((Line(Path.Combine(git, name)) ?? Line(Path.Combine(common, name))) is not { } content) return Packed(common, name);
        if (!content.StartsWith("ref:", StringComparison.Ordinal)) return Hash(content);

        var target = content["ref:".Length..].Trim();
        return depth < DeepestLink && target.StartsWith("refs/", StringComparison.Ordinal) && !target.Split('/').Contains("..") ? Resolve(git, target, depth + 1) : null;
    }

    private static string? Packed(string common, string name)
    {
        if (RegularFile.TryRead(Path.Combine(common, "packed-refs"), LongestPacked) is not { } packed) return null;
        var entry = Encoding.UTF8.GetString(packed).Split('\n').FirstOrDefault(l => l.TrimEnd().EndsWith(" " + name, StringComparison.Ordinal) && l[0] != '#');
        return Hash(entry?.Split(' ')[0]);
    }

    private static string? Line(string path) =>
        Directory.Exists(path) || RegularFile.TryRead(path, LongestRef) is not { } text ? null : Encoding.UTF8.GetString(text).Split('\n')[0].Trim();

    private static string? Hash(string? text) => text?.Trim() is { Length: 40 or 64 } hash && hash.All(char.IsAsciiHexDigit) ? hash.ToLowerInvariant() : null;
}
