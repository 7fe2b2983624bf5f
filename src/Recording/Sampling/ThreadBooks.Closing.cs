namespace RunScope.Testing.Sampling;

/// <content>How the books are closed: what was open until then becomes somebody's.</content>
internal sealed partial class ThreadBooks
{
    // The scheduler's totals of a thread on a CPU are brought up to date at each tick: 10 ms with the slowest CONFIG_HZ.
    private const long LongestTick = 10_000_000;

    // So many samples say how a thread's blocked time divides.
    private const long FewestSamples = 10;

    /// <summary>When the books closed; 0 while they are open.</summary>
    public long End { get; private set; }

    /// <summary>The books as they would be if they were closed now; these stay open.</summary>
    /// <param name="row">A copy of this one's row, into which what is open goes.</param>
    public ThreadBooks ClosedCopy(TimelineRow row)
    {
        var copy = (ThreadBooks)MemberwiseClone();
        copy._row = row;
        copy.CloseLiving();
        return copy;
    }

    /// <summary>Closes the books of a thread that is gone: they end with its last reading; what was open follows its samples, or is unresolved without enough of them.</summary>
    public void CloseVanished()
    {
        // Of what was open, the last moment may have been on a CPU or in the run queue; before that the thread was blocked, as it usually was.
        var blocked = _rest - LongestTick;
        if (blocked > 0 && _totals.Samples.Sum >= FewestSamples)
        {
            var parts = Divide(blocked, _totals.Samples);
            for (var k = 0; k < PerKind.Count; k++) _totals.Sampled[k] += parts[k];
            _rest -= blocked;
            _row.Add(_row.Settled, _last - _rest, 0, 0, parts, 0);
        }

        Settle();
        End = _last;
    }

    /// <summary>
    /// Closes the books of a thread that lives on, at the moment that its last reading stands for. Its totals were read a little later: what they hold beyond that
    /// moment was spent after it, on a CPU or waiting for one as in the last interval.
    /// </summary>
    public void CloseLiving()
    {
        var (lastRan, lastWaited, from) = _lastInterval;
        var beyond = Math.Min(-_rest, lastRan + lastWaited);
        if (beyond > 0)
        {
            var ran = Math.Clamp((long)((double)beyond * lastRan / (lastRan + lastWaited)), beyond - lastWaited, Math.Min(lastRan, beyond));
            var waited = beyond - ran;
            _totals.Running -= ran;
            _totals.Runnable -= waited;
            _rest += beyond;

            // The whole interval is taken out of the row and what remains put in again: its parts are never less than nothing.
            _row.Add(from, _row.Settled, -lastRan, -lastWaited, default, 0);
            _row.Add(from, _row.Settled, lastRan - ran, lastWaited - waited, default, 0);
        }

        CloseVanished();
    }

    /// <summary>Closes the books with the final reading of a thread that is a zombie.</summary>
    /// <param name="end">When it ended; null when that isn't known.</param>
    /// <param name="run">Its final run time.</param>
    /// <param name="wait">Its final wait time.</param>
    /// <param name="switches">Times that it was switched in.</param>
    public void CloseExited(long? end, long run, long wait, long switches)
    {
        var wasWaiting = _kind != BlockedKind.None && !_ran;
        var now = end ?? _last + (run - _run) + (wait - _wait);
        var (ran, waited, _) = Advance(Math.Max(now, _last), run, wait, switches);

        // The wait that it was last seen in ended within this interval, so the interval's blocked time begins with it. Without one, the
        // thread's own samples say how its blocked time divides; without any sample nobody knows.
        PerKind blocked = default;
        var amount = Math.Max(0, _rest);
        if (wasWaiting)
            blocked[(int)_kind] = amount;
        else if (_totals.Samples.Sum > 0)
            blocked = Divide(amount, _totals.Samples);
        _rest -= blocked.Sum;
        for (var k = 0; k < PerKind.Count; k++) _totals.Sampled[k] += blocked[k];
        _row.Add(_row.Settled, _last - Math.Max(0, _rest), ran, waited, blocked, 0);
        Settle();
        End = _last;
    }

    private static PerKind Divide(long amount, in PerKind weights)
    {
        PerKind parts = default;
        var left = amount;
        var total = weights.Sum;
        var largest = 0;
        for (var k = 0; k < PerKind.Count; k++)
        {
            parts[k] = (long)((double)amount * weights[k] / total);
            left -= parts[k];
            if (weights[k] > weights[largest]) largest = k;
        }

        parts[largest] += left;
        return parts;
    }

    private void Settle()
    {
        if (_rest > 0)
        {
            _totals.Unresolved += _rest;
            _row.Add(_row.Settled, _last, 0, 0, default, _rest);
        }
        else
        {
            // The totals were read a moment after the clock: the thread lived that much longer than the clock said.
            _last -= _rest;
        }

        _rest = 0;
        _row.Close();
    }
}
