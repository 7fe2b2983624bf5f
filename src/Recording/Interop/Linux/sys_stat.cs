using System.Runtime.InteropServices;

namespace RunScope.Testing.Interop;

/// <summary><c>sys/stat.h</c>: statx, whose layout is the same on every architecture.</summary>
internal static unsafe partial class Stat
{
    private const int AT_FDCWD = -100;
    private const int AT_EMPTY_PATH = 0x1000;
    private const int AT_SYMLINK_NOFOLLOW = 0x100;
    private const uint STATX_TYPE = 1;
    private const uint STATX_MODE = 2;
    private const uint STATX_NLINK = 4;
    private const uint STATX_UID = 8;

    private const int S_IFMT = 0xF000;
    private const int S_IFREG = 0x8000;
    private const int S_IWOTH = 2;
    private const int S_ISVTX = 0x200;

    // struct statx has 256 bytes; stx_nlink is the u32 at byte 16, stx_uid that at byte 20, stx_mode the u16 at byte 28 (linux/stat.h).
    private const int StatxSize = 256;
    private const int NlinkAt = 16;
    private const int UidAt = 20;
    private const int ModeAt = 28;

    [LibraryImport("libc", SetLastError = true)]
    private static partial int statx(int directory, byte* path, int flags, uint mask, byte* result);

    /// <summary>The link count of an open file; -1 when it can't be read. For <c>/proc/PID/task</c> it is the number of threads plus 2.</summary>
    public static int LinkCount(int fd) => TryRead(fd, STATX_NLINK, NlinkAt, out var links) ? (int)links : -1;

    /// <summary>The user ID of an open file's owner; null when it can't be read.</summary>
    public static uint? Owner(int fd) => TryRead(fd, STATX_UID, UidAt, out var user) ? user : null;

    /// <summary>The user ID of what is at a path, of a symbolic link itself and not of what it points to; null when there is nothing or it can't be read.</summary>
    public static uint? Owner(string path)
    {
        byte* result = stackalloc byte[StatxSize];
        fixed (byte* p = CString.From(path))
        {
            return statx(AT_FDCWD, p, AT_SYMLINK_NOFOLLOW, STATX_UID, result) == 0 ? *(uint*)(result + UidAt) : null;
        }
    }

    /// <summary>Whether a folder is shared as <c>/tmp</c> is: every user may put files there, and nobody may remove those of others. Links are followed.</summary>
    public static bool IsSharedFolder(string path)
    {
        byte* result = stackalloc byte[StatxSize];
        fixed (byte* p = CString.From(path))
        {
            return statx(AT_FDCWD, p, 0, STATX_MODE, result) == 0 && (*(ushort*)(result + ModeAt) & (S_ISVTX | S_IWOTH)) == (S_ISVTX | S_IWOTH);
        }
    }

    /// <summary>Whether an open file is a regular one, and whether every user may write to it; null when it can't be read.</summary>
    public static (bool IsRegular, bool IsWritableByAll)? Mode(int fd) => TryRead(fd, STATX_TYPE | STATX_MODE, ModeAt, out var word)
        ? ((word & S_IFMT) == S_IFREG, (word & S_IWOTH) != 0)
        : null;

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
