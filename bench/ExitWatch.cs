using System.Diagnostics;
using System.Runtime.InteropServices;

namespace RunScope.Testing.Bench;

/// <summary>Waits for the end of processes that are nobody's children, by events and not by looking again and again.</summary>
internal sealed unsafe partial class ExitWatch : IDisposable
{
    private const long SYS_pidfd_open = 434;
    private const long SYS_pidfd_send_signal = 424;
    private const short POLLIN = 1;
    private const int EINTR = 4;
    private readonly List<int> _descriptors = [];

    internal ExitWatch(IEnumerable<int> processes)
    {
        foreach (var process in processes)
        {
            var descriptor = (int)syscall(SYS_pidfd_open, process, 0, 0, 0);
            if (descriptor < 0) throw new InvalidOperationException($"process {process} is gone already");
            _descriptors.Add(descriptor);
        }
    }

    /// <summary>Whether all ended in time.</summary>
    internal bool AllGone(TimeSpan limit)
    {
        var start = Stopwatch.GetTimestamp();
        foreach (var descriptor in _descriptors)
        {
            var wait = new PollDescriptor { Descriptor = descriptor, Events = POLLIN };
            int ready;
            do
            {
                var left = limit - Stopwatch.GetElapsedTime(start);
                ready = poll(&wait, 1, (int)Math.Max(0, left.TotalMilliseconds));
            }
            while (ready < 0 && Marshal.GetLastPInvokeError() == EINTR);
            if (ready == 0) return false;
            if (ready < 0) throw new InvalidOperationException($"poll failed with errno {Marshal.GetLastPInvokeError()}");
        }

        return true;
    }

    internal void KillAll()
    {
        foreach (var descriptor in _descriptors) _ = syscall(SYS_pidfd_send_signal, descriptor, 9, 0, 0);
    }

    public void Dispose()
    {
        foreach (var descriptor in _descriptors) _ = close(descriptor);
    }

    [LibraryImport("libc")]
    private static partial nint syscall(long number, nint first, nint second, nint third, nint fourth);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int poll(PollDescriptor* descriptors, nuint count, int timeout);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);

    /// <summary>struct pollfd of poll.h.</summary>
    private struct PollDescriptor
    {
        internal int Descriptor;
        internal short Events;
        internal short Returned;
    }
}
