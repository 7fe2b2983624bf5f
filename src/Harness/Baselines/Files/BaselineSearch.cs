namespace RunScope.Testing.Baselines.Files;

/// <summary>Finds baseline files below a folder. Copies in the output of builds aren't among them: they are changed by the next build.</summary>
internal static class BaselineSearch
{
    private static readonly HashSet<string> PassedOver = new(["bin", "obj", "node_modules"], StringComparer.Ordinal);

    // Links to folders may lead in circles.
    private static readonly EnumerationOptions NoLinks = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>The files with an ending, sorted by their path.</summary>
    /// <param name="folder">Where to begin; its own name may be any.</param>
    /// <param name="ending"><see cref="BaselineFiles.Ending"/> or <see cref="BaselineFiles.ReceivedEnding"/>.</param>
    public static IReadOnlyList<string> Below(string folder, string ending)
    {
        var found = new List<string>();
        var folders = new Stack<string>([folder]);
        while (folders.TryPop(out var at))
        {
            found.AddRange(Directory.EnumerateFiles(at, "*" + ending, NoLinks));
            foreach (var below in Directory.EnumerateDirectories(at, "*", NoLinks))
            {
                if (Path.GetFileName(below) is var name && name[0] != '.' && !PassedOver.Contains(name)) folders.Push(below);
            }
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }
}
