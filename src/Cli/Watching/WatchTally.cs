using System.Collections.Immutable;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Cli.Watching;

/// <summary>What the threads of an attached process did since the last look, summed up from its samples as they come.</summary>
/// <remarks>
/// For a glance while it is watched; the profile at the end is made of the whole accounting. CPU time and waiting for a CPU are the scheduler's own. The rest of
/// a sample's time goes to the state that the thread was in when it was seen; of a thread that wanted a CPU by then it is unresolved.
/// </remarks>
/// <param name="isDetailed">Whether threads and waits are told apart, which costs more the more threads there are.</param>
/// <param name="roles">What tells which threads are counted, and nothing of what they do: they serve a runtime, or only wait for children.</param>
internal sealed class WatchTally(bool isDetailed, WatchedRoles roles)
{
    private static readonly int Unresolved = StateGroup.Columns.Length;

    private readonly Lock _gate = new();
    private readonly long[] _ticks = new long[StateGroup.Columns.Length + 1];
    private readonly Dictionary<int, (string Name, long Ticks)> _cpu = [];
    private readonly Dictionary<(string? Call, string? Target), long> _waits = [];
    private readonly HashSet<int> _seen = [];
    private HashSet<int>? _before;
    private long _rounds;
    private int _threads;
    private TimeSpan _at;

    /// <summary>Takes in one round; called on the sampling thread.</summary>
    public void Add(ReadOnlySpan<ThreadSample> samples)
    {
        lock (_gate)
        {
            _rounds++;
            _threads = samples.Length;
            if (samples.Length > 0) _at = samples[^1].At;
            if (isDetailed) _seen.Clear();
            roles.Begin(samples);
            foreach (ref readonly var sample in samples)
            {
                if (isDetailed) _seen.Add(sample.ThreadId);
                if (roles.IsLeftOut(in sample)) continue;

                // Both may be accounted after the span that they belong to: what is too much here is too little in the next one.
                var rest = sample.Elapsed.Ticks - sample.CpuTime.Ticks - sample.RunQueueDelay.Ticks;
                _ticks[0] += sample.CpuTime.Ticks;
                _ticks[1] += sample.RunQueueDelay.Ticks;
                _ticks[ColumnOf(sample.State)] += rest;
                if (isDetailed) AddDetails(in sample, rest);
            }
        }
    }

    /// <summary>What there is since the last call, or since the beginning.</summary>
    /// <param name="startAnew">Whether the next look begins here.</param>
    public WatchedSpan Look(bool startAnew)
    {
        lock (_gate)
        {
            long[] ticks = [.. _ticks.Select(t => Math.Max(0, t))];
            var total = ticks.Sum();
            ImmutableArray<double>? shares = total == 0 ? null : [.. ticks.Select(t => t / (double)total)];
            var busiest = _cpu.OrderByDescending(c => c.Value.Ticks).ThenBy(c => c.Key).Select(c => new BusyThread(c.Key, c.Value.Name, TimeSpan.FromTicks(c.Value.Ticks))).FirstOrDefault();
            var span = new WatchedSpan(_at, _rounds, _threads, _before is null ? 0 : _seen.Count(t => !_before.Contains(t)), _before?.Count(t => !_seen.Contains(t)) ?? 0, shares, busiest, LongestWait());
            if (startAnew) StartAnew();
            return span;
        }
    }

    private void StartAnew()
    {
        Array.Clear(_ticks);
        _cpu.Clear();
        _waits.Clear();
        if (_rounds > 0) _before = [.. _seen];
        _rounds = 0;
    }

    private void AddDetails(in ThreadSample sample, long rest)
    {
        if (sample.CpuTime > TimeSpan.Zero) _cpu[sample.ThreadId] = (sample.ThreadName, _cpu.GetValueOrDefault(sample.ThreadId).Ticks + sample.CpuTime.Ticks);
        if (rest <= 0 || ColumnOf(sample.State) == Unresolved) return;
        var wait = (sample.Call, sample.Target);
        _waits[wait] = _waits.GetValueOrDefault(wait) + rest;
    }

    private LongWait? LongestWait()
    {
        var all = _waits.Values.Sum();
        return all == 0 ? null : _waits.Select(w => new LongWait(w.Key.Call, w.Key.Target, w.Value / (double)all)).MaxBy(w => w.Share);
    }

    private static int ColumnOf(TaskState state) => state is TaskState.Running or TaskState.Runnable or TaskState.Unknown ? Unresolved : Array.FindIndex(StateGroup.Columns, c => new StateGroup(c).Includes(state));
}

/// <summary>What there was to see between two looks.</summary>
/// <param name="At">When the last round was taken, from the moment of attaching.</param>
/// <param name="Rounds">Rounds taken.</param>
/// <param name="Threads">Threads in the last of them.</param>
/// <param name="Begun">Threads that weren't there before; 0 in the first look.</param>
/// <param name="Gone">Threads that were there before and aren't now.</param>
/// <param name="Shares">The share of each of <see cref="StateGroup.Columns"/>, and the unresolved one behind them; null when no time was accounted.</param>
/// <param name="Busiest">The thread with the most CPU time; null when none used any, or when threads weren't told apart.</param>
/// <param name="Longest">The wait that took most of all waiting; null when none is known.</param>
internal sealed record WatchedSpan(TimeSpan At, long Rounds, int Threads, int Begun, int Gone, ImmutableArray<double>? Shares, BusyThread? Busiest, LongWait? Longest);

/// <summary>A thread and its CPU time.</summary>
internal sealed record BusyThread(int ThreadId, string Name, TimeSpan CpuTime);

/// <summary>A wait and its share of all waiting.</summary>
internal sealed record LongWait(string? Call, string? Target, double Share);
