namespace RunScope.Testing.Sampling.Procfs;

internal sealed partial class ProcfsSampler
{
    public int ThreadCount => _threads.Count;

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

    // A living thread's switches are read by their reasons here, so that a span's are those from mark to mark.
    private Dictionary<int, ThreadMark> Snapshot()
    {
        var marks = new Dictionary<int, ThreadMark>(_threads.Count);
        foreach (var thread in _threads)
        {
            if (thread.Books.End == 0)
            {
                thread.Settle();
                ReadSwitches(thread.Process.Pid, thread);
            }

            marks[thread.Id] = new ThreadMark(thread.Books.Totals, thread.Switches);
        }

        return marks;
    }

    private readonly record struct ThreadMark(ThreadTotals Totals, SwitchCounts Switches);

    private sealed class PhaseMark(string name, long begin, Dictionary<int, ThreadMark> atBegin)
    {
        public string Name { get; } = name;

        public long Begin { get; } = begin;

        public Dictionary<int, ThreadMark> AtBegin { get; } = atBegin;

        public long? End { get; set; }

        public Dictionary<int, ThreadMark>? AtEnd { get; set; }
    }
}
