using RunScope.Testing.Sampling;

namespace RunScope.Testing.Cli.Live;

/// <summary>The books of one made-up thread.</summary>
internal sealed class DemoThread
{
    private readonly long[] _ticks = new long[LiveState.Count];
    private readonly Dictionary<(TaskState State, SampledWait Wait), (long Ticks, long Count)> _waits = [];
    private readonly TimelineRow _row;

    public DemoThread(int id, string name, TimeSpan start, TimelineGrid grid)
    {
        (Id, Name, Start, Last) = (id, name, start, start);
        _row = grid.NewRow();
        _row.Open(Ns(start));
    }

    public int Id { get; }

    public string Name { get; }

    public TimeSpan Start { get; }

    /// <summary>When it was last looked at.</summary>
    public TimeSpan Last { get; private set; }

    public TimeSpan? End { get; private set; }

    public ReadOnlySpan<long> Buckets => _row.Buckets;

    public int FirstBucket => _row.First;

    public StateTimes States => LiveState.Times(_ticks);

    public IEnumerable<Wait> Waits => _waits.Select(w => new Wait
    {
        ThreadId = Id,
        State = w.Key.State,
        Call = w.Key.Wait.Call ?? "unknown",
        Target = w.Key.Wait.Target,
        WaitChannel = w.Key.Wait.WaitChannel,
        Time = new TimeSpan(w.Value.Ticks),
        Count = w.Value.Count,
    });

    /// <summary>Lets it do what the script says up to a moment, and says how much of that was on a CPU and waiting for one.</summary>
    public (TimeSpan Running, TimeSpan Runnable) Play(DemoScript script, TimeSpan until)
    {
        var (running, runnable) = (_ticks[0], _ticks[1]);
        for (var at = Last; at < until;)
        {
            var slot = at.Ticks / DemoScript.Slot.Ticks;
            var end = TimeSpan.FromTicks(Math.Min(until.Ticks, (slot + 1) * DemoScript.Slot.Ticks));
            Spend(script.Of(Id, slot), at, end);
            at = end;
        }

        Last = until;
        return (new TimeSpan(_ticks[0] - running), new TimeSpan(_ticks[1] - runnable));
    }

    public void Finish()
    {
        End = Last;
        _row.Close();
    }

    private void Spend(DemoAct act, TimeSpan from, TimeSpan to)
    {
        var (column, ticks) = (LiveState.ColumnOf(act.State), (to - from).Ticks);
        _ticks[column] += ticks;
        PerKind blocked = default;
        if (column is > 1 and < 6) blocked[column - 2] = Ns(to - from);
        _row.Add(Ns(from), Ns(to), column == 0 ? Ns(to - from) : 0, column == 1 ? Ns(to - from) : 0, blocked, 0);
        if (act.Wait is null) return;
        var (before, count) = _waits.GetValueOrDefault((act.State, act.Wait));
        _waits[(act.State, act.Wait)] = (before + ticks, count + 1);
    }

    private static long Ns(TimeSpan time) => time.Ticks * TimeSpan.NanosecondsPerTick;
}
