using System.Text.RegularExpressions;

namespace RunScope.Testing.Tests;

/// <summary>What docs/troubleshooting.md answers is what the code says: each heading quotes a text that stands in the sources.</summary>
public partial class TroubleshootingTests
{
    private static readonly string All = string.Join('\n', Documents.Sources("src").Select(Joined));

    public static TheoryData<string> Quotes =>
        [.. Heading().Matches(Documents.Read("docs/troubleshooting.md")).SelectMany(h => Quoted().Matches(h.Groups[1].Value)).Select(q => q.Groups[1].Value)];

    [Theory, MemberData(nameof(Quotes))]
    public void The_quoted_text_is_what_the_code_says(string text)
    {
        var parts = text.Split('…', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

        parts.ShouldNotBeEmpty();
        parts.ShouldAllBe(part => All.Contains(part));
    }

    // A text that is written over several lines, as one; quotation marks as they are printed.
    private static string Joined(string source) => Break().Replace(source, "").Replace("\\\"", "\"");

    [GeneratedRegex(@"^### (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex("\"\\s*\\+\\s*\\$?\"")]
    private static partial Regex Break();
}
