namespace RunScope.Testing.Interop;

/// <summary><c>sys/stat.h</c>: whose a file is.</summary>
internal static unsafe partial class Stat
{
    private const uint STATX_UID = 8;

    /// <summary>The user ID of an open file's owner; null when it can't be read.</summary>
    public static uint? Owner(int fd)
    {
        byte* result = stackalloc byte[256];
        byte* empty = stackalloc byte[1];
        empty[0] = 0;

        // stx_uid is the u32 at byte 20, linux/stat.h.
        return statx(fd, empty, AT_EMPTY_PATH, STATX_UID, result) < 0 ? null : *(uint*)(result + 20);
    }
}
