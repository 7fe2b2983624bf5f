using System.Collections.Immutable;
using System.Text;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Assertions;

internal static partial class FailureMessage
{
    private const int StderrLines = 10;
    private const int StderrLineLength = 200;
    private const int MostNotes = 5;

    /// <summary>The last lines that a process wrote to standard error, of the run that failed where one did.</summary>
    private static void AppendStderr(StringBuilder text, ImmutableArray<ProcessProfile> runs, Finding[] missed)
    {
        var failed = missed.Length > 0 ? runs.FirstOrDefault(r => r.ExitSignal is not null || r.ExitCode > 0 || r.EndedBy == EndedBy.Timeout) : null;
        var run = failed ?? runs[0];
        if (string.IsNullOrWhiteSpace(run.Output.StderrTail))
            return;
        var lines = run.Output.StderrTail.TrimEnd().Split('\n');
        var shown = lines.TakeLast(StderrLines);
        Line(text, lines.Length > StderrLines || run.Output.Truncated ? $"stderr, the last {Counts.Of(shown.Count(), "line")}:" : "stderr:");
        foreach (var line in shown)
            text.Append("\n    ").Append(VisibleText.Of(line.TrimEnd('\r'), StderrLineLength));
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

        var warnings = runs.SelectMany(r => r.Engine.Warnings)
            .Where(w => !w.StartsWith(WarningTexts.PeakMemoryUnknown, StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        foreach (var warning in warnings.Take(MostNotes))
            yield return warning;
        if (warnings.Length > MostNotes)
            yield return $"{Counts.Of(warnings.Length - MostNotes, "more warning")} in the report";
    }
}
