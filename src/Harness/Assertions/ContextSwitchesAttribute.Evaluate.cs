using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Assertions;

namespace RunScope.Testing;

public sealed partial class ContextSwitchesAttribute
{
    private static readonly TaskState[] Blocked = [TaskState.Sleeping, TaskState.DiskSleep, TaskState.Stopped];

    /// <inheritdoc/>
    public override Finding Evaluate(ImmutableArray<ProcessProfile> runs)
    {
        RequireValid();
        var set = OfTree ? ThreadSet.Parse(ThreadSet.All, null) : ThreadSet.Parse(Threads, Processes);
        var (threads, empty) = Findings.Select(set, runs, Metric, Bounds);
        if (empty is not null && !OfTree)
            return empty;

        Interval?[] counts = [.. runs.Select((r, i) => OfTree ? SwitchCount.OfTree(r, Reason) : SwitchCount.OfThreads(r, threads[i], Reason))];
        if (Array.FindIndex(counts, c => c is null) is >= 0 and var unknown)
            return Findings.Unknown(Metric, Bounds, WhyUnknown(runs[unknown], OfTree));

        Interval[] known = [.. counts.Select(c => c!.Value)];
        var over = OfTree ? "" : Findings.Named(set, threads);
        var finding = Findings.Of(Metric, Bounds, known, over + Obtained(known, OfTree, runs.Any(r => r.IsSpan)));
        var typical = TypicalRun.By(known, c => c.Value);
        return finding with { Details = Dominant(finding, runs[typical], threads[typical]) };
    }

    private static string WhyUnknown(ProcessProfile run, bool ofTree) => (ofTree, run.IsSpan) switch
    {
        (true, false) => WarningTexts.Reason(run.Engine, WarningTexts.SwitchesUnknown),
        (_, true) => "they weren't read at both ends of the span",
        _ => "those of some of the threads were never read",
    };

    private static string Obtained(Interval[] counts, bool ofTree, bool span)
    {
        var who = (ofTree, span) switch { (true, false) => "all processes, ", (true, true) => "of the threads seen, ", _ => "" };
        var more = counts.Max(c => c.High - c.Value);
        return more == 0 ? $"{who}exact"
            : double.IsInfinity(more) ? $"{who}as last read; how many more there were isn't known"
            : $"{who}as last read; up to {Counts.Format((long)more)} more, which ended between two rounds";
    }

    /// <summary>The thread that switched most, and what switched it.</summary>
    private ImmutableArray<string> Dominant(Finding finding, ProcessProfile run, ImmutableArray<ThreadProfile> threads)
    {
        if (finding.Outcome == FindingOutcome.Kept || !(finding.Value > finding.AtMost) || threads.IsEmpty)
            return [];
        var lines = ImmutableArray.CreateBuilder<string>();
        var all = threads.Sum(t => SwitchCount.Seen(t, Reason));
        var first = threads.OrderByDescending(t => SwitchCount.Seen(t, Reason)).ThenBy(t => t.Id).First();
        if (threads.Length > 1 && all > 0)
            lines.Add($"{Percent.Whole((double)SwitchCount.Seen(first, Reason) / all)} of them in thread {ThreadWords.Of(first)}");
        if (Reason == SwitchReason.Involuntary)
            lines.Add(RunQueueCause.Line(run));
        else if (DominantWaits.Lines(run, [first], Blocked).FirstOrDefault() is { } wait)
            lines.Add($"of its time blocked, {wait.Replace(" of it in ", " in ", StringComparison.Ordinal)}");
        return lines.ToImmutable();
    }
}
