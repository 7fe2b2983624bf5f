using RunScope.Testing.Sampling;

namespace RunScope.Testing;

/// <summary>One reading of one thread in one round.</summary>
/// <remarks>72 bytes: names and calls are shared between samples.</remarks>
public readonly record struct ThreadSample
{
    /// <summary>The process that the thread belongs to.</summary>
    public required int ProcessId { get; init; }

    /// <summary>The kernel's thread ID.</summary>
    public required int ThreadId { get; init; }

    /// <summary>The kernel's name of the process, 15 bytes at most.</summary>
    public required string ProcessName { get; init; }

    /// <summary>The kernel's name of the thread, 15 bytes at most.</summary>
    public required string ThreadName { get; init; }

    /// <summary>
    /// What the thread did at this moment. The kernel doesn't tell a thread on a CPU from one that waits for a CPU: of such a thread it is what it did more of
    /// since its previous sample by the scheduler's accounting, <see cref="CpuTime"/> and <see cref="RunQueueDelay"/>; <see cref="TaskState.Unknown"/> until something of it is accounted.
    /// </summary>
    public required TaskState State { get; init; }

    /// <summary>When it was taken, from the moment of attaching.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>The time since the thread's previous sample; zero in its first.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>CPU time since the previous sample, by the scheduler's accounting. It may be accounted up to one tick (10 ms at most) late.</summary>
    public TimeSpan CpuTime { get; init; }

    /// <summary>Time that the thread waited for a CPU since the previous sample, by the scheduler's accounting. A wait is accounted at its end.</summary>
    public TimeSpan RunQueueDelay { get; init; }

    /// <summary>The system call that a blocked thread waits in; the wait channel's name where calls can't be read; null when it isn't known, or when the thread isn't blocked.</summary>
    /// <remarks>
    /// Null between two looks as well: a wait is looked at when a second round meets it; by a first round only a thread's first, second, fourth, eighth, sixteenth and every 32nd of each state are, and one
    /// every 250 ms while there are handlers or readers of rounds, one a second while there are none.
    /// </remarks>
    public string? Call => Wait?.Call;

    /// <summary>The file, pipe or socket that the call is on, where it has one and it may be read; null between two looks, as <see cref="Call"/> is.</summary>
    public string? Target => Wait?.Target;

    /// <summary>The kernel function that the thread sleeps in (<c>/proc/PID/wchan</c>), where it is readable; null between two looks, as <see cref="Call"/> is.</summary>
    public string? WaitChannel => Wait?.WaitChannel;

    /// <summary>What it waits in, one object for all samples of the same wait.</summary>
    internal SampledWait? Wait { get; init; }
}
