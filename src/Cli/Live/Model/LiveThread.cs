namespace RunScope.Testing.Cli.Live;

/// <summary>One thread as the view knows it: what its samples say, added up.</summary>
internal sealed class LiveThread
{
    // The scheduler accounts running time up to a tick late, 10 ms where it ticks 100 times a second: so long the time of a thread that wants a CPU stays open.
    private static readonly long LongestLag = TimeSpan.FromMilliseconds(10).Ticks;

    // Time since the last moment that all is told of.
    private long _open;
    private ThreadSample _newest;

    public LiveThread(in ThreadSample first) => _newest = first;

    /// <summary>The newest sample.</summary>
    public ref readonly ThreadSample Newest => ref _newest;

    /// <summary>The round that it is of.</summary>
    public long Round { get; set; }

    /// <summary>When it was found to be gone; null as long as it lives.</summary>
    public TimeSpan? Ended { get; set; }

    public StateBuckets Buckets { get; } = new();

    /// <summary>Takes a sample; adds to the process's own sums what it does to the thread's.</summary>
    public void Take(in ThreadSample sample, long round, Span<long> process)
    {
        _newest = sample;
        Round = round;
        _open += Math.Max(0, sample.Elapsed.Ticks);
        var from = sample.At - TimeSpan.FromTicks(_open);
        Spend(from, 0, sample.CpuTime.Ticks, process);
        Spend(from, 1, sample.RunQueueDelay.Ticks, process);

        // A blocked thread is off the CPU and all accounted. Of another the newest may not be; what is older was spent blocked, unseen.
        var column = LiveState.ColumnOf(sample.State);
        if (column > 1) Spend(from, column, _open, process);
        else Spend(from, LiveState.Unresolved, _open - Math.Max(LongestLag, sample.Elapsed.Ticks), process);
    }

    private void Spend(TimeSpan from, int column, long ticks, Span<long> process)
    {
        var spent = Math.Clamp(ticks, 0, _open);
        if (spent == 0) return;
        _open -= spent;
        process[column] += spent;
        Buckets.Add(from, _newest.At, column, spent);
    }
}
