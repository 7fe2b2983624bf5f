using RunScope.Testing.Analysis;
using RunScope.Testing.Assertions;

namespace RunScope.Testing;

/// <summary>Limits the time that threads spend in a state, or in several together, as a share of their lifetime or in thread-seconds.</summary>
/// <remarks>
/// <see cref="TaskState.Running"/> and <see cref="TaskState.Runnable"/> together say that threads want a CPU, and hold on a busy machine as
/// well; <see cref="TaskState.Running"/> alone also measures who else uses the machine. With several runs the limit is on the median.
/// A sampled share misses a limit only when its whole 95 % interval lies beyond; when the interval straddles the limit the finding is inconclusive.
/// </remarks>
/// <param name="states">The states, counted together.</param>
public sealed partial class ThreadStateAttribute(params TaskState[] states) : ProfileAssertionAttribute
{
    /// <summary>The states, counted together.</summary>
    public IReadOnlyList<TaskState> States { get; } = states;

    /// <summary>The least share of the threads' summed lifetime, 0 to 1: 0.60 for 60 %. Not limited when NaN, which is the default.</summary>
    public double AtLeast { get; set; } = double.NaN;

    /// <summary>The largest share of the threads' summed lifetime, 0 to 1: 0.05 for 5 %. Not limited when NaN, which is the default.</summary>
    public double AtMost { get; set; } = double.NaN;

    /// <summary>The least time summed over the threads, such as "250ms" or "5s"; not limited when null.</summary>
    public string? AtLeastTime { get; set; }

    /// <summary>The most time summed over the threads, such as "250ms" or "5s"; not limited when null.</summary>
    public string? AtMostTime { get; set; }

    /// <inheritdoc/>
    protected internal override string Key => $"{(OfTime ? "time" : "share")} {string.Join('+', States.Distinct().Order())}";

    private bool OfTime => AtLeastTime is not null || AtMostTime is not null;

    private bool OfShare => !double.IsNaN(AtLeast) || !double.IsNaN(AtMost);

    private string Metric => string.Join(" + ", States);

    private Bounds Bounds => OfTime ? Bounds.OfDurations(AtLeastTime, AtMostTime) : Bounds.OfShares(AtLeast, AtMost);

    /// <inheritdoc/>
    public override IEnumerable<string> Validate()
    {
        var bounds = (OfShare, OfTime) switch
        {
            (false, false) => ["sets no bound: write AtLeast or AtMost for a share, AtLeastTime or AtMostTime for thread-seconds"],
            (true, true) => ["limits both a share and a time: write two attributes, one for each"],
            (true, false) => BoundProblems.OfShares(AtLeast, AtMost),
            _ => BoundProblems.OfDurations(AtLeastTime, AtMostTime),
        };
        return StateProblems.Of(States).Concat(bounds).Concat(base.Validate());
    }

    /// <summary>The attribute as it is written.</summary>
    public override string ToString() => Declaration.Of(
        "ThreadState",
        [
            .. States.Select(s => s.ToString()),
            Declaration.Part(nameof(AtLeast), AtLeast),
            Declaration.Part(nameof(AtMost), AtMost),
            Declaration.Part(nameof(AtLeastTime), AtLeastTime),
            Declaration.Part(nameof(AtMostTime), AtMostTime),
            .. ThreadParts(),
        ]);
}
