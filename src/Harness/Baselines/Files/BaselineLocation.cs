using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Files;

namespace RunScope.Testing.Baselines.Files;

/// <summary>Where the baseline file of a test case is, or would be.</summary>
/// <param name="Test">The test's unmistakable name.</param>
/// <param name="File">The file to read: the one that is there, else the one that would be.</param>
/// <param name="Tried">The folders in which it was looked for, in that order.</param>
/// <param name="Unwritable">Why nothing can be accepted here, as a sentence; null when it can.</param>
internal sealed record BaselineLocation(string Test, string File, ImmutableArray<string> Tried, string? Unwritable)
{
    /// <summary>The folder beside a source unless something else is said.</summary>
    public const string DefaultFolder = "Baselines";

    /// <summary>Whether the file is there.</summary>
    public bool Exists => System.IO.File.Exists(File);

    /// <summary>What was looked for and where, as a sentence.</summary>
    public string Missing => $"There is no {Path.GetFileName(File)} in {string.Join(" or ", Tried)}.";

    /// <summary>The file to which jobs are added.</summary>
    /// <exception cref="BaselineFileException">The folder beside the source isn't on this machine.</exception>
    public string Writable => Unwritable is null ? File : throw new BaselineFileException($"Cannot accept a baseline for {VisibleText.Of(Test)}: {Unwritable}", File);

    /// <param name="folders">Where the test assembly comes from.</param>
    /// <param name="sourceFile">The source of the declaration, as the compiler wrote it.</param>
    /// <param name="declared">The folder that the declaration names, relative to the source's; null when it names none.</param>
    /// <param name="configured">The folder that the configuration names, relative to the project's; null when it names none.</param>
    /// <param name="test">The test's unmistakable name: <c>Class.Method</c> with its row.</param>
    public static BaselineLocation Of(SourceFolders folders, string sourceFile, string? declared, string? configured, string test)
    {
        var name = FileStem.From(test) + BaselineFiles.Ending;
        if (Beside(folders, sourceFile, declared, configured) is { } folder) return new BaselineLocation(test, Path.Combine(folder, name), [folder], null);

        // The sources aren't here: the tests were published, or built on another machine. Beside a source that is here no copy counts: it may be of a baseline that is gone.
        ImmutableArray<string> copies = [.. Copies(folders, sourceFile, declared, configured).Distinct()];
        var found = copies.FirstOrDefault(c => System.IO.File.Exists(Path.Combine(c, name)), copies[0]);
        return new BaselineLocation(test, Path.Combine(found, name), copies, WhyUnwritable(folders, sourceFile, declared, configured));
    }

    private static string? Beside(SourceFolders folders, string sourceFile, string? declared, string? configured)
    {
        if (declared is null && configured is not null)
            return Path.IsPathFullyQualified(configured) ? configured : Directory.Exists(folders.Project) ? Path.GetFullPath(configured, folders.Project) : null;
        if (declared is not null && Path.IsPathFullyQualified(declared)) return declared;
        return folders.Find(sourceFile) is { } source ? Path.GetFullPath(declared ?? DefaultFolder, Path.GetDirectoryName(source)!) : null;
    }

    /// <summary>Where our build targets copy baselines, by the same relative path.</summary>
    private static IEnumerable<string> Copies(SourceFolders folders, string sourceFile, string? declared, string? configured)
    {
        if (declared is null && configured is not null)
        {
            yield return Path.GetFullPath(configured, folders.Output);
            yield break;
        }

        var folder = Path.GetDirectoryName(folders.PathOf(sourceFile)) ?? "";
        var relative = folders.Project is null ? folder : Path.GetRelativePath(folders.Project, folder);
        if (!Path.IsPathFullyQualified(relative) && !relative.StartsWith("..", StringComparison.Ordinal))
        {
            yield return Path.GetFullPath(Path.Combine(relative, declared ?? DefaultFolder), folders.Output);
            yield break;
        }

        // A source that isn't under the project as we know it: the longest end of its path first, and at last the folder itself, to which those of linked sources are copied.
        var parts = folder.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var from = 0; from <= parts.Length; from++)
        {
            var candidate = Path.GetFullPath(Path.Combine([.. parts[from..], declared ?? DefaultFolder]), folders.Output);
            if (from == parts.Length || Directory.Exists(candidate)) yield return candidate;
        }
    }

    private static string WhyUnwritable(SourceFolders folders, string sourceFile, string? declared, string? configured)
    {
        if (declared is null && configured is not null) return $"the configured folder {configured} is relative to the project's folder, {folders.Project ?? "which the test assembly doesn't name"}, and that isn't on this machine. {Elsewhere}";
        return sourceFile.Length == 0
            ? $"the declaration doesn't say in which source it stands. Name a folder in Baselines, or let the compiler fill in sourceFile. {Elsewhere}"
            : $"its source {VisibleText.Of(sourceFile, 300)} isn't on this machine, nor is it below the project's folder, {folders.Project ?? "which the test assembly doesn't name"}. {Elsewhere}";
    }

    private const string Elsewhere = "Accept it where the tests are built, or collect the .received.json file and accept that there.";
}
