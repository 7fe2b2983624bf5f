using RunScope.Testing.Interop;

namespace RunScope.Testing.Sampling.Procfs;

internal sealed partial class ProcfsSampler
{
    /// <summary>Between two readings of what doesn't change from round to round.</summary>
    private const long DetailsEvery = 100_000_000;
    private const int DetailsAtOnce = 16;
    private long _detailsAt;
    private int _nextDetails;
    private RunDelaySplit _runDelay = new(Resources.CpuCount());
    private long _noiseAt;
    private int _runnableBefore;

    // What doesn't change from round to round: file, peak memory, runtime. A few processes at a time.
    private void RefreshDetails()
    {
        if (_now - _detailsAt < DetailsEvery) return;
        _detailsAt = _now;
        for (var i = Math.Min(DetailsAtOnce, _live.Count); i > 0; i--)
        {
            _nextDetails = (_nextDetails + 1) % _live.Count;
            if (AreDetailsDue(_live[_nextDetails])) ReadDetails(_live[_nextDetails]);
        }
    }

    private void ReadDetails(ProcessEntry process)
    {
        process.DetailsReadAt = _now;
        DetailReadings++;
        Span<byte> path = stackalloc byte[ProcPath.Size];
        Span<byte> text = stackalloc byte[4096];
        var n = Unistd.TryReadRecord(ProcPath.Of(path, process.Pid, "/status"u8), text);
        if (n > 0 && ProcText.TryFindSize(text[..n], "VmHWM:"u8, out var peak)) process.PeakMemory = Math.Max(process.PeakMemory, peak);
        if (_attachment is not null) ReadChildren(process);
        if (process.Executable is null || process.DetailsAreOld)
        {
            n = Unistd.TryReadLink(ProcPath.Of(path, process.Pid, "/exe"u8), text);
            if (n > 0) process.Executable = _texts.Get(text[..n]);
            process.DetailsAreOld = false;
        }

        if (process is { MayHaveRuntime: true, Runtime: RuntimeKind.None, RuntimeLooks: < 5 })
        {
            process.RuntimeLooks++;
            process.Runtime = MappedRuntime.Of(process.Pid);
        }
    }

    /// <summary>What a blocked thread waits in: system call, what its descriptor is open on, kernel function.</summary>
    private void LookAtWait(ProcessEntry process, ThreadEntry thread, BlockedKind kind)
    {
        Span<byte> path = stackalloc byte[ProcPath.Size];
        Span<byte> text = stackalloc byte[512];
        var call = -1;
        string? target = null;
        string? channel = null;
        if (process.SyscallReadable)
        {
            var n = Unistd.TryReadRecord(ProcPath.Of(path, process.Pid, thread.Tid, "/syscall"u8), text);
            if (n is -LinuxError.EPERM or -LinuxError.EACCES)
            {
                // A thread that is ending has no memory any more, and its files are root's then: that tells nothing of the others.
                n = Unistd.TryReadFile(ProcPath.Of(path, process.Pid, thread.Tid, "/stat"u8), text);
                if (n <= 0 || !ProcText.HasMemory(text[..n])) return;
                process.SyscallReadable = false;
                _syscallRefused = true;
            }
            else if (n == -LinuxError.ENOENT && IsHidden(thread))
            {
                process.SyscallReadable = false;
                _isHidden = true;
            }
            else if (n > 0 && ProcText.TryParseSyscall(text[..n], out call, out var argument) && call >= 0 && argument <= int.MaxValue
                && SyscallNames.IsOnDescriptor(call))
            {
                n = Unistd.TryReadLink(ProcPath.OfDescriptor(path, process.Pid, (int)argument), text);
                if (n > 0) target = _texts.Get(text[..n]);
            }
            else if (n > 0 && text[0] == (byte)'r')
            {
                // "running": it has gone on meanwhile, so this look says nothing about the wait.
                return;
            }
        }

        var length = Unistd.TryReadRecord(ProcPath.Of(path, process.Pid, thread.Tid, "/wchan"u8), text);
        if (length > 0 && text[0] != (byte)'0') channel = _texts.Get(text[..length]);
        thread.LookedAt = _now;
        Looks++;
        thread.Waits.See(new WaitKey(kind, call, target, channel));
    }

    // What was opened before it was hidden can still be read, of a thread that lives.
    private static bool IsHidden(ThreadEntry thread)
    {
        Span<byte> text = stackalloc byte[512];
        var n = thread.Stat < 0 ? -1 : Unistd.TryPread(thread.Stat, text);
        return n > 0 && ProcText.HasMemory(text[..n]);
    }

    private void AccountNoise(int runnable)
    {
        if (_isPaused)
        {
            // Waits of the pause are told of now: what caused them nobody knows.
            (_isPaused, _noiseAt, _runnableBefore, _runnable, _waited) = (false, _now, _runnable, 0, 0);
            return;
        }

        _runDelay.Add(_now - _noiseAt, runnable, _waited);
        _noiseAt = _now;
        _runnableBefore = _runnable;
        _runnable = 0;
        _waited = 0;
    }
}
