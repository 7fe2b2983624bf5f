using System.Runtime.InteropServices;

namespace RunScope.Testing.Interop;

/// <summary><c>sys/resource.h</c> and <c>sched.h</c>: limits and CPUs of this process.</summary>
internal static unsafe partial class Resources
{
    private const int RLIMIT_NOFILE = 7;

    [LibraryImport("libc", SetLastError = true)]
    private static partial int getrlimit(int resource, ulong* limit);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setrlimit(int resource, ulong* limit);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int sched_getaffinity(int pid, nint size, byte* mask);

    /// <summary>Allows this process as many descriptors as it may have. Not to be called before the workload is spawned: it would inherit that.</summary>
    public static void RaiseDescriptorLimit()
    {
        ulong* limit = stackalloc ulong[2];
        if (getrlimit(RLIMIT_NOFILE, limit) < 0 || limit[0] >= limit[1]) return;
        limit[0] = limit[1];
        _ = setrlimit(RLIMIT_NOFILE, limit);
    }

    /// <summary>Descriptors that this process may have open now.</summary>
    public static int DescriptorLimit()
    {
        ulong* limit = stackalloc ulong[2];
        return getrlimit(RLIMIT_NOFILE, limit) < 0 ? int.MaxValue : (int)Math.Min(limit[0], int.MaxValue);
    }

    /// <summary>The CPUs that this process may run on.</summary>
    public static int CpuCount()
    {
        byte* mask = stackalloc byte[1024];
        new Span<byte>(mask, 1024).Clear();
        if (sched_getaffinity(0, 1024, mask) < 0) return Environment.ProcessorCount;
        var count = 0;
        for (var i = 0; i < 1024; i++) count += int.PopCount(mask[i]);
        return count;
    }
}
