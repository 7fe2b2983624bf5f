using System.Runtime.InteropServices;

namespace RunScope.Testing.Interop;

/// <summary><c>linux/pidfd.h</c>: what the kernel tells of the process behind a pidfd.</summary>
internal static unsafe partial class PidFd
{
    internal const uint PIDFD_GET_INFO = 0xC040FF0B;
    private const ulong PIDFD_INFO_EXIT = 1 << 3;

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ioctl(int fd, nuint request, PidFdInfo* info);

    /// <summary>Whether this kernel tells of ends at all.</summary>
    public static bool TellsExits
    {
        get
        {
            using var self = Signals.OpenProcess(Unistd.ProcessId);
            var info = default(PidFdInfo);
            return !self.IsInvalid && ioctl(self.Number, PIDFD_GET_INFO, &info) == 0 && Environment.OSVersion.Version >= new Version(6, 15);
        }
    }

    /// <summary>The wait status of a process that has been reaped, whosever child it was; false before that, and on kernels before 6.15.</summary>
    public static bool TryGetExitStatus(FileDescriptor process, out int status)
    {
        var info = new PidFdInfo { mask = PIDFD_INFO_EXIT };
        var known = !process.IsInvalid && ioctl(process.Number, PIDFD_GET_INFO, &info) == 0 && (info.mask & PIDFD_INFO_EXIT) != 0;
        status = known ? info.exit_code : 0;
        return known;
    }

    /// <summary><c>struct pidfd_info</c> as of kernel 6.15, 64 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct PidFdInfo
    {
        public ulong mask;
        public ulong cgroupid;
        public uint pid;
        public uint tgid;
        public uint ppid;
        public uint ruid;
        public uint rgid;
        public uint euid;
        public uint egid;
        public uint suid;
        public uint sgid;
        public uint fsuid;
        public uint fsgid;
        public int exit_code;
    }
}
