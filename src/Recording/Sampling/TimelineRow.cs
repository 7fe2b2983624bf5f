namespace RunScope.Testing.Sampling;

/// <summary>One thread's row of buckets. A living thread has room for the whole run; an ended one keeps only its own buckets.</summary>
internal sealed class TimelineRow(TimelineGrid grid)
{
    private long[]? _buckets;
    private bool _closed;
    private int _last;

    /// <summary>The index of the first bucket of <see cref="Buckets"/>.</summary>
    public int First { get; private set; }

    /// <summary>Up to when time has been put into buckets.</summary>
    public long Settled { get; private set; }

    /// <summary>The nanoseconds per bucket and state, row by row.</summary>
    public ReadOnlySpan<long> Buckets => _buckets is null ? [] : _closed ? _buckets : _buckets.AsSpan(First * TimelineGrid.States, (_last - First + 1) * TimelineGrid.States);

    public void Open(long start)
    {
        _buckets = grid.Rent();
        First = grid.IndexOf(start);
        _last = First;
        Settled = start;
    }

    /// <summary>Spreads time evenly over the span in which it was spent.</summary>
    public void Add(long from, long to, long run, long wait, in PerKind blocked, long unresolved)
    {
        if (_buckets is null || _closed) return;
        to = Math.Max(to, from);
        Settled = Math.Max(Settled, to);
        if (run == 0 && wait == 0 && unresolved == 0 && blocked.Sum == 0) return;
        var last = Math.Max(grid.IndexOf(to), First);
        var first = Math.Clamp(grid.IndexOf(from), First, last);
        _last = Math.Max(_last, last);
        if (first == last)
        {
            AddTo(first, run, wait, blocked, unresolved);
            return;
        }

        // Cumulative shares, so that the parts sum to the whole.
        var span = (double)(to - from);
        long doneRun = 0, doneWait = 0, doneUnresolved = 0;
        PerKind done = default;
        for (var i = first; i <= last; i++)
        {
            var share = i == last ? 1 : Math.Clamp((grid.Start + ((i + 1) * grid.BucketNs) - from) / span, 0, 1);
            PerKind part = default;
            for (var k = 0; k < PerKind.Count; k++) part[k] = Part(blocked[k], share, done[k]);
            AddTo(i, Part(run, share, doneRun), Part(wait, share, doneWait), part, Part(unresolved, share, doneUnresolved));
            doneRun = (long)(run * share);
            doneWait = (long)(wait * share);
            doneUnresolved = (long)(unresolved * share);
            for (var k = 0; k < PerKind.Count; k++) done[k] = (long)(blocked[k] * share);
        }
    }

    /// <summary>A copy that goes its own way, in a grid of its own, whose buckets stay those of this one's.</summary>
    public TimelineRow Copy() => new(new TimelineGrid(grid.Start, grid.BucketNs) { IsFixed = true })
    {
        _buckets = (long[]?)_buckets?.Clone(),
        _closed = _closed,
        _last = _last,
        First = First,
        Settled = Settled,
    };

    /// <summary>Leaves a gap up to here.</summary>
    public void Skip(long until) => Settled = Math.Max(Settled, until);

    public void Close()
    {
        if (_buckets is null || _closed) return;
        var buffer = _buckets;
        _buckets = Buckets.ToArray();
        _closed = true;
        grid.Return(buffer);
    }

    internal void MergePairs()
    {
        if (_buckets is null) return;
        var from = First;
        var to = _last;
        var buckets = _buckets;
        var offset = _closed ? from : 0;
        var newFirst = from / 2;
        var newOffset = _closed ? newFirst : 0;
        for (var i = newFirst; i <= to / 2; i++)
        {
            for (var s = 0; s < TimelineGrid.States; s++)
            {
                var left = 2 * i >= from && 2 * i <= to ? buckets[((2 * i - offset) * TimelineGrid.States) + s] : 0;
                var right = (2 * i) + 1 >= from && (2 * i) + 1 <= to ? buckets[(((2 * i) + 1 - offset) * TimelineGrid.States) + s] : 0;
                buckets[((i - newOffset) * TimelineGrid.States) + s] = left + right;
            }
        }

        First = newFirst;
        _last = to / 2;
        var used = (_last - newOffset + 1) * TimelineGrid.States;
        if (_closed) _buckets = buckets.AsSpan(0, used).ToArray();
        else Array.Clear(buckets, used, buckets.Length - used);
    }

    private static long Part(long whole, double share, long done) => (long)(whole * share) - done;

    private void AddTo(int index, long run, long wait, in PerKind blocked, long unresolved)
    {
        var bucket = _buckets.AsSpan(index * TimelineGrid.States, TimelineGrid.States);
        bucket[0] += run;
        bucket[1] += wait;
        for (var k = 0; k < PerKind.Count; k++) bucket[2 + k] += blocked[k];
        bucket[6] += unresolved;
    }
}
