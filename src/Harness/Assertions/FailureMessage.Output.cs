using System.Collections.Immutable;
using System.Text;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Assertions;

internal static partial class FailureMessage
{
    private const int MostNotes = 5;

    /// <summary>The last lines that a process wrote to standard error, of the run that failed where one did.</summary>
    private static void AppendStderr(StringBuilder text, ImmutableArray<ProcessProfile> runs, Finding[] missed)
    {
        var failed = missed.Length > 0 ? runs.FirstOrDefault(r => r.ExitSignal is not null || r.ExitCode > 0 || r.EndedBy == EndedBy.Timeout) : null;
        var run = failed ?? runs[0];
        var (lines, cut) = LastLines.Of(run.Output.StderrTail);
        if (lines.Length == 0)
            return;
        Line(text, cut || run.Output.Truncated ? $"stderr, the last {Counts.Of(lines.Length, "line")}:" : "stderr:");
        foreach (var line in lines)
            text.Append("\n    ").Append(line);
    }

    /// <summary>What is missing or doubtful in the profiles, and what the limits don't cover.</summary>
    private static IEnumerable<string> Notes(ImmutableArray<ProcessProfile> runs)
    {
        var covered = ProfileCut.CutAll(runs, Phase.Body);
        if (covered != runs)
        {
            var body = Durations.FromSeconds(Interval.MedianOf(covered.Select(r => r.WallTime.TotalSeconds)));
            yield return $"the limits cover the test's body, {Durations.Format(body)} of the run";
        }

        if (runs.Select(ExcludedThreads.Note).FirstOrDefault(n => n is not null) is { } excluded)
            yield return excluded;
        if (runs.Select(UnattributedCpu.Note).FirstOrDefault(n => n is not null) is { } blind)
            yield return blind;

        var warnings = runs.SelectMany(r => WarningTexts.OfTheWhole(r.Engine))
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        foreach (var warning in warnings.Take(MostNotes))
            yield return warning;
        if (warnings.Length > MostNotes)
            yield return $"{Counts.Of(warnings.Length - MostNotes, "more warning")} in the report";
    }
}
