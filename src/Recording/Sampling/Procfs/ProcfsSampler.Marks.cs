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
    private ThreadMark[] Snapshot()
    {
        var marks = new ThreadMark[_threads.Count];
        for (var i = 0; i < marks.Length; i++)
        {
            var thread = _threads[i];
            if (thread.Books.End == 0)
            {
                thread.Settle();
                ReadSwitches(_processes[thread.ProcessId - 1].Pid, thread);
            }

            marks[i] = new ThreadMark(thread.Books.Totals, thread.Switches);
        }

        return marks;
    }

    private readonly record struct ThreadMark(ThreadTotals Totals, SwitchCounts Switches);

    private sealed class PhaseMark(string name, long begin, ThreadMark[] atBegin)
    {
        public string Name { get; } = name;

        public long Begin { get; } = begin;

        public ThreadMark[] AtBegin { get; } = atBegin;

        public long? End { get; set; }

        public ThreadMark[]? AtEnd { get; set; }
    }
}
