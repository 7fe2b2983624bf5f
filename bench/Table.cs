using System.Globalization;
using System.Text;

namespace RunScope.Testing.Bench;

/// <summary>Whether a figure keeps its promise.</summary>
internal enum Outcome
{
    Reached,
    Missed,

    /// <summary>Shown for information, or not measurable here: the row says why.</summary>
    NotJudged,
}

/// <summary>One line of the table.</summary>
internal sealed record Row(string Part, string What, string Goal, string Figure, Outcome Outcome, string Detail = "");

/// <summary>What was measured, against what was promised.</summary>
internal sealed class Table
{
    private readonly List<Row> _rows = [];

    /// <summary>A figure that must not exceed its goal.</summary>
    internal void AtMost(string part, string what, double goal, double figure, string unit, string detail = "") =>
        Add(new Row(part, what, $"at most {Number(goal)} {unit}", $"{Number(figure)} {unit}", figure <= goal ? Outcome.Reached : Outcome.Missed, detail));

    /// <summary>A figure that must reach its goal.</summary>
    internal void AtLeast(string part, string what, double goal, double figure, string unit, string detail = "") =>
        Add(new Row(part, what, $"at least {Number(goal)} {unit}", $"{Number(figure)} {unit}", figure >= goal ? Outcome.Reached : Outcome.Missed, detail));

    /// <summary>A figure without a goal, or a goal without a figure.</summary>
    internal void Note(string part, string what, string figure, string detail = "", string goal = "-") =>
        Add(new Row(part, what, goal, figure, Outcome.NotJudged, detail));

    /// <summary>The table as Markdown, aligned to be read as it is.</summary>
    internal string Text()
    {
        string[][] cells =
        [
            ["part", "what", "goal", "figure", "outcome", "detail"],
            .. _rows.Select(row => new[] { row.Part, row.What, row.Goal, row.Figure, Word(row.Outcome), row.Detail }),
        ];
        var widths = Enumerable.Range(0, 6).Select(column => cells.Max(line => line[column].Length)).ToArray();
        var text = new StringBuilder();
        for (var i = 0; i < cells.Length; i++)
        {
            text.Append("| ").AppendJoin(" | ", cells[i].Select((cell, column) => cell.PadRight(widths[column]))).AppendLine(" |");
            if (i == 0) text.Append('|').AppendJoin('|', widths.Select(width => new string('-', width + 2))).AppendLine("|");
        }

        var judged = _rows.Count(row => row.Outcome != Outcome.NotJudged);
        return text
            .AppendLine(CultureInfo.InvariantCulture, $"\n{_rows.Count(row => row.Outcome == Outcome.Reached)} of {judged} goals reached")
            .ToString();
    }

    /// <summary>Three significant digits, whole numbers in full.</summary>
    internal static string Number(double value)
    {
        if (value == 0 || double.IsNaN(value)) return value.ToString(CultureInfo.InvariantCulture);
        var decimals = Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 6);
        return value.ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture);
    }

    private static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Reached => "reached",
        Outcome.Missed => "MISSED",
        _ => "not judged",
    };

    private void Add(Row row)
    {
        _rows.Add(row);
        Plan.Progress($"{row.What}: {row.Figure} (goal {row.Goal}) {Word(row.Outcome)} {row.Detail}");
    }
}
