namespace RunScope.Testing.Reporting;

/// <summary>One of the seven states that reports tell apart, in the order of a profile's books.</summary>
/// <param name="Key">Its name in style sheets.</param>
/// <param name="State">The state whose time and evidence it shows.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Meaning">What a thread does in it.</param>
internal sealed record ReportState(string Key, TaskState State, string Label, string Meaning)
{
    public static ReportState[] All { get; } =
    [
        new("running", TaskState.Running, "Running", "on a CPU"),
        new("runnable", TaskState.Runnable, "Runnable", "ready, waiting for a CPU"),
        new("sleeping", TaskState.Sleeping, "Sleeping", "waiting for a timer, a lock, a pipe, a socket"),
        new("disksleep", TaskState.DiskSleep, "DiskSleep", "in a wait that can't be interrupted, mostly storage"),
        new("stopped", TaskState.Stopped, "Stopped", "stopped by a signal or a tracer"),
        new("other", TaskState.Parked, "Other", "any other state that the kernel named"),
        new("unresolved", TaskState.Unknown, "Unresolved", "off the CPU for certain, in which state wasn't seen"),
    ];

    /// <summary>The report's state for one that a limit names.</summary>
    public static ReportState Of(TaskState state) => state switch
    {
        TaskState.TracingStop => All[4],
        TaskState.Zombie or TaskState.Dead or TaskState.Idle or TaskState.Parked => All[5],
        _ => All.FirstOrDefault(s => s.State == state) ?? All[^1],
    };
}
