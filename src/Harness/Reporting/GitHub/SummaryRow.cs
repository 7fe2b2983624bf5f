using RunScope.Testing.Reporting.Markdown;

namespace RunScope.Testing.Reporting.GitHub;

/// <summary>One test in the Markdown table of a step's summary.</summary>
internal static class SummaryRow
{
    /// <summary>Ends each row: so the next test, of whatever process, knows that the table goes on. Markdown shows nothing of it.</summary>
    public const string Mark = "<!-- RunScope --> |\n";

    public const string Head = "\n### Profiled tests\n\n| | test | wall time | limits | report |\n|---|---|--:|---|---|\n";

    /// <summary>What stands at the end of a table that got too long.</summary>
    public const string Rest = "\nThere is no room for more profiled tests in this summary; the log and the reports have them all.\n";

    private const int LongestCell = 600;

    /// <param name="sign">The outcome: a sign and a word.</param>
    /// <param name="test">The test's name.</param>
    /// <param name="wallTime">The wall time in words.</param>
    /// <param name="limits">What the limits say.</param>
    /// <param name="report">Where the page is; empty when there is none.</param>
    public static string Of(string sign, string test, string wallTime, string limits, string report) =>
        $"| {Cell(sign)} | {Cell(test)} | {Cell(wallTime)} | {Cell(limits)} | {Cell(report)} {Mark}";

    private static string Cell(string text) => MarkdownText.Of(text, LongestCell);
}
