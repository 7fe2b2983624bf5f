using RunScope.Testing.Attach;
using RunScope.Testing.Interop;
using RunScope.Testing.Sampling;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Launch;

/// <summary>
/// One launched workload from spawn to reaping, on the calling thread alone: it sleeps until a round is due, the workload ends, or somebody
/// asks for something. The process that calls it must not use <c>System.Diagnostics.Process</c>: its SIGCHLD handling would take our child's stops and exit.
/// </summary>
internal sealed partial class RecordingSession(LaunchRequest request, IRecordingControl control) : IDisposable
{
    private const long LongHold = 5_000_000;
    private const long MuchUnseen = 100_000;

    // Before the second look whether the workload has come to its first stop, when it had no CPU to do so at once; doubled each time, up to the second.
    private const long FirstStopPause = 50_000;
    private const long LongestStopPause = 50_000_000;
    private readonly ISampler _sampler = new ProcfsSampler(request.SampleRate);
    private readonly PhaseLimit _phases = new();
    private FileDescriptor _root = new(-1);
    private Seizure _seizure = new(-1);
    private int _pid;
    private long _start;
    private EndedBy _endedBy = EndedBy.Exit;
    private bool _abandoned;
    private bool _killing;
    private long _killAt = long.MaxValue;
    private long _giveUpAt = long.MaxValue;
    private long _killPause = FirstEndingPause;
    private long _cpuBefore;
    private bool _endedAtOnce;
    private bool _hidden;
    private bool _reaped;

    /// <summary>
    /// Runs everything that a first look at a process needs once on this process itself, before there is a workload: code that has yet to be
    /// compiled or paged in would otherwise hold the workload at its very start. What comes later holds nobody.
    /// </summary>
    public static void WarmUp()
    {
        using var sampler = new ProcfsSampler(1);
        sampler.Begin(Unistd.ProcessId, Clock.Monotonic, null);
        var seizure = new Seizure(int.MaxValue);
        seizure.Begin(ProcessOrigin.StateOf(int.MaxValue) == (byte)'S');
        seizure.Snapshot(() => { });
        Wait4.TryTakeStop(int.MaxValue, out _, out _);
        _ = Clock.OwnThreadCpu;
        _ = Ptrace.TryInterrupt(int.MaxValue) + Ptrace.TryDetach(int.MaxValue, 0);
        Poll.Wait(-1, -1, 0);
    }

    /// <summary>Starts the workload; 0, or the errno with which it couldn't be started and nothing ran.</summary>
    public int TryStart()
    {
        Prctl.SetSubreaper(true);
        using var arguments = new NativeStrings(request.Arguments);
        using var environment = request.Environment is null ? null : new NativeStrings(request.Environment);
        _noise = MachineNoise.Read();
        _startedAt = DateTime.UtcNow;
        _start = Clock.Monotonic;
        var error = Spawn.TryStart(request.File, arguments, environment, [.. request.SignalsToDefault], out _pid);
        if (error != 0) return error;
        _seizure = new Seizure(_pid);
        _seizure.Begin(waitsAlready: ProcessOrigin.StateOf(_pid) == (byte)'S');
        _root = Signals.OpenProcess(_pid);

        // Our own child is there until we reap it.
        _hidden = !ProcessOrigin.TryRead(_pid, out _endedAtOnce, out _, out var startTicks);
        control.Started(_pid, startTicks);
        Resources.RaiseDescriptorLimit();
        _recorderPeak = OwnPeakMemory();
        return 0;
    }

    /// <summary>Takes the first look at the workload and lets it go.</summary>
    public void Attach()
    {
        _cpuBefore = Clock.OwnThreadCpu;
        _seizure.Snapshot(() => _sampler.Begin(_pid, _start, control.ProcessSeen));
        if (!_seizure.IsPending) _sampler.Released(_seizure.ReleasedAt);

        // The workload runs already: finding the group in its folders costs nobody time.
        _quotaGroup = CpuQuotaGroup.OfSelf();
        _quotaUse = _quotaGroup?.Read() ?? CpuQuotaUse.Unknown;
        if (_quotaGroup is not null) _sampler.LimitCpus(_quotaGroup.Cpus);
    }

    /// <summary>Watches the workload to its end, ends what it leaves behind, reaps it, and returns what was recorded; null when nobody wants it any more.</summary>
    /// <exception cref="RunScopeException">The workload couldn't be ended.</exception>
    public Recording? Run()
    {
        Prctl.SetExactTimers();
        var clock = new RoundClock(_start, request.SampleRate);
        var timeout = _start + (request.Timeout.Ticks * TimeSpan.NanosecondsPerTick);
        var pause = new GrowingPause(FirstStopPause, LongestStopPause);
        while (!WaitForExit(_seizure.IsPending ? Math.Min(clock.Due, Clock.Monotonic + pause.Next) : clock.Due, timeout))
        {
            var now = Clock.Monotonic;
            if (_seizure.IsPending)
            {
                pause.Grow();
                _seizure.TryFinish();
                if (!_seizure.IsPending) _sampler.Released(_seizure.ReleasedAt);
            }

            if (now >= timeout && _endedBy == EndedBy.Exit) Stop(EndedBy.Timeout, Signals.SIGTERM, now);
            if (now >= _killAt) KillTree();
            if (now < clock.Due) continue;
            clock.Take(now);
            _sampler.Round(now);
            ReapOrphans(except: _pid);
        }

        var exit = Clock.Monotonic;
        var noise = MachineNoise.Read();
        var quotaUse = _quotaGroup?.Read() ?? CpuQuotaUse.Unknown;
        _sampler.Finish(exit);
        var ownCpu = Clock.TryReadProcess(_pid, out var used) ? used : -1;
        var recording = TakeLastFigures(exit);
        recording.SamplerCpuNs = Clock.OwnThreadCpu - _cpuBefore;
        noise.Write(recording, _noise, recording.WallNs);
        quotaUse.Write(recording, _quotaUse);
        recording.SampleRate = request.SampleRate;
        recording.RoundsRequested = clock.Requested(exit);
        recording.RoundsTaken = clock.Taken;
        recording.RoundsLate = clock.Late;
        AddWarnings(recording);
        _sampler.Write(recording);
        if (!_hidden) AddHiddenWarning(recording, ownCpu);
        WriteStorage(recording);
        _phases.Apply(recording);
        EndSurvivors(recording);
        return _abandoned ? null : recording;
    }

    public void Dispose()
    {
        // A session that fails leaves no workload behind.
        if (_pid != 0 && !_reaped) KillTree();
        _sampler.Dispose();
        _root.Dispose();
    }

    /// <summary>Sleeps until something is to be done; true when the root has ended.</summary>
    private bool WaitForExit(long due, long timeout)
    {
        var until = Math.Min(due, Math.Min(_killAt, _endedBy == EndedBy.Exit ? timeout : long.MaxValue));
        var (exited, asked) = Poll.Wait(_root.Number, _abandoned ? -1 : control.Descriptor, until - Clock.Monotonic);
        if (asked) Answer(control.Next());
        return _root.IsInvalid ? Wait4.PeekExited() == _pid : exited;
    }

    private void Answer(ControlRequest asked)
    {
        var now = Clock.Monotonic;
        switch (asked.Kind)
        {
            case ControlKind.Stop:
                Stop(EndedBy.Harness, asked.Signal, now);
                break;
            case ControlKind.Kill:
                if (_endedBy == EndedBy.Exit) _endedBy = EndedBy.Harness;
                KillTree();
                break;
            case ControlKind.Abandoned:
                _abandoned = true;
                KillTree();
                break;
            case ControlKind.BeginPhase or ControlKind.EndPhase:
                _sampler.Round(now);
                Mark(asked.Phase!, asked.Kind == ControlKind.BeginPhase, now);
                control.PhaseMarked();
                break;
            case ControlKind.Signal:
                Signals.TrySendByPid(_pid, asked.Signal);
                break;
        }
    }

    private void Mark(string phase, bool begin, long now)
    {
        if (!(begin ? _phases.TryBegin(phase, _sampler.ThreadCount) : _phases.TryEnd(phase))) return;
        _sampler.Mark(phase, begin, now);
        MarkStorage(phase, begin);
    }

    private void AddWarnings(Recording recording)
    {
        if (_hidden)
            recording.Warnings.Add($"{WarningTexts.Hidden}: the workload is one, so nothing is known of its threads and their states. Its times as a whole and how it ended are the kernel's own. {WarningTexts.HiddenRemedy}");
        else if (_seizure.Refused != 0 && !_endedAtOnce)
            recording.Warnings.Add($"{WarningTexts.NotLookedInto}: {Permissions.WhyRefused(MachineFacts.Read(), _pid, _seizure.Refused, null)}. Times and states are measured all the same.");
        if (_seizure.HeldNs > LongHold)
            recording.Warnings.Add($"The first look held the workload for {_seizure.HeldNs / 1_000_000} ms at its start, because the machine was busy: the wall time includes it, the states don't.");
    }

    // Of children that were never shown there is nothing but what they used.
    private static void AddHiddenWarning(Recording recording, long ownCpu)
    {
        Span<byte> text = stackalloc byte[64];
        var ofChildren = recording.CpuNs - ownCpu;
        if (ownCpu < 0 || ofChildren < MuchUnseen || recording.Processes.Count > 1 || Unistd.TryReadFile("/proc/1/stat\0"u8, text) > 0) return;
        recording.Warnings.Add($"{WarningTexts.Hidden}, maybe: children of the workload used {ofChildren / 1_000_000.0:0.0} ms of CPU time, and none was seen. {WarningTexts.HiddenRemedy}");
    }

    private void Stop(EndedBy reason, int signal, long now)
    {
        if (_endedBy != EndedBy.Exit) return;
        _endedBy = reason;
        _killAt = now + (request.GracePeriod.Ticks * TimeSpan.NanosecondsPerTick);
        Signals.TrySendByPid(_pid, signal);

        // Who is stopped handles the signal only when it goes on.
        if (ProcessOrigin.StateOf(_pid) == (byte)'T') Signals.TrySendByPid(_pid, Signals.SIGCONT);
    }
}
