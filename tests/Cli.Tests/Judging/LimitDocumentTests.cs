using System.Text.RegularExpressions;
using RunScope.Testing.Cli.Judging;

namespace RunScope.Testing.Tests;

public sealed partial class LimitDocumentTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Root(AppContext.BaseDirectory), "docs", "command-line.md"));

    [Fact]
    public void The_documents_table_names_every_metric_and_no_other()
    {
        var cells = TableRow().Matches(Document).Select(m => m.Groups[1].Value);

        cells.SelectMany(c => Code().Matches(c)).Select(m => m.Groups[1].Value).Where(n => !n.Contains('+', StringComparison.Ordinal)).ShouldBe(LimitMetrics.Names, ignoreOrder: true);
    }

    [Fact]
    public void Every_limit_in_the_document_can_be_given()
    {
        var limits = Limit().Matches(Document).Select(m => m.Groups[1].Value).ToList();

        limits.Count.ShouldBeGreaterThan(4);
        foreach (var limit in limits) LimitMetrics.TryMake(limit, out _, out var problem).ShouldBeTrue($"{limit} {problem}");
    }

    private static string Root(string folder) => File.Exists(Path.Combine(folder, "RunScope.Testing.sln")) ? folder : Root(Path.GetDirectoryName(folder)!);

    // A row whose last column is an attribute.
    [GeneratedRegex(@"^\| (`.*?) \| .* \| (?:`\[.*|of the same name) \|$", RegexOptions.Multiline)]
    private static partial Regex TableRow();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"['`]([A-Z]\w+(?:\+\w+)?(?:\[[^\]]+\])?[<>]=[\d.]+(?:%|[a-zA-Z]+)?)['`]")]
    private static partial Regex Limit();
}
