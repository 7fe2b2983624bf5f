namespace RunScope.Testing.Analysis;

/// <summary>One or several states taken together. The books keep some states in one column, which counts once.</summary>
internal sealed class StateGroup
{
    /// <summary>One state for each column of <see cref="StateTimes"/> but the unresolved one, in the order of the books.</summary>
    public static readonly TaskState[] Columns =
        [TaskState.Running, TaskState.Runnable, TaskState.Sleeping, TaskState.DiskSleep, TaskState.Stopped, TaskState.Idle];

    private readonly bool[] _included = new bool[Columns.Length];

    public StateGroup(params ReadOnlySpan<TaskState> states)
    {
        foreach (var state in states)
            _included[ColumnOf(state)] = true;
    }

    /// <summary>Whether any state of the group is one in which a thread is off the CPU and waits for something else.</summary>
    public bool AnyBlocked => _included.AsSpan(2).Contains(true);

    /// <summary>Whether a column of the books is part of the group.</summary>
    public bool Includes(int column) => _included[column];

    /// <summary>Whether a state is part of the group.</summary>
    public bool Includes(TaskState state) => state != TaskState.Unknown && _included[ColumnOf(state)];

    /// <summary>The time in the group.</summary>
    public TimeSpan TimeIn(StateTimes times)
    {
        var sum = TimeSpan.Zero;
        for (var column = 0; column < Columns.Length; column++)
        {
            if (_included[column])
                sum += times[Columns[column]];
        }

        return sum;
    }

    private static int ColumnOf(TaskState state) => state switch
    {
        TaskState.Running => 0,
        TaskState.Runnable => 1,
        TaskState.Sleeping => 2,
        TaskState.DiskSleep => 3,
        TaskState.Stopped or TaskState.TracingStop => 4,
        TaskState.Unknown => throw new ArgumentOutOfRangeException(nameof(state), state, "What is unknown is no state that time is spent in."),
        _ => 5,
    };
}
