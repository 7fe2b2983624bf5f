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

    private const long LongestStop = 2_000_000;
    private Stage _stage;

    /// <summary>The errno with which the kernel refused; 0 when it didn't.</summary>
    public int Refused { get; private set; }

    /// <summary>Whether the process is still ours to let go.</summary>
    public bool IsPending => _stage == Stage.Seized;

    /// <summary>Seizes the process, waits a short moment for its stop, runs the action, and lets it go. Without access the action just runs.</summary>
    public void Snapshot(Action action)
    {
        Refused = Ptrace.TrySeize(pid);
        if (Refused == 0 && Ptrace.TryInterrupt(pid) == 0)
        {
            _stage = Stage.Seized;
            var until = Clock.Monotonic + LongestStop;
            while (!Stopped() && _stage == Stage.Seized && Clock.Monotonic < until) Poll.Wait(-1, -1, 20_000);
        }

        action();
        TryFinish();
    }

    /// <summary>Lets the process go if it has stopped; to be called again while <see cref="IsPending"/>.</summary>
    public void TryFinish()
    {
        if (_stage == Stage.Seized && (_stopped || Stopped()))
        {
            _ = Ptrace.TryDetach(pid, _signal);
            _stage = Stage.Done;
        }
    }

    private bool _stopped;
    private int _signal;

    private bool Stopped()
    {
        if (Wait4.TryTakeStop(pid, out var status, out var gone))
        {
            // The event in the upper byte is 0 for a signal that is being delivered: it goes on to the process at the detach.
            _stopped = true;
            _signal = status >> 8 == 0 ? status & 0xff : 0;
            return true;
        }

        if (gone) _stage = Stage.Done;
        return false;
    }
}
