namespace RunScope.Testing.Sampling.Procfs;

internal sealed partial class ProcfsSampler
{
    public void Mark(string phase, bool begin, long nowNs)
    {
        if (begin)
        {
            _marks.Add(new PhaseMark(phase, nowNs, Snapshot()));
            return;
        }

        var open = _marks.FindLast(m => m.Name == phase && m.End is null);
        if (open is null) return;
        open.End = nowNs;
        open.AtEnd = Snapshot();
    }

    private ThreadTotals[] Snapshot()
    {
        var totals = new ThreadTotals[_threads.Count];
        for (var i = 0; i < totals.Length; i++)
        {
            if (_threads[i].Books.End == 0) _threads[i].Settle();
            totals[i] = _threads[i].Books.Totals;
        }

        return totals;
    }

    private sealed class PhaseMark(string name, long begin, ThreadTotals[] atBegin)
    {
        public string Name { get; } = name;

        public long Begin { get; } = begin;

        public ThreadTotals[] AtBegin { get; } = atBegin;

        public long? End { get; set; }

        public ThreadTotals[]? AtEnd { get; set; }
    }
}
