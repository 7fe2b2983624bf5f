using RunScope.Testing.Interop;
using RunScope.Testing.Sampling;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Launch;

internal sealed partial class RecordingSession
{
    // Between two looks at what is still alive while a tree is being ended: doubled each time, up to the second.
    private const long FirstEndingPause = 1_000_000;
    private const long LongestEndingPause = 50_000_000;

    // SIGKILL can't be refused, but a process in an uninterruptible wait dies only after it.
    private const long LongestKill = 10_000_000_000;

    private const long LazyCounting = 1 << 20;

    private ProcessUsage _orphans;
    private long _orphansPeak;
    private long _recorderPeak;
    private MachineNoise _noise;
    private CpuQuotaGroup? _quotaGroup;
    private CpuQuotaUse _quotaUse = CpuQuotaUse.Unknown;
    private DateTime _startedAt;

    // wait4 tells what the root has used, with its threads and its reaped children. What it left behind is part of the tree up to here.
    private Recording TakeLastFigures(long exit)
    {
        // What has ended is reaped first, so that nothing is counted both as living and as reaped.
        Wait4.TryReap(_pid, out var status, out var usage);
        _reaped = true;
        ReapOrphans(except: 0);
        var left = Wait4.HasChildren() ? ProcessTree.Descendants(new HashSet<int> { Unistd.ProcessId }, zombies: true) : [];
        var used = left.Aggregate(ProcessUsage.OfReaped(usage) + _orphans, (sum, process) => sum + LivingUsage.Of(process.Pid));
        var recording = new Recording
        {
            RootPid = _pid,
            StartedAtUnixNs = (_startedAt - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick,
            WallNs = exit - _start,
            Status = status,
            EndedBy = _endedBy,
            CpuNs = used.CpuNs,
            VoluntarySwitches = used.VoluntarySwitches,
            InvoluntarySwitches = used.InvoluntarySwitches,
            ReadBytes = used.ReadBytes,
            WrittenBytes = used.WrittenBytes,
            ReapedPeakMemory = Math.Max(usage.ru_maxrss * 1024, _orphansPeak),
            RecorderPeakMemory = _recorderPeak,
            SurvivorPeakMemory = PeakMemoryOf(left),
        };
        AddSurvivorWarnings(recording, left.Count);
        return recording;
    }

    private static void AddSurvivorWarnings(Recording recording, int survivors)
    {
        var who = survivors == 1 ? "a process that outlived the workload" : $"some of {survivors} processes that outlived the workload";
        if (recording.VoluntarySwitches < 0)
            recording.Warnings.Add($"{WarningTexts.SwitchesUnknown}: {who} ran at the end, or had threads or children that ended before, whose switches the kernel doesn't tell.");
        if (recording.ReadBytes < 0)
            recording.Warnings.Add($"{WarningTexts.StorageUnknown}: those of {who} couldn't be read (/proc/PID/io).");
        if (recording.SurvivorPeakMemory < 0)
            recording.Warnings.Add($"{WarningTexts.PeakMemoryUnbounded}: {who} had ended, or had children that ended before, whose peak the kernel doesn't tell.");
    }

    private static long PeakMemoryOf(List<ProcessTree.Member> survivors)
    {
        long peak = 0;
        foreach (var survivor in survivors)
        {
            var own = LivingUsage.PeakMemory(survivor.Pid);
            if (own < 0) return -1;
            peak = Math.Max(peak, own);
        }

        return peak;
    }

    private void KillTree()
    {
        var now = Clock.Monotonic;
        if (!_killing) _giveUpAt = now + LongestKill;
        _killing = true;
        if (now >= _giveUpAt && !_reaped)
        {
            // Nothing more can be done; whoever waits is told instead of waiting for ever.
            throw new RunScopeException(
                $"Process {_pid} could not be ended: SIGKILL was sent to it and its children for {LongestKill / 1_000_000_000} s. It belongs to another user "
                + $"(sudo, a setuid program), or it waits uninterruptibly in the kernel ({WaitChannelOf(_pid)}), as on a network file system that doesn't answer. It is still there.")
            {
                ProcessId = _pid,
            };
        }

        foreach (var member in ProcessTree.Descendants(new HashSet<int> { Unistd.ProcessId })) ProcessTree.Send(member, Signals.SIGKILL);

        // It may be hidden from us; until it is reaped its ID is nobody else's.
        if (!_reaped) Signals.TrySendByPid(_pid, Signals.SIGKILL);
        _killAt = Clock.Monotonic + _killPause;
        _killPause = Math.Min(_killPause * 2, LongestEndingPause);
    }

    // What a child that is made by vfork takes over at its exec is our memory's peak, not getrusage's figure, which holds that of our own parent too.
    // Read after the spawn, with room for the kernel's lazy counting: it is an upper bound.
    private static long OwnPeakMemory()
    {
        Span<byte> text = stackalloc byte[4096];
        var n = Unistd.TryReadFile("/proc/self/status\0"u8, text);
        return n > 0 && ProcText.TryFindSize(text[..n], "VmHWM:"u8, out var peak) ? peak + LazyCounting : long.MaxValue;
    }

    private static string WaitChannelOf(int pid)
    {
        Span<byte> path = stackalloc byte[ProcPath.Size];
        Span<byte> text = stackalloc byte[128];
        var n = Unistd.TryReadFile(ProcPath.Of(path, pid, "/wchan"u8), text);
        return n > 0 ? CString.Decode(text[..n]) : "unknown";
    }

    // Descendants that lost their parents are ours (PR_SET_CHILD_SUBREAPER); the root itself is reaped last.
    private void ReapOrphans(int except)
    {
        int pid;
        while ((pid = Wait4.PeekExited()) > 0 && pid != except)
        {
            if (Wait4.TryReap(pid, out _, out var usage) <= 0) return;
            _orphans += ProcessUsage.OfReaped(usage);
            _orphansPeak = Math.Max(_orphansPeak, usage.ru_maxrss * 1024);
        }
    }

    private void EndSurvivors(Recording recording)
    {
        if (request.LeaveChildren && !_killing) return;
        var own = new HashSet<int> { Unistd.ProcessId };
        var now = Clock.Monotonic;
        var killAt = _killing ? now : now + (request.GracePeriod.Ticks * TimeSpan.NanosecondsPerTick);
        var pause = FirstEndingPause;
        var asked = new HashSet<(int, ulong)>();
        while (true)
        {
            int reaped;
            while ((reaped = Wait4.TryReap(-1, out _, out _)) > 0)
            {
            }

            // Whoever is left has an ancestor among our children; a zombie that we left would become the host's.
            if (reaped < 0) return;
            var left = ProcessTree.Descendants(own);
            now = Clock.Monotonic;
            if (now >= killAt + LongestEndingPause && left.Count == 0)
            {
                recording.Warnings.Add($"{WarningTexts.Hidden}: some of the workload's outlived it, could not be ended, and may still run. {WarningTexts.HiddenRemedy}");
                return;
            }

            if (now >= killAt + LongestKill)
            {
                recording.Warnings.Add($"{(left.Count == 1 ? "1 process" : $"{left.Count} processes")} of the workload could not be ended ({string.Join(", ", left.Take(5).Select(m => m.Pid))}) and may still run: another user's, or in an uninterruptible wait.");
                return;
            }

            foreach (var member in left)
            {
                if (now >= killAt) ProcessTree.Send(member, Signals.SIGKILL);
                else if (asked.Add((member.Pid, member.StartTicks))) ProcessTree.Send(member, Signals.SIGTERM);
            }

            var (_, readable) = Poll.Wait(-1, _abandoned ? -1 : control.Descriptor, pause);
            pause = Math.Min(pause * 2, LongestEndingPause);
            if (!readable) continue;
            var kind = control.Next().Kind;
            _abandoned |= kind == ControlKind.Abandoned;
            if (kind is ControlKind.Abandoned or ControlKind.Kill) killAt = Math.Min(killAt, now);
        }
    }
}
