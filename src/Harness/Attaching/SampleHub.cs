using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Redaction;
using RunScope.Testing.Interop;
using RunScope.Testing.Sampling;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Attaching;

/// <summary>Hands the samples of each round on: to the ring, to handlers, to readers. Without readers a round allocates nothing.</summary>
internal sealed class SampleHub(int recent, Func<Redactor> redactor) : IRoundObserver
{
    private readonly Lock _gate = new();
    private readonly RecentRing _recent = new(recent);
    private ImmutableArray<Subscription> _handlers = [];
    private ImmutableArray<RoundReader> _readers = [];
    private ImmutableArray<string> _failures = [];
    private ThreadSample[] _samples = new ThreadSample[64];
    private int _count;
    private long _round;

    // The last round that readers got, or could have got; under the gate.
    private long _published;
    private TimeSpan _at;
    private bool _ended;
    private bool _isWatched;

    /// <summary>What went wrong in handlers, for the profile's warnings.</summary>
    public ImmutableArray<string> Failures
    {
        get
        {
            lock (_gate) return _failures;
        }
    }

    public ImmutableArray<ThreadSample> Recent() => _recent.ToArray();

    /// <summary>Calls a handler in every round from now on.</summary>
    public IDisposable Subscribe(SamplesHandler handler)
    {
        var subscription = new Subscription(this, handler);
        lock (_gate) _handlers = _handlers.Add(subscription);
        return subscription;
    }

    /// <summary>Reads the rounds from the start of the enumeration.</summary>
    public async IAsyncEnumerable<SampleRound> ReadAsync(int capacity, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RoundReader reader;
        lock (_gate)
        {
            if (_ended) yield break;
            reader = new RoundReader(capacity, _published);
            _readers = _readers.Add(reader);
        }

        try
        {
            await foreach (var round in reader.ReadAsync(cancellationToken).ConfigureAwait(false)) yield return round;
        }
        finally
        {
            lock (_gate) _readers = _readers.Remove(reader);
        }
    }

    /// <summary>There are no more rounds.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            foreach (var reader in _readers) reader.End();
        }
    }

    bool IRoundObserver.IsWatched => _isWatched;

    void IRoundObserver.BeginRound(long number, long atNs)
    {
        _round = number;
        lock (_gate) _isWatched = !_handlers.IsEmpty || !_readers.IsEmpty;
        _at = Time(atNs);
        _count = 0;
    }

    void IRoundObserver.See(in ThreadReading reading)
    {
        if (_count == _samples.Length) Array.Resize(ref _samples, _count * 2);
        _samples[_count++] = new ThreadSample
        {
            ProcessId = reading.Pid,
            ThreadId = reading.Tid,
            ProcessName = reading.ProcessName,
            ThreadName = reading.ThreadName,
            State = reading.State,
            At = Time(reading.AtNs),
            Elapsed = Time(reading.ElapsedNs),
            CpuTime = Time(reading.RanNs),
            RunQueueDelay = Time(reading.WaitedNs),
            Wait = reading.Wait,
        };
    }

    void IRoundObserver.EndRound()
    {
        var samples = _samples.AsSpan(0, _count);
        _recent.Add(samples);
        ImmutableArray<Subscription> handlers;
        lock (_gate)
        {
            // Under the lock: a reader that came before gets this round as its first, one that comes later the next, and neither has missed any.
            _published = _round;
            if (!_readers.IsEmpty)
            {
                var round = new SampleRound(_round, _at, [.. samples], 0);
                foreach (var reader in _readers) reader.Add(round);
            }

            handlers = _handlers;
        }

        foreach (var handler in handlers) handler.Call(_round, samples);
    }

    string IRoundObserver.Shown(string name) => redactor().Name(name);

    SampledWait IRoundObserver.Shown(in WaitKey wait) => new(
        wait.Syscall >= 0 ? SyscallNames.Of(wait.Syscall) : wait.WaitChannel,
        wait.Target is { } target ? redactor().Text(target) : null,
        wait.WaitChannel);

    private void Remove(Subscription handler)
    {
        lock (_gate) _handlers = _handlers.Remove(handler);
    }

    private void Failed(long round, Exception e)
    {
        lock (_gate) _failures = _failures.Add($"A handler of rounds threw {e.GetType().Name} in round {round} and wasn't called again: {VisibleText.Of(e.Message, 300)}");
    }

    private static TimeSpan Time(long ns) => new(ns / TimeSpan.NanosecondsPerTick);

    private sealed class Subscription(SampleHub hub, SamplesHandler handler) : IDisposable
    {
        // Held during a call, so that none is under way when it has been disposed. A handler that disposes it itself holds it already.
        private readonly Lock _calling = new();
        private bool _gone;

        public void Call(long round, ReadOnlySpan<ThreadSample> samples)
        {
            lock (_calling)
            {
                if (_gone) return;
                try
                {
                    handler(round, samples);
                }
                catch (Exception e)
                {
                    Dispose();
                    hub.Failed(round, e);
                }
            }
        }

        public void Dispose()
        {
            lock (_calling) _gone = true;
            hub.Remove(this);
        }
    }
}
