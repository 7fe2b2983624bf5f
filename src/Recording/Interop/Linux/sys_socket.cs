using System.Runtime.InteropServices;
using static RunScope.Testing.Interop.LinuxError;

namespace RunScope.Testing.Interop;

/// <summary><c>sys/socket.h</c> and <c>sys/un.h</c>: the recorder's end of its one socket.</summary>
internal static unsafe partial class UnixSocket
{
    /// <summary>The longest path that fits <c>sun_path</c> with its terminating zero, <c>unix(7)</c>.</summary>
    public const int LongestPath = 107;

    private const int AF_UNIX = 1;
    private const int SOCK_STREAM = 1;
    private const int SOCK_CLOEXEC = 0x80000;
    private const int MSG_DONTWAIT = 0x40;
    private const int MSG_NOSIGNAL = 0x4000;

    [LibraryImport("libc", SetLastError = true)]
    private static partial int socket(int domain, int type, int protocol);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int connect(int fd, byte* address, uint size);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint send(int fd, byte* bytes, nint count, int flags);

    public static FileDescriptor Connect(ReadOnlySpan<byte> path)
    {
        var fd = new FileDescriptor(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
        if (fd.IsInvalid) throw new LinuxException("socket", Marshal.GetLastPInvokeError());
        byte* address = stackalloc byte[110];
        new Span<byte>(address, 110).Clear();
        *(short*)address = AF_UNIX;
        path[..Math.Min(path.Length, LongestPath)].CopyTo(new Span<byte>(address + 2, LongestPath));
        if (connect(fd.Number, address, 110) < 0) throw new LinuxException("connect", Marshal.GetLastPInvokeError(), CString.Decode(path));
        return fd;
    }

    /// <summary>Sends everything, or returns false when the other end is gone.</summary>
    public static bool TrySend(int fd, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* p = bytes)
        {
            for (var done = 0; done < bytes.Length;)
            {
                var n = send(fd, p + done, bytes.Length - done, MSG_NOSIGNAL);
                if (n < 0)
                {
                    if (Marshal.GetLastPInvokeError() == EINTR) continue;
                    return false;
                }

                done += (int)n;
            }
        }

        return true;
    }

    /// <summary>Sends a small message without ever waiting; false when there is no room or the other end is gone.</summary>
    public static bool TrySendNow(int fd, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* p = bytes) return send(fd, p, bytes.Length, MSG_NOSIGNAL | MSG_DONTWAIT) == bytes.Length;
    }
}
