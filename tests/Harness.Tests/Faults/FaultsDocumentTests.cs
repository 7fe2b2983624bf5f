namespace RunScope.Testing.Tests.Faults;

/// <summary>docs/faults.md has the very rows that are tested. <c>tests/faults.sh</c> writes them from a run.</summary>
public sealed class FaultsDocumentTests
{
    private const string Faulty = "| Who | Fault | When | How it ended | What was left |";
    private const string Swept = "| Who was killed | Launches | How they ended | What was left |";

    private static string Document => Path.Combine(AppContext.BaseDirectory, "faults.md");

    [Fact]
    public void The_document_lists_the_very_faults_that_are_tested()
    {
        var rows = RowsOf(File.ReadAllLines(Document), Faulty);

        rows.Length.ShouldBe(Faults.All.Length);
        rows.Zip(Faults.All).ShouldAllBe(pair => pair.First == RowOf(pair.Second) || (pair.Second.IsLong && pair.First == NotRun(pair.Second)));
    }

    [Fact]
    public void The_document_lists_a_sweep_of_each() =>
        RowsOf(File.ReadAllLines(Document), Swept).Select(r => r.Split('|')[1].Trim()).ShouldBe(SweepTests.Whom);

    /// <summary>Not a test of its own: writes the tables, with what was recorded in a run (FAULTS_RECORD), into the document that FAULTS_DOCUMENT names.</summary>
    [Fact]
    public void What_was_recorded_is_written_where_that_is_asked_for()
    {
        if (Environment.GetEnvironmentVariable("FAULTS_DOCUMENT") is not { Length: > 0 } document || Environment.GetEnvironmentVariable("FAULTS_RECORD") is not { Length: > 0 } file) return;

        var records = File.ReadAllLines(file).Select(l => l.Split('\t')).ToList();
        var old = File.ReadAllLines(document);
        var faults = Faults.All.Select(f => records.FindLast(r => r[0] == "fault" && (r[1], r[2], r[3]) == (f.Who, f.What, f.When)) is { } seen ? Row(seen[1..]) : RowsOf(old, Faulty).Contains(RowOf(f)) ? RowOf(f) : NotRun(f)).ToArray();
        var sweeps = SweepTests.Whom.Select(who => records.FindLast(r => r[0] == "sweep" && r[1] == who) is { } seen
            ? Row(seen[1..])
            : RowsOf(old, Swept).FirstOrDefault(r => r.StartsWith($"| {who} |", StringComparison.Ordinal)) ?? Row(who, "not run", "", "")).ToArray();
        File.WriteAllLines(document, Replaced(Replaced(old, Faulty, faults), Swept, sweeps));
    }

    private static string RowOf(Fault f) => Row(f.Who, f.What, f.When, f.Ends, f.Left);

    private static string NotRun(Fault f) => Row(f.Who, f.What, f.When, "not run", "");

    private static string Row(params string[] cells) => $"| {string.Join(" | ", cells)} |";

    // The header and the line under it come before the rows.
    private static string[] RowsOf(string[] lines, string header) => [.. lines.SkipWhile(l => l != header).Skip(2).TakeWhile(l => l.StartsWith('|'))];

    private static string[] Replaced(string[] lines, string header, IEnumerable<string> rows)
    {
        var at = Array.IndexOf(lines, header) + 2;
        return [.. lines[..at], .. rows, .. lines[at..].SkipWhile(l => l.StartsWith('|'))];
    }
}
