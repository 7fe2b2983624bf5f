namespace RunScope.Testing.Analyzers;

/// <summary>Where a rule is explained: a page of the repository, which the package carries too.</summary>
internal static class HelpLink
{
    private const string Page = "docs/analyzers.md";

    // Anchors of Markdown headings are in lower case.
    public static string Of(string id) => $"{Page}#{id.ToLowerInvariant()}";
}
