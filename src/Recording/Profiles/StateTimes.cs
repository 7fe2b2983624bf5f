using System.Text.Json.Serialization;

namespace RunScope.Testing;

/// <summary>How long a thread, or a set of threads together, was in each state.</summary>
/// <remarks>The states always sum to <see cref="Total"/>: what couldn't be told apart is <see cref="Unresolved"/>, never hidden.</remarks>
public sealed record StateTimes
{
    /// <summary>No time in any state.</summary>
    public static StateTimes Zero { get; } = new();

    /// <summary>On a CPU, by the scheduler's own accounting.</summary>
    [JsonPropertyName("runningNs")]
    public TimeSpan Running { get; init; }

    /// <summary>Waiting for a CPU, by the scheduler's own accounting.</summary>
    [JsonPropertyName("runnableNs")]
    public TimeSpan Runnable { get; init; }

    /// <summary>Interruptible wait (S).</summary>
    [JsonPropertyName("sleepingNs")]
    public TimeSpan Sleeping { get; init; }

    /// <summary>Uninterruptible wait (D).</summary>
    [JsonPropertyName("diskSleepNs")]
    public TimeSpan DiskSleep { get; init; }

    /// <summary>Stopped by a signal or a tracer (T, t).</summary>
    [JsonPropertyName("stoppedNs")]
    public TimeSpan Stopped { get; init; }

    /// <summary>Any other state that the kernel named.</summary>
    [JsonPropertyName("otherNs")]
    public TimeSpan Other { get; init; }

    /// <summary>Off the CPU for certain, but in which state is not known.</summary>
    [JsonPropertyName("unresolvedNs")]
    public TimeSpan Unresolved { get; init; }

    /// <summary>The sum of all states: the lifetime of the thread, or the thread-seconds of a set.</summary>
    [JsonIgnore]
    public TimeSpan Total => Running + Runnable + Sleeping + DiskSleep + Stopped + Other + Unresolved;

    /// <summary>The time in one state; <see cref="TaskState.Unknown"/> is <see cref="Unresolved"/>.</summary>
    public TimeSpan this[TaskState state] => state switch
    {
        TaskState.Running => Running,
        TaskState.Runnable => Runnable,
        TaskState.Sleeping => Sleeping,
        TaskState.DiskSleep => DiskSleep,
        TaskState.Stopped or TaskState.TracingStop => Stopped,
        TaskState.Unknown => Unresolved,
        _ => Other,
    };

    /// <summary>Adds the times state by state.</summary>
    public static StateTimes operator +(StateTimes left, StateTimes right) => new()
    {
        Running = left.Running + right.Running,
        Runnable = left.Runnable + right.Runnable,
        Sleeping = left.Sleeping + right.Sleeping,
        DiskSleep = left.DiskSleep + right.DiskSleep,
        Stopped = left.Stopped + right.Stopped,
        Other = left.Other + right.Other,
        Unresolved = left.Unresolved + right.Unresolved,
    };
}
