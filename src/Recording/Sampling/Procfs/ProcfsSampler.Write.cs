namespace RunScope.Testing.Sampling.Procfs;

internal sealed partial class ProcfsSampler
{
    public void Write(Recording recording)
    {
        recording.Engine = "procfs";
        recording.EngineReason = _attachment is null
            ? "the scheduler's own accounting and sampled states from /proc; needs no privilege for one's own processes"
            : "attached to a running process, which is only looked at: the scheduler's own accounting and sampled states from /proc; needs no privilege for one's own processes";
        foreach (var process in _processes)
        {
            recording.Processes.Add(new RecordedProcess(
                process.Id, process.Pid, process.ParentPid, process.Name, process.Executable, process.Runtime, process.StartNs - _startNs,
                process.EndNs == 0 ? null : process.EndNs - _startNs)
            {
                PeakMemory = process.PeakMemory,
                HadChildren = process.HadChildren,
            });
        }

        foreach (var thread in _threads) recording.Threads.Add(RecordedOf(thread));
        WriteFolds(recording);
        foreach (var mark in _marks) recording.Phases.Add(RecordedOf(mark));
        recording.CreatedTasks = _scanner.Created.Count;
        recording.BucketNs = _grid.BucketNs;
        recording.ExternalRunDelayNs = _runDelay.External;
        recording.SampledPeakMemory = _processes.Max(p => p.PeakMemory);
        recording.SampledPeakIsRecent = recording.WallNs >= 2 * DetailsEvery;
        if (_attachment is not null)
        {
            WriteUsage(recording);
            WritePhaseStorage(recording);
        }

        if (_threads.Sum(t => t.Books.Disbelieved) + _folds.Disbelieved is > 0 and var disbelieved)
            recording.Warnings.Add($"The kernel counted {disbelieved / 1_000_000} ms of waiting for a CPU for threads that were seen blocked meanwhile: they are counted as blocked.");
        if (_descriptorsRanOut)
            recording.Warnings.Add("Descriptors ran out (RLIMIT_NOFILE), so some threads were read by opening files anew each round: sampling cost more. Raise the hard limit (ulimit -Hn).");
        if (_isHidden)
            recording.Warnings.Add($"{WarningTexts.Hidden}: some couldn't be seen any more at some time after their start, so that their system calls, and threads and children that came later, are missing; CPU time is counted. {WarningTexts.HiddenRemedy}");

        // Of the process that was attached to itself it has been said already, with why; where nothing of a launched workload may be looked into, its session has said so.
        if (_syscallRefused && (_attachment is null ? !recording.Warnings.Exists(w => w.StartsWith(WarningTexts.NotLookedInto, StringComparison.Ordinal)) : _root!.SyscallReadable))
            recording.Warnings.Add("System calls of some threads couldn't be read: their processes keep their own user out (a setuid program, one with file capabilities, or PR_SET_DUMPABLE). Their waits are named by the kernel function that they sleep in, where that can be read. Run this as root to see their calls.");
    }

    // Of a thread whose books are open, as they would be if they were closed now: a profile of the time so far mustn't change what comes after it.
    private RecordedThread RecordedOf(ThreadEntry thread)
    {
        var (books, row, waits) = (thread.Books, thread.Row, thread.Waits);
        if (books.End == 0)
        {
            thread.Settle();
            row = row.Copy();
            books = books.ClosedCopy(row);
            waits = waits.ClosedCopy();
        }

        waits.Close();

        // A clock read a moment before the totals can put the end after the process's own: the thread lived that much earlier.
        var process = thread.Process;
        var late = process.EndNs > 0 ? Math.Max(0, books.End - process.EndNs) : 0;
        var before = thread.SwitchesBefore;
        return new RecordedThread
        {
            Id = thread.Id,
            Tid = thread.Tid,
            ProcessId = process.Id,
            Name = thread.Name,
            StartNs = books.Start - late - _startNs,
            EndNs = books.End - late - _startNs,
            Totals = books.Totals,
            VoluntarySwitches = thread.VoluntarySwitches < 0 ? -1 : thread.VoluntarySwitches - before.Voluntary,
            InvoluntarySwitches = thread.InvoluntarySwitches < 0 ? -1 : thread.InvoluntarySwitches - before.Involuntary,
            FirstBucket = row.First,
            Buckets = row.Buckets.ToArray(),
            Waits = WaitsOf(waits),
            Switches = thread.Switches.Either - before.Either,
        };
    }

    private static RecordedWait[] WaitsOf(WaitTable waits) =>
        [.. waits.Entries.Select(w => new RecordedWait(w.Key.Kind, w.Key.Syscall, w.Key.Target, w.Key.WaitChannel, w.Ns, w.Count))];

    private RecordedPhase RecordedOf(PhaseMark mark)
    {
        var threads = new List<(int Id, ThreadTotals Totals)>();
        var switches = new Dictionary<int, SwitchCounts>();
        foreach (var (id, end) in mark.AtEnd ?? Snapshot())
        {
            var begin = mark.AtBegin.GetValueOrDefault(id);
            var totals = end.Totals - begin.Totals;
            totals.MoveOverdrawn();
            if (totals.Lifetime <= 0) continue;
            threads.Add((id, totals));
            switches.Add(id, end.Switches - begin.Switches);
        }

        return new RecordedPhase(mark.Name, mark.Begin - _startNs, mark.End - _startNs, threads) { Switches = switches };
    }
}
