namespace RunScope.Testing;

/// <summary>What the kernel says a thread does at one moment.</summary>
/// <remarks>
/// The letters are those of <c>/proc/PID/stat</c>, see <c>proc_pid_stat(5)</c>. The kernel's <c>R</c> means "wants a CPU": only the
/// scheduler's own accounting (<c>/proc/PID/task/TID/schedstat</c>) tells <see cref="Running"/> from <see cref="Runnable"/>.
/// </remarks>
public enum TaskState
{
    /// <summary>On a CPU.</summary>
    Running,

    /// <summary>Ready to run and waiting for a CPU.</summary>
    Runnable,

    /// <summary>Waiting interruptibly (S): a timer, a lock, a pipe, a socket.</summary>
    Sleeping,

    /// <summary>Waiting uninterruptibly (D): usually storage, sometimes a <c>vfork</c> child or memory reclaim.</summary>
    DiskSleep,

    /// <summary>Stopped by a job-control signal (T).</summary>
    Stopped,

    /// <summary>Stopped by a tracer (t).</summary>
    TracingStop,

    /// <summary>Ended and not yet reaped (Z).</summary>
    Zombie,

    /// <summary>Ended (X).</summary>
    Dead,

    /// <summary>Idle kernel thread (I).</summary>
    Idle,

    /// <summary>Parked kernel thread (P).</summary>
    Parked,

    /// <summary>A state that this version doesn't know, or that couldn't be read.</summary>
    Unknown,
}
