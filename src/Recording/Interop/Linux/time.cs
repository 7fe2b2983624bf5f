using System.Runtime.InteropServices;

namespace RunScope.Testing.Interop;

/// <summary><c>time.h</c>: clocks, in nanoseconds.</summary>
internal static unsafe partial class Clock
{
    private const int CLOCK_MONOTONIC = 1;
    private const int CLOCK_THREAD_CPUTIME_ID = 3;
    private const int CLOCK_BOOTTIME = 7;

    [LibraryImport("libc", SetLastError = true)]
    private static partial int clock_gettime(int clock, TimeSpec* time);

    public static long Monotonic => Read(CLOCK_MONOTONIC);

    /// <summary>The time since boot, suspension included: what start times in <c>/proc</c> count in.</summary>
    public static long SinceBoot => Read(CLOCK_BOOTTIME);

    public static long OwnThreadCpu => Read(CLOCK_THREAD_CPUTIME_ID);

    /// <summary>The CPU time of a whole process with its dead threads; exact for a zombie too, until it is reaped. False when it is gone.</summary>
    public static bool TryReadProcess(int pid, out long ns)
    {
        // What clock_getcpuclockid(3) computes, without its system call to see whether the process exists: linux/posix-timers_types.h.
        const int CPUCLOCK_SCHED = 2;
        TimeSpec time = default;
        var ok = clock_gettime((~pid << 3) | CPUCLOCK_SCHED, &time) == 0;
        ns = time.Ns;
        return ok;
    }

    private static long Read(int clock)
    {
        TimeSpec time;
        return clock_gettime(clock, &time) == 0 ? time.Ns : throw new LinuxException("clock_gettime", Marshal.GetLastPInvokeError());
    }
}

/// <summary><c>struct timespec</c>, 16 bytes on 64-bit Linux.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TimeSpec
{
    public long tv_sec;
    public long tv_nsec;

    public readonly long Ns => (tv_sec * 1_000_000_000) + tv_nsec;

    public static TimeSpec From(long ns) => new() { tv_sec = ns / 1_000_000_000, tv_nsec = ns % 1_000_000_000 };
}
