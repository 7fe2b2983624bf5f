using RunScope.Testing.Interop;

namespace RunScope.Testing.Attach;

/// <summary>
/// A first look at a process: PTRACE_SEIZE proves the access, one stop gives a consistent snapshot, then it is detached and runs untraced.
/// </summary>
internal sealed class Seizure(int pid)
{
    private enum Stage
    {
        Idle,
        Seized,
        Done,
    }

    // The stop is awaited without sleeping at first: a sleeper that has to wait for its CPU would hold the workload meanwhile.
    private const long Spin = 500_000;
    private const long LongestWait = 5_000_000;
    private Stage _stage;
    private bool _stopped;
    private int _signal;
    private long _stoppedAt;

    /// <summary>The errno with which the kernel refused; 0 when it didn't.</summary>
    public int Refused { get; private set; }

    /// <summary>How long the process was held, in nanoseconds; 0 when it wasn't.</summary>
    public long HeldNs { get; private set; }

    /// <summary>When it was let go, CLOCK_MONOTONIC; 0 when it wasn't held.</summary>
    public long ReleasedAt { get; private set; }

    /// <summary>Whether the process is still ours to let go.</summary>
    public bool IsPending => _stage == Stage.Seized;

    /// <summary>Seizes the process and asks it to stop: the sooner, the less of it has run unseen.</summary>
    /// <param name="waitsAlready">
    /// Whether it has come to its first wait already. Then it isn't stopped, because a stop makes some system calls return early (EINTR, <c>signal(7)</c>);
    /// whether we may look into it is asked in a way that doesn't touch it.
    /// </param>
    public void Begin(bool waitsAlready)
    {
        var refused = waitsAlready ? 1 : Ptrace.TrySeize(pid);
        if (refused == 0 && Ptrace.TryInterrupt(pid) == 0) _stage = Stage.Seized;

        // A container's seccomp profile may refuse the call itself, and what it isn't needed for is granted all the same.
        Refused = refused == 0 ? 0 : PtraceAccess.Error(pid);
    }

    /// <summary>Waits a short moment for its stop, runs the action, and lets it go. Without access the action just runs.</summary>
    public void Snapshot(Action action)
    {
        var began = Clock.Monotonic;
        while (_stage == Stage.Seized && !Stopped())
        {
            var waited = Clock.Monotonic - began;
            if (waited > LongestWait) break;
            if (waited > Spin) Poll.Wait(-1, -1, 50_000);
        }

        action();
        TryFinish();
    }

    /// <summary>Lets the process go if it has stopped; to be called again while <see cref="IsPending"/>.</summary>
    public void TryFinish()
    {
        if (_stage == Stage.Seized && (_stopped || Stopped()))
        {
            ReleasedAt = Clock.Monotonic;
            HeldNs = ReleasedAt - _stoppedAt;
            _ = Ptrace.TryDetach(pid, _signal);
            _stage = Stage.Done;
        }
    }

    private bool Stopped()
    {
        if (Wait4.TryTakeStop(pid, out var status, out var gone))
        {
            // The event in the upper byte is 0 for a signal that is being delivered: it goes on to the process at the detach.
            _stopped = true;
            _stoppedAt = Clock.Monotonic;
            _signal = status >> 8 == 0 ? status & 0xff : 0;
            return true;
        }

        if (gone) _stage = Stage.Done;
        return false;
    }
}
