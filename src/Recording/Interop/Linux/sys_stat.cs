using System.Runtime.InteropServices;

namespace RunScope.Testing.Interop;

/// <summary><c>sys/stat.h</c>: statx, whose layout is the same on every architecture.</summary>
internal static unsafe partial class Stat
{
    private const int AT_EMPTY_PATH = 0x1000;
    private const uint STATX_NLINK = 4;

    [LibraryImport("libc", SetLastError = true)]
    private static partial int statx(int directory, byte* path, int flags, uint mask, byte* result);

    /// <summary>The link count of an open file; -1 when it can't be read. For <c>/proc/PID/task</c> it is the number of threads plus 2.</summary>
    public static int LinkCount(int fd)
    {
        byte* result = stackalloc byte[256];
        byte* empty = stackalloc byte[1];
        empty[0] = 0;

        // stx_nlink is the u32 at byte 16, linux/stat.h.
        return statx(fd, empty, AT_EMPTY_PATH, STATX_NLINK, result) < 0 ? -1 : *(int*)(result + 16);
    }
}
