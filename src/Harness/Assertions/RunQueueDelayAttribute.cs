using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Assertions;

namespace RunScope.Testing;

/// <summary>Limits the time that threads were ready to run and waited for a CPU, summed over the threads.</summary>
/// <remarks>
/// By the scheduler's own accounting: exact at any sample rate. It measures who else uses the machine as well as the program, and the finding tells
/// which of the two it was. With several runs the limit is on the median.
/// </remarks>
public sealed class RunQueueDelayAttribute : ProfileAssertionAttribute
{
    /// <summary>The least time summed over the threads, such as "250ms", "5s" or "1m30s"; not limited when null.</summary>
    public string? AtLeast { get; set; }

    /// <summary>The most time summed over the threads, such as "250ms", "5s" or "1m30s"; not limited when null.</summary>
    public string? AtMost { get; set; }

    private ThreadStateAttribute States => new(TaskState.Runnable) { AtLeastTime = AtLeast, AtMostTime = AtMost, Threads = Threads, Processes = Processes };

    /// <inheritdoc/>
    public override IEnumerable<string> Validate()
    {
        var bounds = AtLeast is null && AtMost is null ? [BoundProblems.NoBound] : BoundProblems.OfDurations(AtLeast, AtMost);
        return bounds.Concat(base.Validate());
    }

    /// <inheritdoc/>
    public override Finding Evaluate(ImmutableArray<ProcessProfile> runs)
    {
        RequireValid();
        var finding = States.Evaluate(runs) with { Metric = "RunQueueDelay" };
        if (finding.Outcome == FindingOutcome.Kept || !(finding.Value > finding.AtMost))
            return finding;

        // Of the run whose threads the other lines name.
        var set = ThreadSet.Parse(Threads, Processes);
        var typical = TypicalRun.By(runs, r => set.Select(r).Sum(t => t.States.Runnable.TotalSeconds));
        return finding with { Details = finding.Details.Add(RunQueueCause.Line(runs[typical])) };
    }

    /// <summary>The attribute as it is written.</summary>
    public override string ToString() =>
        Declaration.Of("RunQueueDelay", [Declaration.Part(nameof(AtLeast), AtLeast), Declaration.Part(nameof(AtMost), AtMost), .. ThreadParts()]);
}
