using System.Runtime.InteropServices;

namespace RunScope.Testing.Interop;

/// <summary><c>sys/stat.h</c>: statx, whose layout is the same on every architecture.</summary>
internal static unsafe partial class Stat
{
    private const int AT_EMPTY_PATH = 0x1000;
    private const uint STATX_NLINK = 4;
    private const uint STATX_UID = 8;

    // struct statx has 256 bytes; stx_nlink is the u32 at byte 16, stx_uid that at byte 20 (linux/stat.h).
    private const int StatxSize = 256;
    private const int NlinkAt = 16;
    private const int UidAt = 20;

    [LibraryImport("libc", SetLastError = true)]
    private static partial int statx(int directory, byte* path, int flags, uint mask, byte* result);

    /// <summary>The link count of an open file; -1 when it can't be read. For <c>/proc/PID/task</c> it is the number of threads plus 2.</summary>
    public static int LinkCount(int fd) => TryRead(fd, STATX_NLINK, NlinkAt, out var links) ? (int)links : -1;

    /// <summary>The user ID of an open file's owner; null when it can't be read.</summary>
    public static uint? Owner(int fd) => TryRead(fd, STATX_UID, UidAt, out var user) ? user : null;

    private static bool TryRead(int fd, uint field, int at, out uint value)
    {
        byte* result = stackalloc byte[StatxSize];
        byte* empty = stackalloc byte[1];
        empty[0] = 0;
        var ok = statx(fd, empty, AT_EMPTY_PATH, field, result) == 0;
        value = ok ? *(uint*)(result + at) : 0;
        return ok;
    }
}
