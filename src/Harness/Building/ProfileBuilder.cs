using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Interop;
using RunScope.Testing.Sampling;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Building;

/// <summary>Makes the immutable profile of a raw recording.</summary>
internal static class ProfileBuilder
{
    // Nothing begins and ends a thread with less CPU time than this: the fastest take about five times as much.
    private static readonly TimeSpan ShortestThread = TimeSpan.FromMicroseconds(1);

    public static ProcessProfile Build(Recording recording, string command, ImmutableArray<string> arguments, string file, HostInfo host, OutputTails output)
    {
        var threads = recording.Threads.Select(t => Thread(recording, t)).ToImmutableArray();
        var states = threads.Aggregate(StateTimes.Zero, (sum, t) => sum + t.States);
        var processes = recording.Processes
            .Select(p => new ProcessInfo(p.Id, p.Pid, p.ParentPid, p.Name, p.Executable, Time(p.StartNs), p.EndNs is { } end ? Time(end) : null)
            {
                PeakMemory = Size(p.PeakMemory),
                Together = p.Together > 1 ? p.Together : null,
            })
            .ToImmutableArray();
        var warnings = recording.Warnings.ToImmutableArray();
        var attributed = threads.Aggregate(TimeSpan.Zero, (sum, t) => sum + (t.CpuTime ?? TimeSpan.Zero));
        TimeSpan? cpu = recording.CpuNs < 0 ? null : Time(recording.CpuNs);
        TimeSpan? unattributed = cpu is { } whole ? TimeSpan.FromTicks(Math.Max(0, (whole - attributed).Ticks)) : null;
        var (peak, mostPeak) = PeakMemory(recording, out var doubt);
        if (doubt is not null) warnings = warnings.Add(doubt);
        var signal = recording.Status & 0x7f;
        var profile = new ProcessProfile
        {
            Target = new TargetInfo(command, arguments, processes.FirstOrDefault()?.Executable ?? file, recording.RootPid, processes.FirstOrDefault()?.Name),
            StartedAt = DateTimeOffset.UnixEpoch.AddTicks(recording.StartedAtUnixNs / TimeSpan.NanosecondsPerTick),
            WallTime = Time(recording.WallNs),
            ExitCode = recording.StatusIsKnown && signal == 0 ? (recording.Status >> 8) & 0xff : null,
            ExitSignal = !recording.StatusIsKnown || signal == 0 ? null : signal,
            EndedBy = recording.EndedBy,
            Engine = new EngineInfo(
                recording.Engine, recording.EngineReason, recording.SampleRate, recording.RoundsRequested, recording.RoundsTaken, recording.RoundsLate,
                0, Time(recording.SamplerCpuNs), warnings),
            Host = host with
            {
                Noise = new HostNoise(
                    Known(recording.StealShare), Known(recording.CpuPressure), Known(recording.IoPressure),
                    recording.ExternalRunDelayNs < 0 ? null : Time(recording.ExternalRunDelayNs))
                {
                    Throttled = recording.ThrottledNs < 0 ? null : Time(recording.ThrottledNs),
                    QuotaUsedByOthers = recording.QuotaUsedNs < 0 || cpu is not { } own ? null : TimeSpan.FromTicks(Math.Max(0, (Time(recording.QuotaUsedNs) - own).Ticks)),
                },
            },
            States = states,
            CpuTime = cpu,
            UnattributedCpu = unattributed,
            VoluntarySwitches = Known(recording.VoluntarySwitches),
            InvoluntarySwitches = Known(recording.InvoluntarySwitches),
            PeakMemory = peak,
            Io = recording.ReadBytes < 0 || recording.WrittenBytes < 0 ? null : new IoCounts(new ByteSize(recording.ReadBytes), new ByteSize(recording.WrittenBytes)),
            Processes = processes,
            Threads = threads,
            Timeline = new Timeline(Time(recording.BucketNs), [.. recording.Threads.Where(t => t.Buckets.Length > 0).Select(Row)]),
            Phases = [.. recording.Phases.Select(Phase)],
            Waits = [.. recording.Threads.SelectMany(Waits).OrderByDescending(w => w.Time)],
            Output = output,
            UnattributedSwitches = UnattributedSwitches(recording),
            PeakMemoryAtMost = mostPeak,
            UnseenThreads = UnseenThreads(recording, unattributed),
        };
        return profile with { Evidence = Distribution.Of(profile, threads).Evidence };
    }

    // wait4's figure is exact where it is above what the recorder handed on at the start; below, the readings are the truth of their moment,
    // and a process that ended soon after the only one may have grown meanwhile. Those that outlived the root are read at its end.
    private static (ByteSize? Peak, ByteSize? AtMost) PeakMemory(Recording recording, out string? doubt)
    {
        doubt = null;
        var kept = Math.Max(recording.ReapedPeakMemory, recording.SurvivorPeakMemory);
        var isKnown = recording.SurvivorPeakMemory >= 0;
        var exact = new ByteSize(Math.Max(kept, recording.SampledPeakMemory));
        if (kept > recording.RecorderPeakMemory) return (exact, isKnown ? exact : null);
        if (!isKnown && recording.SampledPeakMemory >= 0) return (new ByteSize(recording.SampledPeakMemory), null);
        var most = new ByteSize(Math.Max(recording.SampledPeakMemory, recording.RecorderPeakMemory));
        if (recording.SampledPeakMemory >= 0 && recording.SampledPeakIsRecent) return (new ByteSize(Math.Max(recording.SampledPeakMemory, recording.SurvivorPeakMemory)), most);
        doubt = $"{WarningTexts.PeakMemoryUnknown}: the process ended before it could be read again{(isKnown ? $"; it was at most {most}" : "")}.";
        return (null, isKnown ? most : null);
    }

    private static long? UnattributedSwitches(Recording recording)
    {
        if (recording.VoluntarySwitches < 0 || recording.InvoluntarySwitches < 0 || recording.Threads.Exists(t => t.Switches < 0)) return null;
        return Math.Max(0, recording.VoluntarySwitches + recording.InvoluntarySwitches - recording.Threads.Sum(t => t.Switches));
    }

    // The root's own first thread isn't among those created after it.
    private static long? UnseenThreads(Recording recording, TimeSpan? unattributed)
    {
        long? byTurn = recording.CreatedTasks < 0 ? null : Math.Max(0, recording.CreatedTasks - (recording.CreatedSeen < 0 ? recording.Threads.Count - 1 : recording.CreatedSeen));
        long? byCpu = unattributed is { } cpu ? (long)(cpu / ShortestThread) : null;
        return byTurn is { } t && byCpu is { } c ? Math.Min(t, c) : byTurn ?? byCpu;
    }

    private static ThreadProfile Thread(Recording recording, RecordedThread thread)
    {
        var totals = thread.Totals;
        var process = recording.Processes.Find(p => p.Id == thread.ProcessId);
        return new ThreadProfile
        {
            Id = thread.Id,
            ThreadId = thread.Tid,
            ProcessId = thread.ProcessId,
            Name = thread.Name,
            Role = RoleOf(recording, thread, process),
            Start = Time(thread.StartNs),
            End = process is { EndNs: null } && thread.EndNs >= recording.WallNs ? null : Time(thread.EndNs),
            States = Times(totals),
            Evidence = EvidenceOf(totals),
            CpuTime = Time(totals.Running),
            VoluntarySwitches = Known(thread.VoluntarySwitches),
            InvoluntarySwitches = Known(thread.InvoluntarySwitches),
            Switches = Known(thread.Switches),
            Together = thread.Together > 1 ? thread.Together : null,
        };
    }

    private static ThreadRole RoleOf(Recording recording, RecordedThread thread, RecordedProcess? process)
    {
        if (process is null) return ThreadRole.Application;
        if (ServiceThreads.IsService(process.Runtime, thread.Name)) return ThreadRole.Runtime;
        var waited = thread.Waits.Where(w => ChildWaits.IsForChildren(CallOf(w))).Sum(w => w.Ns) + Math.Min(thread.Waits.Where(w => ChildWaits.IsForSignals(CallOf(w))).Sum(w => w.Ns), TimeWithChildren(recording, process));
        return waited > ChildWaits.WaiterShare * (thread.Totals.Lifetime - thread.Totals.Runnable) && (process.HadChildren || recording.Processes.Exists(p => p.ParentPid == process.Pid && p.Id != process.Id))
            ? ThreadRole.Waiter
            : ThreadRole.Application;
    }

    /// <summary>How long a process had a child that lived, as far as children were seen.</summary>
    private static long TimeWithChildren(Recording recording, RecordedProcess process)
    {
        var (time, until) = (0L, long.MinValue);
        foreach (var child in recording.Processes.Where(p => p.ParentPid == process.Pid && p.Id != process.Id).OrderBy(p => p.StartNs))
        {
            var end = child.EndNs ?? recording.WallNs;
            time += Math.Max(0, end - Math.Max(child.StartNs, until));
            until = Math.Max(until, end);
        }

        return time;
    }

    private static string? CallOf(RecordedWait wait) => wait.Syscall >= 0 ? SyscallNames.Of(wait.Syscall) : wait.WaitChannel;

    private static StateTimes Times(in ThreadTotals totals) => new()
    {
        Running = Time(totals.Running),
        Runnable = Time(totals.Runnable),
        Sleeping = Time(totals.Exact[0] + totals.Sampled[0]),
        DiskSleep = Time(totals.Exact[1] + totals.Sampled[1]),
        Stopped = Time(totals.Exact[2] + totals.Sampled[2]),
        Other = Time(totals.Exact[3] + totals.Sampled[3]),
        Unresolved = Time(totals.Unresolved),
    };

    private static Evidence EvidenceOf(in ThreadTotals totals) => new()
    {
        Sleeping = EvidenceOf(totals, BlockedKind.Sleeping),
        DiskSleep = EvidenceOf(totals, BlockedKind.DiskSleep),
        Stopped = EvidenceOf(totals, BlockedKind.Stopped),
        Other = EvidenceOf(totals, BlockedKind.Other),
    };

    // Spells seen from reading to reading are certain; of the rest the share follows a proportion of the samples, and what is unresolved
    // could all have been this state.
    private static StateEvidence EvidenceOf(in ThreadTotals totals, BlockedKind kind)
    {
        double sampled = totals.Sampled.Sum;
        double lifetime = totals.Lifetime;
        if (lifetime <= 0 || (sampled <= 0 && totals.Unresolved <= 0)) return StateEvidence.Exact;
        var samples = totals.Samples.Sum;
        var (low, high) = Wilson.Interval(totals.Samples[(int)kind], samples);
        double estimate = totals.Exact[(int)kind] + totals.Sampled[(int)kind];
        var least = Math.Min(estimate, totals.Exact[(int)kind] + (low * sampled));
        var most = Math.Max(estimate, totals.Exact[(int)kind] + (high * sampled)) + totals.Unresolved;
        return new StateEvidence(samples > 0 ? Fidelity.Sampled : Fidelity.Bounded, samples, least / lifetime, Math.Min(1, most / lifetime));
    }

    private static ThreadTimeline Row(RecordedThread thread)
    {
        var buckets = ImmutableArray.CreateBuilder<ImmutableArray<long>>(thread.Buckets.Length / TimelineGrid.States);
        for (var i = 0; i < thread.Buckets.Length; i += TimelineGrid.States) buckets.Add([.. thread.Buckets.AsSpan(i, TimelineGrid.States)]);
        return new ThreadTimeline(thread.Id, thread.FirstBucket, buckets.ToImmutable());
    }

    private static Phase Phase(RecordedPhase phase)
    {
        var threads = phase.Threads.Select(t => PhaseThread(phase, t.Id, t.Totals)).ToImmutableArray();
        var known = threads.All(t => t.Switches is not null);
        return new Phase
        {
            Name = phase.Name,
            Start = Time(phase.BeginNs),
            End = phase.EndNs is { } end ? Time(end) : null,
            Threads = threads,
            CpuTime = threads.Aggregate(TimeSpan.Zero, (sum, t) => sum + (t.CpuTime ?? TimeSpan.Zero)),
            VoluntarySwitches = known ? threads.Sum(t => t.VoluntarySwitches) : null,
            InvoluntarySwitches = known ? threads.Sum(t => t.InvoluntarySwitches) : null,
            Io = phase.ReadBytes < 0 || phase.WrittenBytes < 0 ? null : new IoCounts(new ByteSize(phase.ReadBytes), new ByteSize(phase.WrittenBytes)),
        };
    }

    private static PhaseThread PhaseThread(RecordedPhase phase, int id, in ThreadTotals totals)
    {
        var thread = new PhaseThread(id, Times(totals), EvidenceOf(totals), Time(totals.Running));
        return phase.Switches.TryGetValue(id, out var switches)
            ? thread with { VoluntarySwitches = switches.Voluntary, InvoluntarySwitches = switches.Involuntary, Switches = switches.Either }
            : thread;
    }

    private static IEnumerable<Wait> Waits(RecordedThread thread) => thread.Waits.Where(w => w.Ns > 0).Select(w => new Wait
    {
        ThreadId = thread.Id,
        State = w.Kind switch
        {
            BlockedKind.Sleeping => TaskState.Sleeping,
            BlockedKind.DiskSleep => TaskState.DiskSleep,
            BlockedKind.Stopped => TaskState.Stopped,
            _ => TaskState.Idle,
        },
        Call = w.Syscall >= 0 ? SyscallNames.Of(w.Syscall) : w.WaitChannel ?? "unknown",
        Target = w.Target,
        WaitChannel = w.WaitChannel,
        Time = Time(w.Ns),
        Count = w.Count,
    });

    private static TimeSpan Time(long ns) => new(ns / TimeSpan.NanosecondsPerTick);

    private static double? Known(double value) => double.IsNaN(value) ? null : value;

    private static long? Known(long value) => value < 0 ? null : value;

    private static ByteSize? Size(long bytes) => bytes < 0 ? null : new ByteSize(bytes);
}
