using RunScope.Testing.Interop;
using RunScope.Testing.Sampling;

namespace RunScope.Testing.Attach;

/// <content>What may be asked of a session; on its own thread, through <see cref="TryAsk"/>.</content>
internal sealed partial class AttachSession
{
    public void SetRate(int rate)
    {
        if (rate == _rate) return;
        _rate = rate;
        _rateChanged = true;
        _clock.SetRate(Clock.Monotonic, rate);
    }

    /// <summary>Takes one more round, now.</summary>
    public void TakeRound() => ExtraRound();

    /// <summary>Takes a last round, so that the books are complete up to here, and no more.</summary>
    public void StopSampling()
    {
        if (_stopped) return;
        var now = ExtraRound();
        (_stopped, _stoppedAt) = (true, now);
        _stops++;
        _clock.Stop(now);
        _sampler.Pause();
    }

    public void StartSampling()
    {
        if (!_stopped) return;
        _stopped = false;
        var now = ExtraRound();
        _stoppedFor += now - _stoppedAt;
        _clock.Start(now);
    }

    /// <summary>Marks the begin or end of a phase.</summary>
    public void Mark(string phase, bool begin)
    {
        var now = ExtraRound();
        if (begin ? _phases.TryBegin(phase, _sampler.ThreadCount) : _phases.TryEnd(phase)) _sampler.Mark(phase, begin, now);
        if (_stopped) _sampler.Pause();
    }

    /// <summary>What has been recorded up to now; the books stay open.</summary>
    public Recording Snapshot()
    {
        var now = ExtraRound();
        _sampler.ReadAllDetails();
        if (_stopped) _sampler.Pause();
        return NewRecording(now, EndedBy.Detach, MachineNoise.Read(), _quotaGroup?.Read() ?? CpuQuotaUse.Unknown);
    }

    public void Detach() => _detached = true;
}
