using System.Collections.Immutable;
using RunScope.Testing.Reporting.Markdown;

namespace RunScope.Testing.Cli.Compare;

/// <summary>All that was compared as Markdown, for a comment on a change or the summary of a job.</summary>
internal static class CompareMarkdown
{
    private const int Longest = 600;

    public static string Of(ImmutableArray<Compared> all, ImmutableArray<string> notes) =>
        string.Join('\n', all.Select(c => ComparisonMarkdown.Of(c.Name, c.Comparison)))
        + (notes.IsEmpty ? "" : "\n" + string.Concat(notes.Select(n => $"- {MarkdownText.Of(n, Longest)}\n")));
}
