using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RunScope.Testing.Conditions;

/// <summary>Draws the table of docs/where-it-runs.md out of what was printed in each place.</summary>
internal static partial class Table
{
    private const string Begin = "<!-- Drawn by Conditions --table from artifacts/conditions: edit the runs, not this. -->";
    private const string End = "<!-- End of what is drawn. -->";

    /// <summary>Puts the table into a document, between its marks; the number of rows.</summary>
    public static int Write(string folder, string document)
    {
        var places = TableRows.Rows.Select(r => (r.Title, Lines: Read(Path.Combine(folder, r.File + ".jsonl")))).Where(p => p.Lines.Count > 0).ToList();
        var text = new StringBuilder().Append(Begin).Append("\n\n| where | ").AppendJoin(" | ", TableRows.Columns.Select(c => c.Title)).Append(" |\n|").AppendJoin("", Enumerable.Repeat("---|", TableRows.Columns.Length + 1)).Append('\n');
        foreach (var (title, lines) in places)
            text.Append("| ").Append(title).Append(" | ").AppendJoin(" | ", TableRows.Columns.Select(c => Cell(lines.Find(l => l.Check == c.Check)))).Append(" |\n");

        text.Append("\nWhat was said there:\n\n");
        foreach (var said in places.SelectMany(p => p.Lines.SelectMany(Told).Distinct().Select(told => (Told: told, p.Title))).GroupBy(t => t.Told, t => t.Title))
            text.Append("- ").Append(said.Key).Append(" *(").AppendJoin("; ", said.Distinct()).Append(")*\n");
        text.Append('\n').Append(End);

        var page = File.ReadAllText(document);
        var (from, to) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        if (from < 0 || to < from) throw new InvalidOperationException($"{document} has no place for the table, between\n{Begin}\nand\n{End}");
        File.WriteAllText(document, page[..from] + text + page[(to + End.Length)..]);
        return places.Count;
    }

    private static List<CheckLine> Read(string file) => !File.Exists(file) ? [] :
        [.. File.ReadLines(file).Where(l => l.StartsWith("{\"check\"", StringComparison.Ordinal)).Select(l => JsonSerializer.Deserialize<CheckLine>(l, Lines.Web)!)];

    private static string Cell(CheckLine? line) => line switch
    {
        null => "",
        { Outcome: Outcome.Failed } => "WRONG",
        { Outcome: Outcome.Absent } => "none there",
        { Outcome: Outcome.Refused } => "error",
        { Check: "nothing-left" } => "nothing",
        { Outcome: Outcome.Full } => "full",
        { Calls: false } => "no calls",
        _ => "less",
    };

    // What isn't about the place, or is another in each run, is left out or made the same.
    private static IEnumerable<string> Told(CheckLine line) =>
        from text in line.Warnings.Concat(line.Error is { } error ? [error] : [])
        where !Noise().IsMatch(text)
        select Users().Replace(Numbers().Replace(text, "N"), "user N").Replace('\n', ' ');

    [GeneratedRegex("machine was busy|The kernel counted|rounds? |The output of the workload", RegexOptions.CultureInvariant)]
    private static partial Regex Noise();

    [GeneratedRegex(@"(?<=process |/proc/|\(process )\d+|\d+(\.\d+)?(?= ms of)", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"user \d{6,}", RegexOptions.CultureInvariant)]
    private static partial Regex Users();
}
