using System.Diagnostics;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Bench;

/// <summary>Waits for the end of processes that are nobody's children, by events and not by looking again and again.</summary>
internal sealed class ExitWatch : IDisposable
{
    private readonly List<FileDescriptor> _processes = [];

    internal ExitWatch(IEnumerable<int> processes)
    {
        foreach (var pid in processes)
        {
            var process = Signals.OpenProcess(pid);
            if (process.IsInvalid) throw new InvalidOperationException($"process {pid} is gone already");
            _processes.Add(process);
        }
    }

    /// <summary>Whether all ended in time.</summary>
    internal bool AllGone(TimeSpan limit)
    {
        var start = Stopwatch.GetTimestamp();
        foreach (var process in _processes)
        {
            // A signal may end the wait early.
            var gone = false;
            for (var left = limit; !gone; left = limit - Stopwatch.GetElapsedTime(start))
            {
                (gone, _) = Poll.Wait(process.Number, -1, left.Ticks * TimeSpan.NanosecondsPerTick);
                if (!gone && left <= TimeSpan.Zero) return false;
            }
        }

        return true;
    }

    internal void KillAll()
    {
        foreach (var process in _processes) Signals.TrySend(process, Signals.SIGKILL);
    }

    public void Dispose()
    {
        foreach (var process in _processes) process.Dispose();
    }
}
