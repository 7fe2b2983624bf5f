using System.Collections.Immutable;

namespace RunScope.Testing.Cli.Live;

/// <summary>One of the seven states that the view tells apart, in the order of a profile's books.</summary>
/// <param name="State">The state.</param>
/// <param name="Letter">What stands for it in strips and bars: the kernel's letter where it has one; Q for the run queue, which the kernel calls R as well.</param>
/// <param name="Name">Its name.</param>
internal sealed record LiveState(TaskState State, char Letter, string Name)
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<LiveState> All { get; } =
    [
        new(TaskState.Running, 'R', "Running"),
        new(TaskState.Runnable, 'Q', "Runnable"),
        new(TaskState.Sleeping, 'S', "Sleeping"),
        new(TaskState.DiskSleep, 'D', "DiskSleep"),
        new(TaskState.Stopped, 'T', "Stopped"),
        new(TaskState.Idle, 'o', "Other"),
        new(TaskState.Unknown, '?', "Unresolved"),
    ];

    /// <summary>How many there are.</summary>
    public static int Count => 7;

    /// <summary>The column of what isn't known.</summary>
    public static int Unresolved => 6;

    /// <summary>The index in <see cref="All"/> of a sample's state.</summary>
    public static int ColumnOf(TaskState state) => state switch
    {
        TaskState.Running => 0,
        TaskState.Runnable => 1,
        TaskState.Sleeping => 2,
        TaskState.DiskSleep => 3,
        TaskState.Stopped or TaskState.TracingStop => 4,
        TaskState.Unknown => Unresolved,
        _ => 5,
    };

    /// <summary>Times of 100 ns by column, as the books have them.</summary>
    public static StateTimes Times(ReadOnlySpan<long> ticks) => new()
    {
        Running = new TimeSpan(ticks[0]),
        Runnable = new TimeSpan(ticks[1]),
        Sleeping = new TimeSpan(ticks[2]),
        DiskSleep = new TimeSpan(ticks[3]),
        Stopped = new TimeSpan(ticks[4]),
        Other = new TimeSpan(ticks[5]),
        Unresolved = new TimeSpan(ticks[6]),
    };
}
