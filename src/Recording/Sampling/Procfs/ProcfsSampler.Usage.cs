using System.Globalization;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Sampling.Procfs;

/// <content>What attached processes used in the time that they were watched. They are reaped by others, so nobody tells their last figures.</content>
internal sealed partial class ProcfsSampler
{
    // The kernel tells the CPU time of reaped children in ticks, user and system apart.
    private const long ChildTicks = 2 * 10_000_000;

    private long _endedCpu;
    private long _endedChildCpu;
    private long _seenNew;
    private int _endedProcesses;
    private int _endedUnread;
    private bool _ownLeftOut;

    private bool IsSame(ProcessEntry process) => ProcessOrigin.TryRead(process.Pid, out _, out var start) && start == process.StartTicks;

    private void EndAllThreads(ProcessEntry process)
    {
        for (var i = process.Threads.Count - 1; i >= 0; i--) EndThread(process, process.Threads[i], vanished: true);
    }

    /// <summary>Reads what is otherwise read from time to time only, of everything that was there in the round before.</summary>
    public void ReadAllDetails()
    {
        foreach (var process in _live) ReadDetails(process);
        foreach (var thread in _threads)
        {
            if (thread.Books.End == 0) ReadSwitches(thread.Process.Pid, thread);
        }
    }

    // The last readings of what lives, and of a root that hasn't been reaped yet.
    private void ReadUsage(ProcessEntry process, bool hasEnded)
    {
        if (!IsSame(process)) return;
        if (Clock.TryReadProcess(process.Pid, out var cpu)) (process.LastCpuNs, process.CpuIsFinal) = (cpu, hasEnded);
        ReadDetails(process);
    }

    // It has just been seen as a zombie: its figures are final, and it can't have been replaced.
    private void ReadLastUsage(ProcessEntry process)
    {
        process.CpuIsFinal = Clock.TryReadProcess(process.Pid, out var cpu);
        if (process.CpuIsFinal) process.LastCpuNs = cpu;
        ReadChildren(process);
    }

    private static void ReadChildren(ProcessEntry process)
    {
        if (!LivingUsage.TryReadChildren(process.Pid, out var cpu, out var faults)) return;
        process.LastChildCpuNs = cpu;
        process.LastChildFaults = faults;
    }

    // A parent that reaps counts what the child and its own reaped children used. What is known of that from the child itself isn't counted twice.
    private void AccountEnded(ProcessEntry process)
    {
        _endedProcesses++;
        if (!process.CpuIsFinal) _endedUnread++;
        _endedCpu += process.LastCpuNs - process.Before.CpuNs;
        if (_byPid.TryGetValue(process.ReaperPid, out var parent) && parent != process)
            parent.KnownChildCpuNs += process.LastCpuNs + process.Before.ChildCpuNs + process.KnownChildCpuNs;
        else
            _endedChildCpu += UnseenChildCpu(process);
    }

    // Whoever adopts a child counts what it used when it reaps it: a watched subreaper, or the first process of a container.
    private void SeeAdoptions(ProcessEntry ended)
    {
        foreach (var child in _live)
        {
            if (child.ReaperPid == ended.Pid && ProcessOrigin.TryRead(child.Pid, out var reaper, out var start) && start == child.StartTicks) child.ReaperPid = reaper;
        }
    }

    private static long UnseenChildCpu(ProcessEntry process)
    {
        var unseen = process.LastChildCpuNs - process.Before.ChildCpuNs - process.KnownChildCpuNs;
        return unseen >= ChildTicks ? unseen : 0;
    }

    private void WriteUsage(Recording recording)
    {
        WriteCpu(recording);
        WriteSwitches(recording);
        WriteStorage(recording);
        recording.CreatedSeen = _seenNew;
        recording.SampledPeakMemory = Math.Max(_processes.Max(p => p.PeakMemory), _folds.Processes.Select(p => p.PeakMemory).DefaultIfEmpty(-1).Max());
        recording.SampledPeakIsRecent = true;
        recording.SurvivorPeakMemory = HasEnded || recording.SampledPeakMemory < 0 ? -1 : 0;
        if (_ownLeftOut)
            recording.Warnings.Add("The process that watches is itself a descendant of the one that is watched: it and its children are left out.");
    }

    private bool HasEnded => _endedProcesses > 0 || _root!.EndNs > 0;

    // The root's own figures count as long as it isn't accounted for as somebody's child.
    private IEnumerable<ProcessEntry> Living => _live.Where(p => p.EndNs == 0 || p == _root);

    private long AttributedNs => _threads.Sum(t => t.Books.Ran) + _folds.Threads.Sum(t => t.Totals.Running);

    private void WriteCpu(Recording recording)
    {
        var living = Living.Sum(p => p.LastCpuNs - p.Before.CpuNs);
        var unseen = _attachment!.FollowChildren ? _endedChildCpu + Living.Sum(UnseenChildCpu) : 0;

        // Threads are read a moment after their process's clock.
        recording.CpuNs = Math.Max(living + _endedCpu + unseen, AttributedNs);
        var unread = _endedUnread + (_root!.EndNs > 0 && !_root.CpuIsFinal ? 1 : 0);
        if (unread == 0 && unseen == 0) return;
        var counted = string.Create(CultureInfo.InvariantCulture, $"{unseen / 1_000_000} ms");
        recording.Warnings.Add(unread == 0
            ? $"CPU time is approximate: {counted} of it come from what parents are credited with for children that nobody saw, in ticks of 10 ms."
            : $"CPU time is approximate: {(unread == 1 ? "1 process" : $"{unread} processes")} ended between two rounds, and what each used after its last reading is known only where a watched parent reaped it, in ticks of 10 ms; {counted} come from such counts, those of children that nobody saw among them.");
    }

    private void WriteSwitches(Recording recording)
    {
        var mayBeMissing = recording.CpuNs - AttributedNs > _live.Sum(p => p.FirstReadingCpuNs);
        if (_endedThreads > 0 || _folds.Threads.Count > 0 || HasEnded || mayBeMissing || recording.CpuNs < 0 || (_attachment!.FollowChildren && HaveReaped))
        {
            recording.Warnings.Add($"{WarningTexts.SwitchesUnknown}: threads or children ended meanwhile, and the kernel tells nobody how often those were switched.");
            return;
        }

        (recording.VoluntarySwitches, recording.InvoluntarySwitches) = (0, 0);
        foreach (var thread in _threads)
        {
            var since = thread.Switches - thread.SwitchesBefore;
            recording.VoluntarySwitches += since.Voluntary;
            recording.InvoluntarySwitches += since.Involuntary;
        }
    }

    // Each reaped child has left page faults.
    private bool HaveReaped => _live.Exists(p => p.LastChildFaults != p.Before.ChildFaults);
}
