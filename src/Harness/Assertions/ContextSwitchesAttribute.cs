using RunScope.Testing.Analysis;
using RunScope.Testing.Assertions;

namespace RunScope.Testing;

/// <summary>Limits how often threads were switched off their CPUs, because they waited (voluntary) or because another's turn had come (involuntary).</summary>
/// <remarks>
/// Of the whole tree of processes, where the kernel tells the exact number, unless <see cref="ProfileAssertionAttribute.Threads"/> or
/// <see cref="ProfileAssertionAttribute.Processes"/> names threads. With several runs the limit is on the median.
/// </remarks>
public sealed partial class ContextSwitchesAttribute : ProfileAssertionAttribute
{
    /// <summary>Counts switches of threads that gave up their CPU to wait. With neither kind chosen, or both, they are counted together.</summary>
    public bool Voluntary { get; set; }

    /// <summary>Counts switches of threads that were taken off their CPU. With neither kind chosen, or both, they are counted together.</summary>
    public bool Involuntary { get; set; }

    /// <summary>The least number, 0 or more; not limited when NaN, which is the default.</summary>
    public double AtLeast { get; set; } = double.NaN;

    /// <summary>The largest number, 0 or more; not limited when NaN, which is the default.</summary>
    public double AtMost { get; set; } = double.NaN;

    /// <inheritdoc/>
    protected internal override string Key => Reason.ToString();

    internal override bool OfTree => Threads is null && Processes is null;

    private SwitchReason Reason => (Voluntary, Involuntary) switch
    {
        (true, false) => SwitchReason.Voluntary,
        (false, true) => SwitchReason.Involuntary,
        _ => SwitchReason.Either,
    };

    private string Metric => Reason == SwitchReason.Either ? "ContextSwitches" : $"ContextSwitches ({Reason.ToString().ToLowerInvariant()})";

    private Bounds Bounds => Bounds.OfNumbers(AtLeast, AtMost);

    /// <inheritdoc/>
    public override IEnumerable<string> Validate()
    {
        var bounds = double.IsNaN(AtLeast) && double.IsNaN(AtMost) ? [BoundProblems.NoBound] : BoundProblems.OfCounts(AtLeast, AtMost, "switches");
        return bounds.Concat(base.Validate());
    }

    /// <summary>The attribute as it is written.</summary>
    public override string ToString() => Declaration.Of(
        "ContextSwitches",
        [
            Declaration.Part(nameof(Voluntary), Voluntary),
            Declaration.Part(nameof(Involuntary), Involuntary),
            Declaration.Part(nameof(AtLeast), AtLeast),
            Declaration.Part(nameof(AtMost), AtMost),
            .. ThreadParts(),
        ]);
}
