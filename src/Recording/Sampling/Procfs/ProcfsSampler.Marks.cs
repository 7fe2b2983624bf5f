namespace RunScope.Testing.Sampling.Procfs;

internal sealed partial class ProcfsSampler
{
    public int ThreadCount => _threads.Count + _folds.Threads.Count;

    public void Mark(string phase, bool begin, long nowNs)
    {
        if (begin)
        {
            _marks.Add(new PhaseMark(phase, nowNs, Snapshot(), StorageNow()));
            return;
        }

        var open = _marks.FindLast(m => m.Name == phase && m.End is null);
        if (open is null) return;
        open.End = nowNs;
        open.AtEnd = Snapshot();
        open.StorageAtEnd = StorageNow();
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

            // Since its books were opened, as in what ended threads are taken together in: a mark may be moved there.
            marks[thread.Id] = new ThreadMark(thread.Books.Totals, thread.Switches - thread.SwitchesBefore);
        }

        foreach (var folded in _folds.Threads) marks[folded.Id] = new ThreadMark(folded.Totals, folded.Switches);

        return marks;
    }

    // What a phase knows of a thread that is folded away goes into the fold's, so that its difference over the phase stays what it was.
    private static void Move(Dictionary<int, ThreadMark>? marks, int from, int to)
    {
        if (marks is null || !marks.Remove(from, out var moved)) return;
        var there = marks.GetValueOrDefault(to);
        marks[to] = new ThreadMark(there.Totals + moved.Totals, there.Switches + moved.Switches);
    }

    private readonly record struct ThreadMark(ThreadTotals Totals, SwitchCounts Switches);

    private sealed class PhaseMark(string name, long begin, Dictionary<int, ThreadMark> atBegin, StorageMark storageAtBegin)
    {
        public string Name { get; } = name;

        public long Begin { get; } = begin;

        public Dictionary<int, ThreadMark> AtBegin { get; } = atBegin;

        public StorageMark StorageAtBegin { get; } = storageAtBegin;

        public long? End { get; set; }

        public Dictionary<int, ThreadMark>? AtEnd { get; set; }

        public StorageMark StorageAtEnd { get; set; }
    }
}
