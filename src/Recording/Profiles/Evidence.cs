using System.Text.Json.Serialization;

namespace RunScope.Testing;

/// <summary>How a number was obtained.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Fidelity>))]
public enum Fidelity
{
    /// <summary>The kernel's own accounting: exact whatever the sample rate.</summary>
    [JsonStringEnumMemberName("exactKernel")]
    ExactKernel,

    /// <summary>Every change of state was recorded as it happened.</summary>
    [JsonStringEnumMemberName("exactEvent")]
    ExactEvent,

    /// <summary>Estimated from samples; the interval says how sure it is.</summary>
    [JsonStringEnumMemberName("sampled")]
    Sampled,

    /// <summary>Known to lie between two bounds, no more.</summary>
    [JsonStringEnumMemberName("bounded")]
    Bounded,

    /// <summary>Not known; a warning says why.</summary>
    [JsonStringEnumMemberName("unresolved")]
    Unresolved,
}

/// <summary>How the time in one state was obtained.</summary>
/// <param name="Kind">The way.</param>
/// <param name="Samples">The samples that were informative, where the number is sampled.</param>
/// <param name="Low">The lower end of the 95 % interval of the share, 0 to 1; null when exact.</param>
/// <param name="High">The upper end of the 95 % interval of the share, 0 to 1; null when exact.</param>
public sealed record StateEvidence(Fidelity Kind, long? Samples = null, double? Low = null, double? High = null)
{
    /// <summary>From the scheduler's accounting.</summary>
    public static StateEvidence Exact { get; } = new(Fidelity.ExactKernel);
}

/// <summary>The evidence for each state.</summary>
public sealed record Evidence
{
    /// <summary>For <see cref="TaskState.Running"/>.</summary>
    public StateEvidence Running { get; init; } = StateEvidence.Exact;

    /// <summary>For <see cref="TaskState.Runnable"/>.</summary>
    public StateEvidence Runnable { get; init; } = StateEvidence.Exact;

    /// <summary>For <see cref="TaskState.Sleeping"/>.</summary>
    public StateEvidence Sleeping { get; init; } = StateEvidence.Exact;

    /// <summary>For <see cref="TaskState.DiskSleep"/>.</summary>
    public StateEvidence DiskSleep { get; init; } = StateEvidence.Exact;

    /// <summary>For <see cref="TaskState.Stopped"/>.</summary>
    public StateEvidence Stopped { get; init; } = StateEvidence.Exact;

    /// <summary>For every other state.</summary>
    public StateEvidence Other { get; init; } = StateEvidence.Exact;

    /// <summary>The evidence for one state; <see cref="TaskState.Unknown"/> is unresolved by definition.</summary>
    public StateEvidence this[TaskState state] => state switch
    {
        TaskState.Running => Running,
        TaskState.Runnable => Runnable,
        TaskState.Sleeping => Sleeping,
        TaskState.DiskSleep => DiskSleep,
        TaskState.Stopped or TaskState.TracingStop => Stopped,
        TaskState.Unknown => new StateEvidence(Fidelity.Unresolved),
        _ => Other,
    };

    /// <summary>Asks for the evidence of one state after the other; <see cref="Other"/> as that of <see cref="TaskState.Idle"/>.</summary>
    internal static Evidence PerState(Func<TaskState, StateEvidence> of) => new()
    {
        Running = of(TaskState.Running),
        Runnable = of(TaskState.Runnable),
        Sleeping = of(TaskState.Sleeping),
        DiskSleep = of(TaskState.DiskSleep),
        Stopped = of(TaskState.Stopped),
        Other = of(TaskState.Idle),
    };
}
