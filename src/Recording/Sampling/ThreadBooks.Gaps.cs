namespace RunScope.Testing.Sampling;

/// <content>Times in which nobody looked.</content>
internal sealed partial class ThreadBooks
{
    /// <summary>Leaves out the time since the last reading, in which we held the thread ourselves: its books open that much later.</summary>
    public void LeaveOut(long now)
    {
        now = Math.Max(now, _last);
        Start += now - _last;
        _last = now;
        _totals.Samples = default;
        _kind = BlockedKind.None;
        _ran = true;
        _row.Skip(now);
    }

    /// <summary>
    /// Enters the first reading after a time in which nobody looked. Running and Runnable are as exact as ever; in which state the thread was blocked
    /// meanwhile is unresolved, unless <see cref="IsSameWait"/> says that it is in the same wait still.
    /// </summary>
    /// <returns>The blocked time per kind that became known with it.</returns>
    public PerKind EnterAfterGap(long now, long run, long wait, long switches, BlockedKind kind)
    {
        if (kind == _kind && IsSameWait(run, switches)) return Enter(now, run, wait, switches, kind);
        var before = _kind;
        var (ran, waited, back) = Advance(now, run, wait, switches);
        var unresolved = Math.Max(0, _rest);
        _rest -= unresolved;
        _totals.Unresolved += unresolved;
        _kind = kind;
        _ran = kind == BlockedKind.None;
        if (kind != BlockedKind.None) _seenBlocked = now;
        _row.Add(_row.Settled, now, ran, waited, default, unresolved);
        PerKind blocked = default;
        if (back > 0) blocked[(int)before] = -back;
        return blocked;
    }
}
