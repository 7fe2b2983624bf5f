using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace RunScope.Testing.Tests;

public sealed partial class DocumentTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "analyzers.md"));

    public static TheoryData<string> Ids() => [.. Rules.Descriptors.Select(d => d.Id)];

    [Fact]
    public void The_page_has_exactly_the_rules_that_there_are() =>
        Section().Matches(Page).Select(s => s.Groups["id"].Value).ShouldBe(Rules.Descriptors.Select(d => d.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_example_of_a_rule_says_what_the_page_says(string id)
    {
        var rule = Rules.Descriptors.Single(d => d.Id == id);
        var section = Section().Matches(Page).Single(s => s.Groups["id"].Value == id);
        var hasFix = Rules.Fixes.Any(f => f.FixableDiagnosticIds.Contains(id));

        section.Groups["title"].Value.ShouldBe(rule.Title.ToString());
        section.Groups["severity"].Value.ShouldBe((rule.DefaultSeverity == DiagnosticSeverity.Info ? "Suggestion" : rule.DefaultSeverity.ToString()) + (hasFix ? ", with a fix" : ""));
        rule.HelpLinkUri.ShouldBe($"docs/analyzers.md#{id.ToLowerInvariant()}");
        rule.Description.ToString().ShouldNotBeEmpty();

        var example = section.Groups["example"].Value;
        var found = await Code.AnalyzeTestsAsync(example);
        found.ShouldHaveSingleItem().Id.ShouldBe(id);
        section.Groups["message"].Value.ShouldBe(found[0].GetMessage());
    }

    [GeneratedRegex(@"^## (?<id>RSCOPE\d+)\n\n(?<title>[^*]+)\. \*(?<severity>[^*]+)\.\*\n.*?```cs\n(?<example>.*?)```\n\n```text\n(?<message>.*?)\n```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Section();
}
