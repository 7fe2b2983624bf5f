using RunScope.Testing.Interop;
using RunScope.Testing.Sampling;

namespace RunScope.Testing.Launch;

internal sealed partial class RecordingSession
{
    // Between two looks at what is still alive while a tree is being ended.
    private const long EndingPeriod = 2_000_000;

    // SIGKILL can't be refused, but a process in an uninterruptible wait dies only after it.
    private const long LongestKill = 10_000_000_000;

    private long _orphansCpu;
    private long _orphansVoluntary;
    private long _orphansInvoluntary;
    private long _orphansRead;
    private long _orphansWritten;
    private long _orphansPeak;
    private long _recorderPeak;
    private MachineNoise _noise;
    private DateTime _startedAt;

    // The root is a zombie now: its process clock holds its own time with all dead threads; wait4 adds its reaped children.
    private Recording TakeLastFigures(long exit)
    {
        var survivorsCpu = _sampler.LivingCpu(_pid);
        Wait4.TryReap(_pid, out var status, out var usage);
        ReapOrphans(except: 0);
        return new Recording
        {
            RootPid = _pid,
            StartedAtUnixNs = (_startedAt - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick,
            WallNs = exit - _start,
            Status = status,
            EndedBy = _endedBy,
            CpuNs = usage.CpuNs + _orphansCpu + survivorsCpu,
            VoluntarySwitches = usage.ru_nvcsw + _orphansVoluntary,
            InvoluntarySwitches = usage.ru_nivcsw + _orphansInvoluntary,
            ReadBytes = (usage.ru_inblock * 512) + _orphansRead,
            WrittenBytes = (usage.ru_oublock * 512) + _orphansWritten,
            ReapedPeakMemory = Math.Max(usage.ru_maxrss * 1024, _orphansPeak),
            RecorderPeakMemory = _recorderPeak,
        };
    }

    private void KillTree()
    {
        _killing = true;
        _killAt = Clock.Monotonic + EndingPeriod;
        foreach (var member in ProcessTree.Descendants(new HashSet<int> { Unistd.ProcessId })) ProcessTree.Send(member, Signals.SIGKILL);
    }

    // Descendants that lost their parents are ours (PR_SET_CHILD_SUBREAPER); the root itself is reaped last.
    private void ReapOrphans(int except)
    {
        int pid;
        while ((pid = Wait4.PeekExited()) > 0 && pid != except)
        {
            if (Wait4.TryReap(pid, out _, out var usage) <= 0) return;
            _orphansCpu += usage.CpuNs;
            _orphansVoluntary += usage.ru_nvcsw;
            _orphansInvoluntary += usage.ru_nivcsw;
            _orphansRead += usage.ru_inblock * 512;
            _orphansWritten += usage.ru_oublock * 512;
            _orphansPeak = Math.Max(_orphansPeak, usage.ru_maxrss * 1024);
        }
    }

    private void EndSurvivors()
    {
        if (request.LeaveChildren && !_killing) return;
        var own = new HashSet<int> { Unistd.ProcessId };
        var now = Clock.Monotonic;
        var killAt = _killing ? now : now + (request.GracePeriod.Ticks * TimeSpan.NanosecondsPerTick);
        var giveUpAt = killAt + LongestKill;
        var asked = new HashSet<(int, ulong)>();
        while (true)
        {
            int reaped;
            while ((reaped = Wait4.TryReap(-1, out _, out _)) > 0)
            {
            }

            // Whoever is left has an ancestor among our children; a zombie that we left would become the host's.
            now = Clock.Monotonic;
            if (reaped < 0 || now >= giveUpAt) return;
            foreach (var member in ProcessTree.Descendants(own))
            {
                if (now >= killAt) ProcessTree.Send(member, Signals.SIGKILL);
                else if (asked.Add((member.Pid, member.StartTicks))) ProcessTree.Send(member, Signals.SIGTERM);
            }

            var (_, readable) = Poll.Wait(-1, _abandoned ? -1 : control.Descriptor, EndingPeriod);
            if (!readable) continue;
            var kind = control.Next().Kind;
            _abandoned |= kind == ControlKind.Abandoned;
            if (kind is ControlKind.Abandoned or ControlKind.Kill) killAt = now;
        }
    }
}
