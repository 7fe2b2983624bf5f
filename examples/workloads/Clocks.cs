using System.Runtime.CompilerServices;

namespace Workloads;

/// <summary>The kernel's clocks in nanoseconds, and the two things to do with time: sleep it or burn it.</summary>
internal static unsafe class Clocks
{
    internal static long Now => Read(Libc.CLOCK_MONOTONIC);

    internal static long ThreadCpu => Read(Libc.CLOCK_THREAD_CPUTIME_ID);

    internal static long ProcessCpu => Read(Libc.CLOCK_PROCESS_CPUTIME_ID);

    /// <summary>Sleeps to a moment on the monotonic clock; signals don't end it early.</summary>
    internal static void SleepUntil(long moment)
    {
        var request = new Libc.Timespec(moment);
        while (Libc.clock_nanosleep(Libc.CLOCK_MONOTONIC, Libc.TIMER_ABSTIME, &request, null) == Libc.EINTR)
        {
        }
    }

    /// <summary>Burns CPU until the monotonic clock says so, however little of it the thread gets.</summary>
    internal static long SpinUntil(long moment)
    {
        long chunks = 0;
        for (; Now < moment; chunks++) Work(2000);
        return chunks;
    }

    /// <summary>Burns this much CPU time by the thread's own clock.</summary>
    internal static void SpinCpu(long nanoseconds)
    {
        var end = ThreadCpu + nanoseconds;
        while (ThreadCpu < end) Work(500);
    }

    /// <summary>A fixed amount of work: a chain of dependent multiplications that no compiler can shorten.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static ulong Work(long steps)
    {
        var x = (ulong)steps | 1;
        for (long i = 0; i < steps; i++) x = (x * 6364136223846793005) + 1442695040888963407;
        return x;
    }

    private static long Read(int clock)
    {
        Libc.Timespec time;
        Libc.clock_gettime(clock, &time);
        return time.Total;
    }
}
