namespace RunScope.Testing.Sampling;

/// <summary>The buckets that all rows of a timeline share: their width doubles whenever the run outgrows them.</summary>
internal sealed class TimelineGrid(long startNs, long firstBucketNs)
{
    /// <summary>Buckets at the most: a report is about as many pixels wide.</summary>
    public const int Capacity = 256;

    /// <summary>States per bucket, in the order of the profile's timeline.</summary>
    public const int States = 7;

    // Each is 14 KiB: what the threads of the busiest moment had isn't kept for ever.
    private const int MostSpare = 64;

    private readonly List<TimelineRow> _rows = [];
    private readonly Stack<long[]> _spare = new();

    /// <summary>When the first bucket begins.</summary>
    public long Start { get; } = startNs;

    /// <summary>The width of a bucket in nanoseconds.</summary>
    public long BucketNs { get; private set; } = firstBucketNs;

    public TimelineRow NewRow()
    {
        var row = new TimelineRow(this);
        _rows.Add(row);
        return row;
    }

    /// <summary>Whether its buckets keep their width: what comes later than the last is put into it.</summary>
    public bool IsFixed { get; init; }

    /// <summary>Buffers that are kept for rows to come.</summary>
    public int Spare => _spare.Count;

    /// <summary>Forgets rows that nobody will ask for.</summary>
    public void Remove(IReadOnlySet<TimelineRow> rows) => _rows.RemoveAll(rows.Contains);

    public int IndexOf(long now)
    {
        while (!IsFixed && now - Start >= BucketNs * Capacity) Double();
        return (int)Math.Min(Math.Max(0, now - Start) / BucketNs, Capacity - 1);
    }

    public long[] Rent()
    {
        if (!_spare.TryPop(out var buffer)) return new long[Capacity * States];
        Array.Clear(buffer);
        return buffer;
    }

    public void Return(long[] buffer)
    {
        if (_spare.Count < MostSpare) _spare.Push(buffer);
    }

    private void Double()
    {
        BucketNs *= 2;
        foreach (var row in _rows) row.MergePairs();
    }
}
