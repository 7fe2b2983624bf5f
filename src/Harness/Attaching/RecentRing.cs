using System.Collections.Immutable;

namespace RunScope.Testing.Attaching;

/// <summary>The latest samples, as many as there is room for.</summary>
internal sealed class RecentRing(int capacity)
{
    private readonly Lock _gate = new();
    private readonly ThreadSample[] _samples = new ThreadSample[capacity];
    private int _next;
    private int _count;

    public void Add(ReadOnlySpan<ThreadSample> samples)
    {
        if (capacity == 0) return;
        if (samples.Length > capacity) samples = samples[^capacity..];
        lock (_gate)
        {
            var first = Math.Min(samples.Length, capacity - _next);
            samples[..first].CopyTo(_samples.AsSpan(_next));
            samples[first..].CopyTo(_samples);
            _next = (_next + samples.Length) % capacity;
            _count = Math.Min(capacity, _count + samples.Length);
        }
    }

    /// <summary>The oldest first.</summary>
    public ImmutableArray<ThreadSample> ToArray()
    {
        lock (_gate)
        {
            var all = ImmutableArray.CreateBuilder<ThreadSample>(_count);
            var start = _count < capacity ? 0 : _next;
            all.AddRange(_samples.AsSpan(start, _count < capacity ? _count : capacity - start));
            if (_count == capacity) all.AddRange(_samples.AsSpan(0, start));
            return all.MoveToImmutable();
        }
    }
}
