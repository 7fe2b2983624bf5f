using RunScope.Testing.Conditions;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests;

/// <summary>The table of docs/where-it-runs.md says what the tests expect, which the ordinary run holds the condition program against.</summary>
public sealed class DocumentTests
{
    [Fact]
    public void The_document_says_what_is_tested()
    {
        var rows = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "where-it-runs.md"))
            .SkipWhile(l => !l.StartsWith("| where |", StringComparison.Ordinal)).Skip(2).TakeWhile(l => l.StartsWith('|'))
            .Select(l => l.Split('|', StringSplitOptions.TrimEntries)[1..^1]).ToDictionary(r => r[0], r => r[1..]);
        rows.ShouldNotBeEmpty();

        foreach (var where in Surroundings.All)
        {
            var row = rows[TableRows.Rows.Single(r => r.File == where.Name).Title];
            foreach (var ((check, column), cell) in TableRows.Columns.Zip(row))
                Words(check, where.Outcomes.GetValueOrDefault(check) ?? Surroundings.OfOrdinaryUser[check]).ShouldContain(cell, $"{where.Name}, {column}");
        }
    }

    private static string[] Words(string check, string outcome) => (check, outcome) switch
    {
        ("nothing-left", "full") => ["nothing"],
        (_, "full") => ["full"],
        (_, "reduced") => ["no calls", "less"],
        (_, "absent") => ["none there"],
        _ => ["error"],
    };
}
