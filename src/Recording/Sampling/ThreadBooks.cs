namespace RunScope.Testing.Sampling;

/// <summary>
/// Turns readings of one thread into state times. Running and Runnable are the scheduler's own totals
/// (<c>/proc/PID/task/TID/schedstat</c>); what is left of the elapsed time was spent blocked, and the sampled state letter says in which state.
/// </summary>
/// <remarks>
/// The scheduler's totals lag while a thread is on a CPU (by up to one tick) or in the run queue (by the present wait), so the rest of an interval
/// that ends in <c>R</c> stays open until the thread is next seen blocked, when its totals are complete. Nothing is ever clamped away:
/// the states of a closed thread sum to its lifetime.
/// </remarks>
internal sealed partial class ThreadBooks
{
    // The clock is read a moment before the totals, and a busy machine can make that moment long.
    private const long LongestLag = 50_000_000;
    private TimelineRow _row;
    private ThreadTotals _totals;
    private long _last;
    private long _run;
    private long _wait;
    private long _switches;
    private long _rest;
    private BlockedKind _kind = BlockedKind.None;
    private long _seenBlocked;
    private readonly long _runBefore;
    private bool _ran;
    private (long Ran, long Waited, long From) _lastInterval;

    // The scheduler accounts a wait for a CPU at its end: the first one after the books were opened may have begun before, also in the accounts of a
    // thread that slept then (see Believed).
    private bool _waitsSinceBefore;

    /// <summary>Opens the books at a thread's first reading.</summary>
    /// <param name="now">When the reading was taken.</param>
    /// <param name="run">The scheduler's run time so far.</param>
    /// <param name="wait">The scheduler's wait time so far.</param>
    /// <param name="switches">Times that the thread was switched in.</param>
    /// <param name="row">Where its timeline goes.</param>
    /// <param name="fromHere">Whether what it did before is in other books already: an exec hands a thread over to another ID.</param>
    public ThreadBooks(long now, long run, long wait, long switches, TimelineRow row, bool fromHere = false)
    {
        // A thread found alive is known to have lived for what the scheduler has accounted, no longer: waits before its first reading are unknown.
        Start = fromHere ? now : now - run - wait;
        _totals.Running = fromHere ? 0 : run;
        _totals.Runnable = fromHere ? 0 : wait;
        _run = run;
        _runBefore = fromHere ? run : 0;
        _wait = wait;
        _switches = switches;
        _last = now;
        _ran = true;
        _waitsSinceBefore = fromHere;
        _row = row;
        _row.Open(Start);
        _row.Add(Start, now, _totals.Running, _totals.Runnable, default, 0);
    }

    /// <summary>When the books open.</summary>
    public long Start { get; private set; }

    /// <summary>The scheduler's run time at the last reading, since the books opened.</summary>
    public long Ran => _run - _runBefore;

    /// <summary>The scheduler's run time at the last reading, since the thread began.</summary>
    public long RunSoFar => _run;

    /// <summary>The scheduler's wait time at the last reading, since the thread began.</summary>
    public long WaitSoFar => _wait;

    /// <summary>The books so far.</summary>
    public ref readonly ThreadTotals Totals => ref _totals;

    /// <summary>Times that the thread was switched off a CPU: each turn but the one that it has not been seen to end.</summary>
    public long TurnsEnded => Math.Max(0, _kind == BlockedKind.None || _ran ? _switches - 1 : _switches);

    /// <summary>Time that the scheduler counted as waiting for a CPU while the thread was seen blocked; it is in the books as blocked.</summary>
    public long Disbelieved { get; private set; }

    /// <summary>The state letter says once more that the thread is blocked, in the wait that it was last seen in.</summary>
    public void SeeBlocked(long now)
    {
        if (_kind != BlockedKind.None && !_ran) _seenBlocked = now;
    }

    /// <summary>Whether a reading says that the thread is still in the very wait that it was last seen in.</summary>
    public bool IsSameWait(long run, long switches) => _kind != BlockedKind.None && !_ran && run == _run && switches == _switches;

    /// <summary>Whether totals are less than this thread's were: then they are another's, which has its ID now.</summary>
    public bool Exceed(long run, long wait, long switches) => run < _run || wait < _wait || switches < _switches;

    /// <summary>
    /// Whether the totals could be those of this thread. They never shrink and never grow by more than the time that has passed, unless another
    /// thread took over its ID at an exec; or the clock or the state letter of the last reading was late, on a machine without a CPU for who reads.
    /// </summary>
    public bool CanBeSame(long now, long run, long wait, long switches)
    {
        if (Exceed(run, wait, switches)) return false;
        var taken = run - _run + (_waitsSinceBefore ? 0 : wait - _wait);
        var there = now - _last + _rest + (_kind == BlockedKind.None ? 0 : _totals.Exact[(int)_kind]);
        return taken - there <= LongestLag;
    }

    /// <summary>The kind of wait that the thread was last seen in.</summary>
    public BlockedKind Kind => _ran ? BlockedKind.None : _kind;

    /// <summary>Enters a reading which <see cref="IsSameWait"/> says is of the same wait; returns the time that became known.</summary>
    public long EnterSameWait(long now)
    {
        _lastInterval = default;
        _rest += now - _last;
        _last = now;
        var amount = Math.Max(0, _rest);
        _rest -= amount;
        _totals.Exact[(int)_kind] += amount;
        PerKind blocked = default;
        blocked[(int)_kind] = amount;
        _row.Add(_row.Settled, now, 0, 0, blocked, 0);
        return amount;
    }

    /// <summary>Enters a reading.</summary>
    /// <returns>The blocked time per kind that became known with it; negative where the scheduler says that a wait was over earlier than it seemed.</returns>
    public PerKind Enter(long now, long run, long wait, long switches, BlockedKind kind)
    {
        var same = kind == _kind && IsSameWait(run, switches);
        var before = _kind;
        var (ran, waited, back) = Advance(now, run, wait, switches);
        PerKind blocked = default;
        if (kind == BlockedKind.None)
        {
            _ran = true;
        }
        else
        {
            var amount = Math.Max(0, _rest);
            _rest -= amount;
            if (same)
            {
                _totals.Exact[(int)kind] += amount;
                blocked[(int)kind] = amount;
            }
            else
            {
                _totals.Samples[(int)kind]++;
                var half = _kind == BlockedKind.None || _kind == kind ? 0 : amount / 2;
                if (half > 0) blocked[(int)_kind] = half;
                blocked[(int)kind] += amount - half;
                for (var k = 0; k < PerKind.Count; k++) _totals.Sampled[k] += blocked[k];
            }

            _kind = kind;
            _ran = false;
            _seenBlocked = now;
        }

        _row.Add(_row.Settled, now - Math.Max(0, _rest), ran, waited, blocked, 0);
        if (back > 0) blocked[(int)before] -= back;
        return blocked;
    }

    private (long Ran, long Waited, long Back) Advance(long now, long run, long wait, long switches)
    {
        var ran = run - _run;
        var waited = Believed(now, wait - _wait);
        if (_waitsSinceBefore && waited > 0)
        {
            waited -= Math.Clamp(ran + waited - (_rest + now - _last) - (_kind == BlockedKind.None ? 0 : _totals.Exact[(int)_kind]), 0, waited);
            _waitsSinceBefore = false;
        }

        if (ran > 0 || switches != _switches) _ran = true;
        _lastInterval = (ran, waited, _row.Settled);
        _totals.Running += ran;
        _totals.Runnable += waited;
        _rest += now - _last - ran - waited;
        long back = 0;
        if (_rest < 0 && _kind != BlockedKind.None)
        {
            // A thread that was woken but not yet switched in still looked blocked: the scheduler now says that it was waiting for a CPU.
            back = Math.Min(-_rest, _totals.Exact[(int)_kind]);
            _totals.Exact[(int)_kind] -= back;
            _rest += back;
        }

        _last = now;
        _run = run;
        _wait = wait;
        _switches = switches;
        return (ran, waited, back);
    }

    // A wait for a CPU begins after the thread was last seen blocked. Kernels from 6.12 on, which keep a thread that blocks in the run queue for a while
    // (kernel/sched/fair.c, sched_delayed), rarely count its whole sleep as such a wait when it is moved to another CPU meanwhile.
    private long Believed(long now, long waited)
    {
        if (_kind == BlockedKind.None || _ran || waited <= now - _seenBlocked + LongestLag) return waited;
        var most = Math.Max(0, now - _seenBlocked);
        Disbelieved += waited - most;
        return most;
    }
}
