using RunScope.Testing.Interop;

namespace RunScope.Testing.Sampling.Procfs;

/// <content>What only processes need that ran before.</content>
internal sealed partial class ProcfsSampler
{
    // The caller needs descriptors for itself.
    private const int KeptShare = 2;

    // What a thread waits in that never stays in a wait from round to round: often enough for the profile, and for somebody who looks on.
    private const long LookEvery = 1_000_000_000;
    private const long LookEveryWhenWatched = 250_000_000;

    // A process that is watched for hours has settled: then this is most of what watching slowly costs. The dearest of these files makes the kernel add up its threads.
    private const long SettledDetailsEvery = 1_000_000_000;

    private int _pauses;
    private bool _isPaused;

    // Children that ended before we came, or that were seen to end before a pause, are none of those to watch.
    private bool _skipsZombies;
    private long _heldAt;

    /// <summary>Opens the books of a process that runs, and of its descendants.</summary>
    public void BeginAttached(int rootPid, long startNs)
    {
        Open(startNs, Resources.DescriptorLimit() / KeptShare);
        _scanner.CountFromNow();
        ProcessOrigin.TryRead(rootPid, out var parent, out var start);
        AddProcess(rootPid, parent, start);
        _root = _live[0];
        ReadDetails(_root);
        _scanner.IsDue(_now);
        _skipsZombies = true;
        if (_attachment!.FollowChildren) _scanner.Scan(_now, _isWatched, _found);
        _skipsZombies = _attachment.IsBeginning = false;
        AccountNoise(_runnable);
    }

    /// <summary>Nobody looks from now on until the next round.</summary>
    public void Pause()
    {
        _pauses++;
        _isPaused = true;
        _skipsZombies = true;
        _scanner.Forget();
    }

    /// <summary>Takes a last reading of what lives and closes all books.</summary>
    public void Detach(long nowNs)
    {
        _heldAt = nowNs;
        Finish(nowNs, rootEnded: false);
    }

    /// <summary>Takes a round in which all readings count as taken at one moment, at which the books of all that lives could end together.</summary>
    public void RoundAtOnce(long nowNs)
    {
        _heldAt = nowNs;
        Round(nowNs);
        _heldAt = 0;
    }

    // After a pause the blocked time since the last reading is of unknown kind.
    private bool WasPaused(ThreadEntry thread)
    {
        if (thread.Pauses == _pauses) return false;
        thread.Pauses = _pauses;
        return true;
    }

    private bool IsLookDue(ThreadEntry thread) =>
        _attachment is { Observer: { } observer } && _now - thread.LookedAt >= (observer.IsWatched ? LookEveryWhenWatched : LookEvery);

    private bool AreDetailsDue(ProcessEntry process) =>
        _attachment is null || process.DetailsAreOld || _now - process.StartNs < SettledDetailsEvery || _now - process.DetailsReadAt >= SettledDetailsEvery;
}
