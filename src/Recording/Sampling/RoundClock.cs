namespace RunScope.Testing.Sampling;

/// <summary>When rounds are due. Times are absolute, so lateness doesn't add up; rounds that can't be caught up are missed and counted.</summary>
/// <remarks>
/// A round falls within a quarter of a period around its turn, by a fixed low-discrepancy sequence: samples at strictly equal distances would
/// always meet a periodic workload at the same point of its period.
/// </remarks>
internal sealed class RoundClock
{
    private const double GoldenRatio = 0.6180339887498949;
    private const double Spread = 0.5;
    private long _start;
    private long _period;
    private long _turn = 1;
    private long _requestedBefore;
    private bool _stopped;

    public RoundClock(long start, int rate)
    {
        _start = start;
        _period = 1_000_000_000 / rate;
        Due = DueAt(_turn);
    }

    /// <summary>When the next round is due; never while no rounds are asked for.</summary>
    public long Due { get; private set; }

    public long Taken { get; private set; }

    public long Late { get; private set; }

    /// <summary>Rounds that were due by now.</summary>
    public long Requested(long now) => _requestedBefore + (_stopped ? 0 : Turns(now));

    /// <summary>From now on rounds come at another rate.</summary>
    public void SetRate(long now, int rate)
    {
        _requestedBefore = Requested(now);
        _period = 1_000_000_000 / rate;
        Restart(now);
    }

    /// <summary>No rounds are asked for from now on.</summary>
    public void Stop(long now)
    {
        _requestedBefore = Requested(now);
        _stopped = true;
        Due = long.MaxValue;
    }

    /// <summary>Rounds are asked for again from now on.</summary>
    public void Start(long now)
    {
        if (!_stopped) return;
        _stopped = false;
        Restart(now);
    }

    /// <summary>A round is taken out of turn, because somebody asked for one.</summary>
    public void TakeExtra()
    {
        _requestedBefore++;
        Taken++;
    }

    private void Restart(long now)
    {
        _start = now;
        _turn = 1;
        if (!_stopped) Due = DueAt(_turn);
    }

    private long Turns(long now)
    {
        // A round may be due up to a quarter of a period before or after its turn.
        var turn = (now - _start) / _period;
        if (DueAt(turn + 1) <= now) return turn + 1;
        return turn > 0 && DueAt(turn) > now ? turn - 1 : turn;
    }

    /// <summary>A round begins.</summary>
    public void Take(long now)
    {
        Taken++;
        if (now - Due > _period / 2) Late++;
        _turn = Math.Max(_turn + 1, ((now - _start) / _period) + 1);
        Due = Math.Max(DueAt(_turn), now);
    }

    private long DueAt(long turn)
    {
        var fraction = turn * GoldenRatio;
        fraction -= Math.Floor(fraction);
        return _start + (turn * _period) + (long)((fraction - 0.5) * Spread * _period);
    }
}
