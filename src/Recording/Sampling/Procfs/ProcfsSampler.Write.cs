namespace RunScope.Testing.Sampling.Procfs;

internal sealed partial class ProcfsSampler
{
    public void Write(Recording recording)
    {
        recording.Engine = "procfs";
        recording.EngineReason = "the scheduler's own accounting and sampled states from /proc; needs no privilege for one's own processes";
        foreach (var process in _processes)
        {
            recording.Processes.Add(new RecordedProcess(
                process.Id, process.Pid, process.ParentPid, process.Name, process.Executable, process.Runtime, process.StartNs - _startNs,
                process.EndNs == 0 ? null : process.EndNs - _startNs)
            {
                PeakMemory = process.PeakMemory,
            });
        }

        foreach (var thread in _threads)
        {
            thread.Waits.Close();

            // A clock read a moment before the totals can put the end after the process's own: the thread lived that much earlier.
            var late = Math.Max(0, thread.Books.End - (EndOf(thread.ProcessId) ?? thread.Books.End));
            recording.Threads.Add(new RecordedThread
            {
                Id = thread.Id,
                Tid = thread.Tid,
                ProcessId = thread.ProcessId,
                Name = thread.Name,
                StartNs = thread.Books.Start - late - _startNs,
                EndNs = thread.Books.End - late - _startNs,
                Totals = thread.Books.Totals,
                VoluntarySwitches = thread.VoluntarySwitches,
                InvoluntarySwitches = thread.InvoluntarySwitches,
                FirstBucket = thread.Row.First,
                Buckets = thread.Row.Buckets.ToArray(),
                Waits = [.. thread.Waits.Entries.Select(w => new RecordedWait(w.Key.Kind, w.Key.Syscall, w.Key.Target, w.Key.WaitChannel, w.Ns, w.Count))],
                Switches = thread.Switches.Either,
            });
        }

        foreach (var mark in _marks)
        {
            var end = mark.AtEnd ?? Snapshot();
            var threads = new List<(int Id, ThreadTotals Totals)>();
            var switches = new Dictionary<int, SwitchCounts>();
            for (var i = 0; i < end.Length; i++)
            {
                var begin = i < mark.AtBegin.Length ? mark.AtBegin[i] : default;
                var totals = end[i].Totals - begin.Totals;
                totals.MoveOverdrawn();
                if (totals.Lifetime <= 0) continue;
                threads.Add((_threads[i].Id, totals));
                switches.Add(_threads[i].Id, end[i].Switches - begin.Switches);
            }

            recording.Phases.Add(new RecordedPhase(mark.Name, mark.Begin - _startNs, mark.End - _startNs, threads) { Switches = switches });
        }

        recording.CreatedTasks = _scanner.Created.Count;
        recording.BucketNs = _grid.BucketNs;
        recording.ExternalRunDelayNs = _runDelay.External;
        recording.SampledPeakMemory = _processes.Max(p => p.PeakMemory);
        recording.SampledPeakIsRecent = recording.WallNs >= 2 * DetailsEvery;
        if (_threads.Sum(t => t.Books.Disbelieved) is > 0 and var disbelieved)
            recording.Warnings.Add($"The kernel counted {disbelieved / 1_000_000} ms of waiting for a CPU for threads that were seen blocked meanwhile: they are counted as blocked.");
        if (_descriptorsRanOut)
            recording.Warnings.Add("Descriptors ran out (RLIMIT_NOFILE), so some threads were read by opening files anew each round: sampling cost more. Raise the hard limit (ulimit -Hn).");
        if (_syscallRefused)
            recording.Warnings.Add("System calls of some threads couldn't be read (/proc/PID/syscall needs ptrace access, which was refused): their waits are named by wait channel only.");
    }

    private long? EndOf(int processId) => _processes[processId - 1].EndNs is > 0 and var end ? end : null;
}
