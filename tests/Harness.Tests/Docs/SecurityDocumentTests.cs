using System.Text.RegularExpressions;

namespace RunScope.Testing.Tests;

/// <summary>SECURITY.md names for each attack the tests that cover it: those that are there.</summary>
public partial class SecurityDocumentTests
{
    public static TheoryData<string, string> Named
    {
        get
        {
            var named = new TheoryData<string, string>();
            foreach (var line in Documents.Read("SECURITY.md").Split('\n').Where(l => l.StartsWith('|')))
            {
                var file = "";
                foreach (Match word in Quoted().Matches(line))
                {
                    if (word.Groups["file"].Success) file = word.Groups["file"].Value;
                    else if (word.Groups["test"].Success && file.Length > 0) named.Add(file, word.Groups["test"].Value);
                }
            }

            return named;
        }
    }

    [Theory, MemberData(nameof(Named))]
    public void A_test_that_the_page_names_is_there(string file, string test)
    {
        var path = Path.Combine(Documents.Root, file);

        File.Exists(path).ShouldBeTrue();
        Regex.IsMatch(File.ReadAllText(path), $@"^    public .*\b{test}\(", RegexOptions.Multiline).ShouldBeTrue($"{file} has no test {test}");
    }

    [Fact]
    public void Every_attack_that_is_covered_names_a_test_and_every_other_says_that_it_is_not_defended()
    {
        var rows = Documents.Read("SECURITY.md").Split('\n').SkipWhile(l => !l.StartsWith("| What could be tried", StringComparison.Ordinal)).Skip(2).TakeWhile(l => l.StartsWith('|'))
            .Where(l => !l.StartsWith("| **", StringComparison.Ordinal)).ToList();

        rows.Count.ShouldBeGreaterThan(20);
        rows.ShouldAllBe(row => Quoted().Matches(row).Any(m => m.Groups["test"].Success) || row.Contains("not defended", StringComparison.Ordinal));
        Named.Count.ShouldBeGreaterThan(rows.Count);
    }

    // A file of tests, or a test by the sentence that is its name.
    [GeneratedRegex("`(?:(?<file>tests/[^`]+\\.cs)|(?<test>(?=\\w*[a-z])[A-Z]\\w*_\\w+))`")]
    private static partial Regex Quoted();
}
