using System.Globalization;
using System.Text;

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

    // Every sign that Markdown or HTML could mean something by becomes a character reference, which they both take for text alone.
    private static string Cell(string text)
    {
        var cell = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes().Take(LongestCell))
        {
            if (Rune.IsControl(rune)) cell.Append(' ');
            else if (Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '-' or '/' || rune.Value > 127) cell.Append(rune);
            else cell.Append(CultureInfo.InvariantCulture, $"&#{rune.Value};");
        }

        return cell.ToString();
    }
}
