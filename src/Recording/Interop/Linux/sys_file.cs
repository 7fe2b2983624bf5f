using System.Runtime.InteropServices;
using static RunScope.Testing.Interop.LinuxError;

namespace RunScope.Testing.Interop;

/// <summary><c>sys/file.h</c>: locks on open files, which the kernel drops when their last holder is gone, however it ended.</summary>
internal static partial class SysFile
{
    private const int LOCK_EX = 2;
    private const int LOCK_NB = 4;

    [LibraryImport("libc", SetLastError = true)]
    private static partial int flock(int fd, int operation);

    /// <summary>Takes the exclusive lock if nobody has it.</summary>
    /// <returns>0 when taken, else the errno; <see cref="EWOULDBLOCK"/> when somebody has it.</returns>
    public static int TryLock(SafeHandle file) => Lock(file, LOCK_EX | LOCK_NB);

    /// <summary>Blocks the calling thread until the exclusive lock is taken.</summary>
    /// <returns>0 when taken, else the errno.</returns>
    public static int WaitForLock(SafeHandle file) => Lock(file, LOCK_EX);

    /// <summary>Whether an errno says that somebody else has the lock.</summary>
    public static bool IsHeld(int errno) => errno == EWOULDBLOCK;

    private static int Lock(SafeHandle file, int operation)
    {
        var added = false;
        try
        {
            file.DangerousAddRef(ref added);
            while (flock((int)file.DangerousGetHandle(), operation) < 0)
            {
                var errno = Marshal.GetLastPInvokeError();
                if (errno != EINTR) return errno;
            }

            return 0;
        }
        finally
        {
            if (added) file.DangerousRelease();
        }
    }
}
