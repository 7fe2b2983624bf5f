using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Assertions;

namespace RunScope.Testing;

/// <summary>Limits the time from the start of the process to its exit, or the length of the test's body when one ran beside the process.</summary>
/// <remarks>With several runs the limit is on the median. It measures the machine as well as the program: give it room.</remarks>
public sealed class WallTimeAttribute : ProfileAssertionAttribute
{
    /// <summary>The least time, such as "250ms", "5s" or "1m30s"; not limited when null.</summary>
    public string? AtLeast { get; set; }

    /// <summary>The most time, such as "250ms", "5s" or "1m30s"; not limited when null.</summary>
    public string? AtMost { get; set; }

    /// <inheritdoc/>
    protected internal override bool TakesThreads => false;

    /// <inheritdoc/>
    public override IEnumerable<string> Validate()
    {
        var bounds = AtLeast is null && AtMost is null ? [BoundProblems.NoBound] : BoundProblems.OfDurations(AtLeast, AtMost);
        return bounds.Concat(ThreadsRefused("WallTime"));
    }

    /// <inheritdoc/>
    public override Finding Evaluate(ImmutableArray<ProcessProfile> runs)
    {
        RequireValid();
        return Findings.Of("WallTime", Bounds.OfDurations(AtLeast, AtMost), [.. runs.Select(r => Interval.Point(r.WallTime.TotalSeconds))], "exact");
    }

    /// <summary>The attribute as it is written.</summary>
    public override string ToString() =>
        Declaration.Of("WallTime", [Declaration.Part(nameof(AtLeast), AtLeast), Declaration.Part(nameof(AtMost), AtMost), .. ThreadParts()]);
}
