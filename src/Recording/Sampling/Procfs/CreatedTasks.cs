namespace RunScope.Testing.Sampling.Procfs;

/// <summary>How many processes and threads were created in our PID namespace after one of them, by whomever.</summary>
/// <remarks>PIDs are given in turn, to threads too. Once they have come round, nobody knows how many were left out.</remarks>
internal sealed class CreatedTasks
{
    private const long Unknown = -1;
    private long _last;

    /// <summary>-1 when it isn't known.</summary>
    public long Count { get; private set; } = Unknown;

    /// <summary>Begins with a process that was created just now.</summary>
    public void CountFrom(int pid) => (_last, Count) = (pid, 0);

    /// <summary>Goes on with the PID that was given last; negative when that couldn't be read.</summary>
    public void See(long last)
    {
        Count = Count == Unknown || last < _last ? Unknown : Count + (last - _last);
        _last = last;
    }
}
