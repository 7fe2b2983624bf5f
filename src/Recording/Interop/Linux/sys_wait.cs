using System.Runtime.InteropServices;
using static RunScope.Testing.Interop.LinuxError;

namespace RunScope.Testing.Interop;

/// <summary><c>sys/wait.h</c>: exits and stops of children.</summary>
internal static unsafe partial class Wait4
{
    private const int P_ALL = 0;
    private const int P_PID = 1;
    private const int WNOHANG = 1;
    private const int WSTOPPED = 2;
    private const int WEXITED = 4;
    private const int WNOWAIT = 0x1000000;
    private const int __WNOTHREAD = 0x20000000;
    private const int __WALL = 0x40000000;

    [LibraryImport("libc", SetLastError = true)]
    private static partial int wait4(int pid, int* status, int options, ResourceUsage* usage);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int waitid(int type, int id, SignalInfo* info, int options);

    /// <summary>Reaps one child that has ended: a PID, or -1 for any. Returns its PID, 0 when none has ended, -1 when there is no child.</summary>
    public static int TryReap(int pid, out int status, out ResourceUsage usage)
    {
        int s = 0, r;
        ResourceUsage u = default;
        while ((r = wait4(pid, &s, WNOHANG | __WALL, &u)) < 0 && Marshal.GetLastPInvokeError() == EINTR)
        {
        }

        status = s;
        usage = u;
        return r;
    }

    /// <summary>The PID of a child that has ended and is not reaped yet, without reaping it; 0 when there is none.</summary>
    public static int PeekExited()
    {
        SignalInfo info = default;
        return waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) < 0 ? 0 : info.si_pid;
    }

    /// <summary>Whether there is any child that hasn't been reaped.</summary>
    public static bool HasChildren()
    {
        SignalInfo info = default;
        return waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT | __WALL) == 0;
    }

    /// <summary>What a traced thread's stop was; never reaps it, whatever else it did.</summary>
    /// <returns>Whether it has stopped; <paramref name="gone"/> when it has ended.</returns>
    public static bool TryTakeStop(int tid, out int status, out bool gone)
    {
        SignalInfo info = default;
        int r;
        while ((r = waitid(P_PID, tid, &info, WSTOPPED | WNOHANG | __WALL | __WNOTHREAD)) < 0 && Marshal.GetLastPInvokeError() == EINTR)
        {
        }

        gone = r < 0;
        status = info.si_status;
        return r == 0 && info.si_pid != 0;
    }

    /// <summary><c>siginfo_t</c> as waitid fills it; 128 bytes on 64-bit Linux (asm-generic/siginfo.h).</summary>
    [StructLayout(LayoutKind.Sequential, Size = 128)]
    internal struct SignalInfo
    {
        public int si_signo;
        public int si_errno;
        public int si_code;
        private readonly int _pad;
        public int si_pid;
        public int si_uid;
        public int si_status;
    }
}

/// <summary><c>struct rusage</c>, sys/resource.h; 144 bytes on 64-bit Linux.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ResourceUsage
{
    public long ru_utime_sec;
    public long ru_utime_usec;
    public long ru_stime_sec;
    public long ru_stime_usec;
    public long ru_maxrss;
    public long ru_ixrss;
    public long ru_idrss;
    public long ru_isrss;
    public long ru_minflt;
    public long ru_majflt;
    public long ru_nswap;
    public long ru_inblock;
    public long ru_oublock;
    public long ru_msgsnd;
    public long ru_msgrcv;
    public long ru_nsignals;
    public long ru_nvcsw;
    public long ru_nivcsw;

    /// <summary>CPU time in nanoseconds, microsecond resolution.</summary>
    public readonly long CpuNs => ((ru_utime_sec + ru_stime_sec) * 1_000_000_000) + ((ru_utime_usec + ru_stime_usec) * 1000);
}
