namespace RunScope.Testing.Sampling;

/// <summary>Divides what a tree's threads waited for CPUs into what they caused themselves, being more than there are CPUs for them, and what others on the machine caused.</summary>
/// <remarks>
/// A wait is told when it ends, so one round tells of none and the next of several. What the tree can have caused is therefore kept for
/// waits that are told later, for as long as the tree stays crowded: judged round by round, others would be blamed for every late one.
/// </remarks>
/// <param name="cpus">The CPUs that the tree may use on average: those that it may run on, or fewer where a quota allows less, such as 0.5.</param>
internal struct RunDelaySplit(double cpus)
{
    /// <summary>No wait is told later than this, unless others take the CPUs.</summary>
    private const long LongestTurn = 100_000_000;

    private double _ownToCome;

    /// <summary>Nanoseconds that others caused.</summary>
    public long External { get; private set; }

    /// <summary>Enters a round.</summary>
    /// <param name="elapsed">Nanoseconds since the one before.</param>
    /// <param name="runnable">The tree's threads that were on a CPU or waiting for one.</param>
    /// <param name="waited">Nanoseconds of the waits that were told of in it, summed over threads.</param>
    public void Add(long elapsed, int runnable, long waited)
    {
        var crowd = Math.Max(0, runnable - cpus);
        _ownToCome += crowd * elapsed;
        var own = Math.Min(_ownToCome, Math.Max(0, waited));
        External += (long)(Math.Max(0, waited) - own);
        _ownToCome = Math.Min(_ownToCome - own, crowd * LongestTurn);
    }
}
