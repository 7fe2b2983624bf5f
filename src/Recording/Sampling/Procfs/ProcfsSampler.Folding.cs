namespace RunScope.Testing.Sampling.Procfs;

/// <content>Keeps the memory flat while threads and processes come and go.</content>
internal sealed partial class ProcfsSampler
{
    private readonly EndedFolds _folds = new();
    private int _lastProcessId;
    private int _endedThreads;

    // Apart, because its closures are made where a method begins.
    private void FoldEnded()
    {
        var most = _attachment!.MostEnded;
        if (_endedThreads > most || _processes.Count - _live.Count > most) FoldOldest(most / 2);
    }

    // As many are left over as make folding rare.
    private void FoldOldest(int left)
    {
        var oldest = _threads.Where(t => t.Books.End != 0).OrderBy(t => t.Books.End).SkipLast(left).ToHashSet();
        foreach (var thread in oldest) Moved(thread.Id, _folds.Fold(thread, () => ++_lastThreadId).Id);
        _grid.Remove(oldest.Select(t => t.Row).ToHashSet());
        _threads.RemoveAll(oldest.Contains);
        _endedThreads = _threads.Count(t => t.Books.End != 0);
        var kept = _threads.Select(t => t.Process).ToHashSet();
        _processes.RemoveAll(process =>
        {
            if (process.EndNs == 0 || process == _root || kept.Contains(process)) return false;
            _folds.Fold(process, () => ++_lastProcessId, () => ++_lastThreadId, Moved);
            return true;
        });
    }

    private void Moved(int from, int to)
    {
        foreach (var mark in _marks)
        {
            Move(mark.AtBegin, from, to);
            Move(mark.AtEnd, from, to);
        }
    }

    private void WriteFolds(Recording recording)
    {
        if (_folds.Threads.Count == 0) return;
        foreach (var processes in _folds.Processes)
        {
            recording.Processes.Add(new RecordedProcess(
                processes.Id, processes.Pid, processes.ParentPid, processes.Name, processes.Executable, processes.Runtime, processes.Start - _startNs, processes.End - _startNs)
            {
                PeakMemory = processes.PeakMemory,
                Together = processes.Count,
                HadChildren = processes.HadChildren,
            });
        }

        foreach (var threads in _folds.Threads)
        {
            recording.Threads.Add(new RecordedThread
            {
                Id = threads.Id,
                Tid = threads.Tid,
                ProcessId = threads.ProcessId,
                Name = threads.Name,
                StartNs = threads.Start - _startNs,
                EndNs = threads.End - _startNs,
                Totals = threads.Totals,
                VoluntarySwitches = threads.Switches.Voluntary,
                InvoluntarySwitches = threads.Switches.Involuntary,
                Waits = WaitsOf(threads.Waits.ClosedCopy()),
                Switches = threads.Switches.Either,
                Together = threads.Count,
            });
        }

        var ended = _folds.Threads.Sum(t => t.Count);
        recording.Warnings.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{ended} threads that ended are taken together by the names of their processes and their own, because only the latest {_attachment!.MostEnded / 2} to {_attachment.MostEnded} are kept by themselves: their times are complete, their place in the timeline is not kept."));
    }
}
