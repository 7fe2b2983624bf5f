namespace RunScope.Testing.Tests;

/// <summary>The documents of this repository, and the sources that they quote.</summary>
internal static class Documents
{
    public static string Root { get; } = FindRoot();

    /// <summary>Their paths, counted from the root.</summary>
    public static IEnumerable<string> All =>
        Directory.EnumerateFiles(Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(f => Path.GetRelativePath(Root, f))
            .Order(StringComparer.Ordinal);

    public static string Read(string document) => File.ReadAllText(Path.Combine(Root, document));

    /// <summary>The code blocks of a language.</summary>
    public static IEnumerable<string> Blocks(string document, string language) =>
        Read(document).Split($"```{language}\n").Skip(1).Select(part => part[..part.IndexOf("```", StringComparison.Ordinal)]);

    /// <summary>The C# files under some folders, without what builds make.</summary>
    public static IEnumerable<string> Sources(params string[] folders) =>
        folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(f => !f.Contains("/obj/") && !f.Contains("/bin/"))
            .Select(File.ReadAllText);

    /// <summary>The name that a heading is linked by: lower case, without punctuation, spaces as hyphens (as GitHub and GitLab do).</summary>
    public static string Anchor(string heading) =>
        new([.. heading.Trim().ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_').Select(c => c == ' ' ? '-' : c)]);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RunScope.Testing.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
