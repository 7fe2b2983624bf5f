using System.Collections.Immutable;
using RunScope.Testing.Assertions;

namespace RunScope.Testing;

/// <summary>Limits the time that threads neither ran nor wanted to, summed over the threads: Sleeping, DiskSleep and Stopped together.</summary>
/// <remarks>
/// What is no running and no waiting for a CPU is blocked, so that the sum is exact whatever the sample rate, however uncertain its parts are; where
/// the profile holds unresolved time the finding says how much it may be. With several runs the limit is on the median.
/// </remarks>
public sealed class BlockedTimeAttribute : ProfileAssertionAttribute
{
    /// <summary>The least time summed over the threads, such as "250ms", "5s" or "1m30s"; not limited when null.</summary>
    public string? AtLeast { get; set; }

    /// <summary>The most time summed over the threads, such as "250ms", "5s" or "1m30s"; not limited when null.</summary>
    public string? AtMost { get; set; }

    private ThreadStateAttribute States => new(TaskState.Sleeping, TaskState.DiskSleep, TaskState.Stopped) { AtLeastTime = AtLeast, AtMostTime = AtMost, Threads = Threads, Processes = Processes };

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
        var finding = States.Evaluate(runs) with { Metric = "BlockedTime" };
        return finding.Outcome != FindingOutcome.Kept && finding.Value < finding.AtLeast && States.Instead(runs, []) is { } instead
            ? finding with { Details = finding.Details.Add(instead) }
            : finding;
    }

    /// <summary>The attribute as it is written.</summary>
    public override string ToString() =>
        Declaration.Of("BlockedTime", [Declaration.Part(nameof(AtLeast), AtLeast), Declaration.Part(nameof(AtMost), AtMost), .. ThreadParts()]);
}
