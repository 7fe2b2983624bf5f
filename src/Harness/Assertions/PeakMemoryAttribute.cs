using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Assertions;

namespace RunScope.Testing;

/// <summary>Limits the largest resident set of any one process of the tree.</summary>
/// <remarks>
/// Always over the whole run: the kernel keeps one peak for a process's life, so that a test's body has none of its own. Pages that processes share
/// count in each of them. With several runs the limit is on the median.
/// </remarks>
public sealed class PeakMemoryAttribute : ProfileAssertionAttribute
{
    /// <summary>The least size, such as "64MB" or "1GiB"; not limited when null.</summary>
    public string? AtLeast { get; set; }

    /// <summary>The largest size, such as "64MB" or "1GiB"; not limited when null.</summary>
    public string? AtMost { get; set; }

    /// <inheritdoc/>
    protected internal override bool TakesThreads => false;

    /// <inheritdoc/>
    protected internal override bool OnWholeRun => true;

    private Bounds Bounds => Bounds.OfSizes(AtLeast, AtMost);

    /// <inheritdoc/>
    public override IEnumerable<string> Validate()
    {
        var bounds = AtLeast is null && AtMost is null ? [BoundProblems.NoBound] : BoundProblems.OfSizes(AtLeast, AtMost);
        return bounds.Concat(ThreadsRefused("PeakMemory"));
    }

    /// <inheritdoc/>
    public override Finding Evaluate(ImmutableArray<ProcessProfile> runs)
    {
        RequireValid();
        var whole = runs.All(r => r.Phases.Any(p => p.Name == Testing.Phase.Body)) ? "over the whole run, not the test's body alone; " : "";
        Interval[] peaks = [.. runs.Select(PeakOf)];
        if (runs.FirstOrDefault(r => r.PeakMemory is null) is { } unread)
            return Unread(peaks, whole + WhyUnread(unread));

        var finding = Findings.Of("PeakMemory", Bounds, peaks, whole + Obtained(runs, peaks));
        var tooMuch = finding.Outcome != FindingOutcome.Kept && finding.Value > finding.AtMost;
        return tooMuch && Largest(runs[TypicalRun.By(peaks, p => p.Value)]) is { } largest ? finding with { Details = [largest] } : finding;
    }

    /// <summary>The attribute as it is written.</summary>
    public override string ToString() =>
        Declaration.Of("PeakMemory", [Declaration.Part(nameof(AtLeast), AtLeast), Declaration.Part(nameof(AtMost), AtMost), .. ThreadParts()]);

    private static Interval PeakOf(ProcessProfile run)
    {
        var low = run.PeakMemory?.Bytes ?? 0;
        return new Interval(low, low, run.PeakMemoryAtMost?.Bytes ?? double.PositiveInfinity);
    }

    /// <summary>Where the peak couldn't be read, the most that it can have been may still keep the limit.</summary>
    private Finding Unread(Interval[] peaks, string why)
    {
        var unknown = Findings.Unknown("PeakMemory", Bounds, why);
        var median = Interval.Median(peaks);
        return double.IsInfinity(median.High) ? unknown : unknown with { Outcome = Bounds.Judge(median), Actual = $"at most {Bounds.Rounded(median.High, 0)}" };
    }

    private static string WhyUnread(ProcessProfile run) => run.IsSpan
        ? "the kernel keeps one peak for a process's whole life: limit the profile of the whole run"
        : WarningTexts.Reasons(run.Engine, WarningTexts.PeakMemoryUnknown, WarningTexts.PeakMemoryUnbounded);

    private string Obtained(ImmutableArray<ProcessProfile> runs, Interval[] peaks)
    {
        var most = peaks.Max(p => p.High);
        return "largest resident set of one process, " + (Array.TrueForAll(peaks, p => p.High == p.Value) ? "exact"
            : double.IsInfinity(most) ? "as last read; " + WarningTexts.Reason(runs.First(r => r.PeakMemoryAtMost is null).Engine, WarningTexts.PeakMemoryUnbounded)
            : $"as last read; at most {Bounds.Rounded(most, 0)}");
    }

    private string? Largest(ProcessProfile run) => run.Processes.Where(p => p.PeakMemory is not null).MaxBy(p => p.PeakMemory!.Value.Bytes) is { } process
        ? $"process {VisibleText.Quote(process.Name, 40)} {process.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)} had {Bounds.Rounded(process.PeakMemory!.Value.Bytes, 0)} when it was last looked at"
        : null;
}
