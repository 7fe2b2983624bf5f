namespace RunScope.Testing.Sampling;

/// <summary>An engine: it looks at every thread of a tree once per round and keeps the books. It never stops, signals or reaps anything.</summary>
internal interface ISampler : IDisposable
{
    /// <summary>Opens the books of the root process.</summary>
    /// <param name="rootPid">The root process; our unreaped child.</param>
    /// <param name="startNs">When it was started, CLOCK_MONOTONIC.</param>
    /// <param name="report">Called once for each further process that is found.</param>
    void Begin(int rootPid, long startNs, Action<int, ulong>? report);

    /// <summary>A quota allows the tree fewer CPUs than it may run on. Told before the first round.</summary>
    /// <param name="cpus">The CPUs on average.</param>
    void LimitCpus(double cpus);

    /// <summary>The root is let go after the first look: the time for which it was held is no time of its own.</summary>
    /// <param name="releasedNs">When it was let go; 0 when it wasn't held.</param>
    void Released(long releasedNs);

    /// <summary>Takes one round.</summary>
    void Round(long nowNs);

    /// <summary>Threads whose books there are, those that have ended too.</summary>
    int ThreadCount { get; }

    /// <summary>Remembers each thread's books as of the last round, as the begin or end of a phase.</summary>
    void Mark(string phase, bool begin, long nowNs);

    /// <summary>Takes the last figures while the root is a zombie and closes all books.</summary>
    void Finish(long exitNs);

    /// <summary>Puts the closed books into the recording, and which engine kept them, and why this one. The recording knows its wall time already.</summary>
    void Write(Recording recording);
}
