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
/// <param name="Part">The part that measured it.</param>
/// <param name="What">What was measured.</param>
/// <param name="Goal">What was promised.</param>
/// <param name="Figure">What it is.</param>
/// <param name="Outcome">Whether the promise is kept.</param>
/// <param name="Sure">False when the interval of the figure lies on both sides of the goal: another run may say otherwise.</param>
/// <param name="Detail">How it was measured and how it varied.</param>
internal sealed record Row(string Part, string What, string Goal, string Figure, Outcome Outcome, bool Sure = true, string Detail = "")
{
    /// <summary>The machine's load when it was measured.</summary>
    internal string Load { get; } = Conditions.Load().Split(' ')[0];
}

/// <summary>What was measured, against what was promised.</summary>
internal sealed class Table
{
    private readonly List<Row> _rows = [];

    /// <summary>A figure that must not exceed its goal.</summary>
    internal void AtMost(string part, string what, double goal, double figure, string unit, string detail = "", (double Low, double High)? interval = null) =>
        Add(new Row(
            part,
            what,
            $"at most {Number(goal)} {unit}",
            $"{Number(figure)} {unit}",
            figure <= goal ? Outcome.Reached : Outcome.Missed,
            interval is not { } span || span.High <= goal || span.Low > goal,
            detail));

    /// <summary>A figure that must reach its goal.</summary>
    internal void AtLeast(string part, string what, double goal, double figure, string unit, string detail = "") =>
        Add(new Row(part, what, $"at least {Number(goal)} {unit}", $"{Number(figure)} {unit}", figure >= goal ? Outcome.Reached : Outcome.Missed, Detail: detail));

    /// <summary>A figure without a goal, or a goal without a figure.</summary>
    internal void Note(string part, string what, string figure, string detail = "", string goal = "-") =>
        Add(new Row(part, what, goal, figure, Outcome.NotJudged, Detail: detail));

    /// <summary>The table as Markdown, aligned to be read as it is.</summary>
    internal string Text()
    {
        string[][] cells =
        [
            ["part", "what", "goal", "figure", "outcome", "load", "detail"],
            .. _rows.Select(row => new[] { row.Part, row.What, row.Goal, row.Figure, Word(row), row.Load, row.Detail }),
        ];
        var widths = Enumerable.Range(0, 7).Select(column => cells.Max(line => line[column].Length)).ToArray();
        var text = new StringBuilder();
        for (var i = 0; i < cells.Length; i++)
        {
            text.Append("| ").AppendJoin(" | ", cells[i].Select((cell, column) => cell.PadRight(widths[column]))).AppendLine(" |");
            if (i == 0) text.Append('|').AppendJoin('|', widths.Select(width => new string('-', width + 2))).AppendLine("|");
        }

        var judged = _rows.Count(row => row.Outcome != Outcome.NotJudged);
        return text
            .AppendLine(CultureInfo.InvariantCulture, $"\n{_rows.Count(row => row.Outcome == Outcome.Reached)} of {judged} goals reached; unsure: the interval lies on both sides of the goal")
            .ToString();
    }

    /// <summary>Three significant digits, whole numbers in full.</summary>
    internal static string Number(double value)
    {
        if (value == 0 || double.IsNaN(value)) return value.ToString(CultureInfo.InvariantCulture);
        var decimals = Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 6);
        return value.ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture);
    }

    private static string Word(Row row) => (row.Outcome, row.Sure) switch
    {
        (Outcome.Reached, true) => "reached",
        (Outcome.Reached, false) => "reached, unsure",
        (Outcome.Missed, true) => "MISSED",
        (Outcome.Missed, false) => "MISSED, unsure",
        _ => "not judged",
    };

    private void Add(Row row)
    {
        _rows.Add(row);
        Plan.Progress($"{row.What}: {row.Figure} (goal {row.Goal}) {Word(row)} {row.Detail}");
    }
}
