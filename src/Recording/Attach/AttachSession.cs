using System.Globalization;
using RunScope.Testing.Interop;
using RunScope.Testing.Sampling;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Attach;

/// <summary>
/// One attachment from its first round to its end, on the calling thread alone: it sleeps until a round is due, the process ends, the time is up, or
/// somebody asks for something. Nothing is ever stopped, signalled or reaped.
/// </summary>
internal sealed partial class AttachSession : IDisposable
{
    // Where there is no pidfd the process's end is seen by looking.
    private const long LookForEndEvery = 50_000_000;

    private readonly AttachTarget _target;
    private readonly AttachRequest _request;
    private readonly IRoundObserver _observer;
    private readonly ProcfsSampler _sampler;
    private readonly PhaseLimit _phases = new();
    private readonly AttachRequests _asked = new();
    private RoundClock _clock;
    private MachineNoise _noise;
    private CpuQuotaGroup? _quotaGroup;
    private CpuQuotaUse _quotaUse = CpuQuotaUse.Unknown;
    private DateTime _startedAt;
    private long _start;
    private long _until;
    private long _cpuBefore;
    private int _rate;
    private bool _detached;
    private bool _stopped;
    private bool _rateChanged;
    private int _stops;
    private long _stoppedAt;
    private long _stoppedFor;
    private long _rounds;

    public AttachSession(AttachTarget target, AttachRequest request, IRoundObserver observer)
    {
        (_target, _request, _observer) = (target, request, observer);
        _rate = request.SampleRate;
        _sampler = new ProcfsSampler(request.SampleRate, new Attachment(request.FollowChildren, observer) { MostEnded = request.MostEnded });
        _clock = new RoundClock(0, request.SampleRate);
    }

    /// <summary>Rounds taken so far; may be asked by any thread.</summary>
    public long Rounds => Interlocked.Read(ref _rounds);

    /// <summary>Of these, those that began more than half a period late; may be asked by any thread.</summary>
    public long RoundsLate => _clock.Late;

    /// <summary>Does something on the session's thread between two rounds; false when the session has ended. May be called by any thread.</summary>
    public bool TryAsk(Action<AttachSession> request) => _asked.TryAdd(request);

    /// <summary>Opens the books and takes the first round.</summary>
    public void Begin()
    {
        // Timers keep the kernel's slack of 50 microseconds: threads of the pool that this one starts would inherit another, and so would processes that they start.
        _cpuBefore = Clock.OwnThreadCpu;
        _noise = MachineNoise.Read();
        _startedAt = DateTime.UtcNow;
        _start = Clock.Monotonic;
        _until = _request.Duration is { } duration ? _start + (duration.Ticks * TimeSpan.NanosecondsPerTick) : long.MaxValue;
        _clock = new RoundClock(_start, _rate);
        _clock.TakeExtra();
        _observer.BeginRound(_rounds + 1, 0);
        _sampler.BeginAttached(_target.Pid, _start);
        EndRound();
        _quotaGroup = CpuQuotaGroup.Of(_target.Pid);
        if (_quotaGroup is not null) _sampler.LimitCpus(_quotaGroup.Cpus);
        _quotaUse = _quotaGroup?.Read() ?? CpuQuotaUse.Unknown;
    }

    /// <summary>Watches until the process ends, the time is up, or <see cref="Detach"/> is asked for.</summary>
    public Recording Run()
    {
        while (true)
        {
            var ended = Wait(Math.Min(_clock.Due, _until));
            var now = Clock.Monotonic;
            if (ended) return End(EndedBy.Exit);
            if (_detached || now >= _until) return End(EndedBy.Detach);
            if (now < _clock.Due) continue;
            _clock.Take(now);
            Round(now);
        }
    }

    /// <summary>Refuses further requests and closes what is open.</summary>
    public void Dispose()
    {
        _asked.Dispose();
        _sampler.Dispose();
        _target.Dispose();
    }

    private bool Wait(long due)
    {
        if (_target.Process.IsInvalid)
        {
            if (Poll.Wait(-1, _asked.Descriptor, Math.Min(due - Clock.Monotonic, LookForEndEvery)).Second) _asked.Do(this);
            return _target.HasEnded;
        }

        var (ended, asked) = Poll.Wait(_target.Process.Number, _asked.Descriptor, due - Clock.Monotonic);
        if (asked) _asked.Do(this);
        return ended;
    }

    private void Round(long now)
    {
        _observer.BeginRound(_rounds + 1, now - _start);
        _sampler.Round(now);
        EndRound();
    }

    // Out of turn, because somebody asked for it.
    private long ExtraRound()
    {
        var now = Clock.Monotonic;
        _clock.TakeExtra();
        _observer.BeginRound(_rounds + 1, now - _start);
        _sampler.RoundAtOnce(now);
        EndRound();
        return now;
    }

    private void EndRound()
    {
        Interlocked.Increment(ref _rounds);
        _observer.EndRound();
    }

    private Recording End(EndedBy endedBy)
    {
        // What is still asked for takes rounds: the books end after them.
        _asked.Close(this);
        var now = Clock.Monotonic;
        var noise = MachineNoise.Read();
        var quotaUse = _quotaGroup?.Read() ?? CpuQuotaUse.Unknown;
        if (endedBy == EndedBy.Exit) _sampler.Finish(now);
        else _sampler.Detach(now);
        var recording = NewRecording(now, endedBy, noise, quotaUse);
        if (endedBy == EndedBy.Exit) AttachedExit.Write(recording, _target.Process);
        return recording;
    }

    private void AddWarnings(Recording recording, long now)
    {
        if (_stops > 0)
        {
            var ms = (_stoppedFor + (_stopped ? now - _stoppedAt : 0)) / 1_000_000;
            recording.Warnings.Add(string.Create(CultureInfo.InvariantCulture,
                $"Sampling was stopped {(_stops == 1 ? "once" : $"{_stops} times")}, for {ms} ms in all: in which state threads were blocked meanwhile is unresolved."));
        }

        if (_rateChanged) recording.Warnings.Add($"The sample rate was changed while the process was watched; the last one was {_rate} Hz.");
    }

    private Recording NewRecording(long now, EndedBy endedBy, in MachineNoise noise, in CpuQuotaUse quotaUse)
    {
        var recording = new Recording
        {
            RootPid = _target.Pid,
            StartedAtUnixNs = (_startedAt - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick,
            WallNs = now - _start,
            StatusIsKnown = false,
            EndedBy = endedBy,
            SampleRate = _rate,
            RoundsRequested = _clock.Requested(now),
            RoundsTaken = _clock.Taken,
            RoundsLate = _clock.Late,
            QuotaCpus = _quotaGroup?.Cpus ?? double.NaN,
            SamplerCpuNs = Clock.OwnThreadCpu - _cpuBefore,
        };
        noise.Write(recording, _noise, recording.WallNs);
        quotaUse.Write(recording, _quotaUse);
        AddWarnings(recording, now);
        _sampler.Write(recording);
        _phases.Apply(recording);
        return recording;
    }
}

/// <summary>How a process is watched that ran before.</summary>
internal sealed class AttachRequest
{
    public int SampleRate { get; init; } = 100;

    /// <summary>For how long at the most; null without an end.</summary>
    public TimeSpan? Duration { get; init; }

    public bool FollowChildren { get; init; } = true;

    /// <summary>Ended threads, and ended processes, that are listed by themselves at the most.</summary>
    public int MostEnded { get; init; } = 2000;
}
