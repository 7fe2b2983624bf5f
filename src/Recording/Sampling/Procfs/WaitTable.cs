namespace RunScope.Testing.Sampling.Procfs;

/// <summary>What one thread waited in: a few entries, the time in each.</summary>
internal sealed class WaitTable
{
    // A server that meets ever new sockets fills the table: from then on its calls are kept without their targets. What their targets tell apart is bounded then by
    // calls and kernel functions; when those are too many as well, the calls are kept alone.
    private const int MostTargets = 64;
    private const int MostChannels = 112;
    private const int Most = 128;
    private const int Nobody = -1;
    private const int Unnamed = -2;
    private readonly List<WaitEntry> _entries = [];
    private PerKind _spread;
    private int _present = Nobody;

    public IReadOnlyList<WaitEntry> Entries => _entries;

    /// <summary>Whether the present wait has been looked at.</summary>
    public bool Known => _present != Nobody;

    /// <summary>The present wait; null when nobody has looked at it, or when the table is full.</summary>
    public WaitEntry? Present => _present >= 0 ? _entries[_present] : null;

    /// <summary>The table as it would be if it were closed now; this one stays open.</summary>
    public WaitTable ClosedCopy()
    {
        var copy = new WaitTable { _spread = _spread };
        foreach (var entry in _entries) copy._entries.Add(new WaitEntry { Key = entry.Key, Ns = entry.Ns, Count = entry.Count });
        copy.Close();
        return copy;
    }

    /// <summary>Takes over what another, closed table holds.</summary>
    public void Absorb(WaitTable other)
    {
        foreach (var entry in other._entries)
        {
            var key = entry.Key;
            var at = PlaceOf(ref key);
            if (at >= 0)
            {
                _entries[at].Ns += entry.Ns;
                _entries[at].Count += entry.Count;
            }
            else if (_entries.Count < Most)
            {
                _entries.Add(new WaitEntry { Key = key, Ns = entry.Ns, Count = entry.Count });
            }
            else
            {
                _spread[(int)key.Kind] += entry.Ns;
            }
        }
    }

    /// <summary>A new wait began that nobody has looked at.</summary>
    public void Forget() => _present = Nobody;

    /// <summary>The present wait was looked at.</summary>
    public void See(in WaitKey key)
    {
        var entry = key;
        _present = PlaceOf(ref entry);
        if (_present < 0)
        {
            if (_entries.Count >= Most)
            {
                _present = Unnamed;
                return;
            }

            _present = _entries.Count;
            _entries.Add(new WaitEntry { Key = entry });
        }

        _entries[_present].Count++;
    }

    // Where a wait is entered, with as much of what tells it apart as there is room for.
    private int PlaceOf(ref WaitKey key)
    {
        var at = IndexOf(key);
        if (at < 0 && _entries.Count >= MostTargets && key.Target is not null) at = IndexOf(key = key with { Target = null });
        if (at < 0 && _entries.Count >= MostChannels && key.WaitChannel is not null) at = IndexOf(key = key with { WaitChannel = null });
        return at;
    }

    private int IndexOf(in WaitKey key)
    {
        for (var i = 0; i < _entries.Count; i++)
        {
            if (_entries[i].Key == key) return i;
        }

        return Nobody;
    }

    /// <summary>Time that was spent in the present wait for certain.</summary>
    public void AddToPresent(BlockedKind kind, long ns)
    {
        if (_present >= 0 && _entries[_present].Key.Kind == kind) _entries[_present].Ns += ns;
        else _spread[(int)kind] += ns;
    }

    /// <summary>Time that was spent in several waits: it is spread over what was seen, by count.</summary>
    public void AddToAll(in PerKind blocked)
    {
        for (var k = 0; k < PerKind.Count; k++) _spread[k] += blocked[k];
    }

    /// <summary>Spreads what has no wait of its own; what no look explains becomes an entry of its own.</summary>
    public void Close()
    {
        for (var k = 0; k < PerKind.Count; k++)
        {
            var left = _spread[k];
            if (left <= 0) continue;
            long count = 0;
            foreach (var entry in _entries)
            {
                if (entry.Key.Kind == (BlockedKind)k) count += entry.Count;
            }

            if (count == 0)
            {
                _entries.Add(new WaitEntry { Key = new WaitKey((BlockedKind)k, -1, null, null), Ns = left });
                continue;
            }

            var whole = left;
            WaitEntry? last = null;
            foreach (var entry in _entries)
            {
                if (entry.Key.Kind != (BlockedKind)k) continue;
                var part = (long)((double)whole * entry.Count / count);
                entry.Ns += part;
                left -= part;
                last = entry;
            }

            last!.Ns += left;
        }

        _spread = default;
    }
}

/// <summary>What a wait is told apart by.</summary>
/// <param name="Kind">The state.</param>
/// <param name="Syscall">The number of the system call; -1 when it couldn't be read or there is none.</param>
/// <param name="Target">What the call's descriptor is open on.</param>
/// <param name="WaitChannel">The kernel function.</param>
internal readonly record struct WaitKey(BlockedKind Kind, int Syscall, string? Target, string? WaitChannel);

/// <summary>One wait of one thread.</summary>
internal sealed class WaitEntry
{
    public WaitKey Key { get; init; }

    /// <summary>How an observer shows it; null before it was first asked.</summary>
    public SampledWait? Shown { get; set; }

    /// <summary>Nanoseconds attributed to it.</summary>
    public long Ns { get; set; }

    /// <summary>Times that it was seen.</summary>
    public long Count { get; set; }
}
