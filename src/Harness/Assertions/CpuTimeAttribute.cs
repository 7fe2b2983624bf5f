using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Assertions;

namespace RunScope.Testing;

/// <summary>Limits the CPU time of the process and all its children, or what they used during the test's body when one ran beside the process.</summary>
/// <remarks>With several runs the limit is on the median.</remarks>
public sealed class CpuTimeAttribute : ProfileAssertionAttribute
{
    /// <summary>The least CPU time, such as "250ms", "5s" or "1m30s"; not limited when null.</summary>
    public string? AtLeast { get; set; }

    /// <summary>The most CPU time, such as "250ms", "5s" or "1m30s"; not limited when null.</summary>
    public string? AtMost { get; set; }

    /// <inheritdoc/>
    protected internal override bool TakesThreads => false;

    /// <inheritdoc/>
    public override IEnumerable<string> Validate()
    {
        var bounds = AtLeast is null && AtMost is null ? [BoundProblems.NoBound] : BoundProblems.OfDurations(AtLeast, AtMost);
        return bounds.Concat(ThreadsRefused("CpuTime"));
    }

    /// <inheritdoc/>
    public override Finding Evaluate(ImmutableArray<ProcessProfile> runs)
    {
        RequireValid();
        var bounds = Bounds.OfDurations(AtLeast, AtMost);
        Interval?[] times = [.. runs.Select(TreeCpu.Of)];
        return times.Contains(null)
            ? Findings.Unknown("CpuTime", bounds, "the CPU time of the processes couldn't be read")
            : Findings.Of("CpuTime", bounds, [.. times.Select(t => t!.Value)], TreeCpu.Evidence(runs));
    }

    /// <summary>The attribute as it is written.</summary>
    public override string ToString() =>
        Declaration.Of("CpuTime", [Declaration.Part(nameof(AtLeast), AtLeast), Declaration.Part(nameof(AtMost), AtMost), .. ThreadParts()]);
}
