using System.Collections.Immutable;

namespace RunScope.Testing.Cli.Live;

/// <summary>Adds samples up for a view. What it holds is bounded by the threads that there are; the sampling thread gives, the view's thread looks.</summary>
internal sealed class LiveModel
{
    /// <summary>For how long a thread stays in view when it has ended: as long as figures are over.</summary>
    public static readonly TimeSpan Fading = StateBuckets.Width * StateBuckets.Window;

    /// <summary>Ended threads in view at the most, the latest of them.</summary>
    public const int MostEnded = 2000;

    private readonly Lock _lock = new();
    private readonly Dictionary<int, LiveThread> _threads = [];
    private readonly Queue<LiveThread> _ended = new();
    private readonly long[] _whole = new long[LiveState.Count];
    private int _alive;
    private TimeSpan _now;

    /// <summary>Takes a round.</summary>
    public void Take(long round, ReadOnlySpan<ThreadSample> samples)
    {
        lock (_lock)
        {
            foreach (ref readonly var sample in samples)
            {
                if (sample.At > _now) _now = sample.At;
                Thread(sample).Take(sample, round, _whole);
            }

            if (_alive > samples.Length) EndThoseWithout(round);
            while (_ended.TryPeek(out var oldest) && (_ended.Count > MostEnded || _now - oldest.Ended > Fading)) _ended.Dequeue();
        }
    }

    /// <summary>All threads have ended: the process has.</summary>
    public void End()
    {
        lock (_lock) EndThoseWithout(-1);
    }

    /// <summary>What is known now.</summary>
    public LiveView Look()
    {
        lock (_lock)
        {
            // A bucket that only begins now has nothing in it yet.
            var newest = StateBuckets.IndexOf(_now - TimeSpan.FromTicks(1));
            Span<long> recent = stackalloc long[LiveState.Count];
            Span<long> now = stackalloc long[LiveState.Count];
            var rows = ImmutableArray.CreateBuilder<LiveRow>(_threads.Count + _ended.Count);
            foreach (var thread in _threads.Values.Concat(_ended))
            {
                rows.Add(Row(thread, newest, recent));

                // The bucket that fills isn't a whole one.
                thread.Buckets.AddTo(newest - 1, BucketsOfASecond, now);
            }

            return new LiveView(_now, rows.ToImmutable(), LiveState.Times(recent), LiveState.Times(_whole), newest < BucketsOfASecond ? null : now[0] / (double)TimeSpan.TicksPerSecond);
        }
    }

    private const int BucketsOfASecond = 2;

    private LiveRow Row(LiveThread thread, long newest, Span<long> sums)
    {
        Span<long> recent = stackalloc long[LiveState.Count];
        recent.Clear();
        thread.Buckets.AddTo(newest, StateBuckets.Window, recent);
        for (var column = 0; column < recent.Length; column++) sums[column] += recent[column];
        ref readonly var last = ref thread.Newest;
        return new LiveRow(
            last.ProcessId, last.ThreadId, last.ProcessName, last.ThreadName, last.State, last.Call, last.Target,
            LiveState.Times(recent), thread.Buckets.Strip(newest), thread.Ended is { } ended ? _now - ended : null);
    }

    // IDs are used again: the first sample of a thread has no time before it.
    private LiveThread Thread(in ThreadSample sample)
    {
        if (_threads.TryGetValue(sample.ThreadId, out var known))
        {
            if (sample.Elapsed > TimeSpan.Zero || known.Newest.At == sample.At) return known;
            End(known);
        }

        _alive++;
        return _threads[sample.ThreadId] = new LiveThread(sample);
    }

    private void EndThoseWithout(long round)
    {
        foreach (var thread in _threads.Values.Where(t => t.Round != round).ToArray()) End(thread);
    }

    private void End(LiveThread thread)
    {
        thread.Ended = _now;
        _threads.Remove(thread.Newest.ThreadId);
        _ended.Enqueue(thread);
        _alive--;
    }
}
