using System.Runtime.InteropServices;
using static RunScope.Testing.Interop.LinuxError;

namespace RunScope.Testing.Interop;

/// <summary><c>unistd.h</c> and <c>fcntl.h</c>: descriptors, links, the process itself.</summary>
internal static unsafe partial class Unistd
{
    public const int O_RDONLY = 0;
    public const int O_WRONLY = 1;
    public const int O_RDWR = 2;
    public const int O_CREAT = 0x40;
    public const int O_APPEND = 0x400;
    public const int O_NONBLOCK = 0x800;
    public const int O_CLOEXEC = 0x80000;

    [LibraryImport("libc", SetLastError = true)]
    private static partial int open(byte* path, int flags, uint mode);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint read(int fd, byte* buffer, nint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(int fd, byte* buffer, nint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint pread(int fd, byte* buffer, nint count, long offset);

    [LibraryImport("libc")]
    private static partial int close(int fd);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int dup2(int from, int to);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint readlink(byte* path, byte* buffer, nint size);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int unlink(byte* path);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int rmdir(byte* path);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int access(byte* path, int mode);

    [LibraryImport("libc", SetLastError = true)]
    private static partial long lseek(int fd, long offset, int whence);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint getdents64(int fd, byte* buffer, nint size);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int pipe2(int* ends, int flags);

    [LibraryImport("libc")]
    private static partial int getpid();

    [LibraryImport("libc")]
    private static partial uint geteuid();

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void exit_now(int status);

    public static int ProcessId => getpid();

    public static uint EffectiveUser => geteuid();

    /// <summary>Opens a file; a negative result is minus the errno.</summary>
    /// <param name="path">The file, with a terminating zero.</param>
    /// <param name="flags">Besides O_CLOEXEC.</param>
    /// <param name="mode">The permissions of a file that O_CREAT makes.</param>
    public static int TryOpen(ReadOnlySpan<byte> path, int flags = O_RDONLY, uint mode = 0)
    {
        fixed (byte* p = path)
        {
            int fd;
            while ((fd = open(p, flags | O_CLOEXEC, mode)) < 0)
            {
                var errno = Marshal.GetLastPInvokeError();
                if (errno != EINTR) return -errno;
            }

            return fd;
        }
    }

    /// <summary>Reads from the start of a file; a negative result is minus the errno.</summary>
    public static int TryPread(int fd, Span<byte> buffer)
    {
        fixed (byte* p = buffer)
        {
            nint n;
            while ((n = pread(fd, p, buffer.Length, 0)) < 0)
            {
                var errno = Marshal.GetLastPInvokeError();
                if (errno != EINTR) return -errno;
            }

            return (int)n;
        }
    }

    /// <summary>Reads what there is; 0 at the end; a negative result is minus the errno.</summary>
    public static int TryRead(int fd, Span<byte> buffer)
    {
        fixed (byte* p = buffer)
        {
            nint n;
            while ((n = read(fd, p, buffer.Length)) < 0)
            {
                var errno = Marshal.GetLastPInvokeError();
                if (errno != EINTR) return -errno;
            }

            return (int)n;
        }
    }

    /// <summary>Reads a whole small file into the buffer and cuts it there; a negative result is minus the errno.</summary>
    public static int TryReadFile(ReadOnlySpan<byte> path, Span<byte> buffer)
    {
        var fd = TryOpen(path);
        if (fd < 0) return fd;
        var total = 0;
        int n;
        while (total < buffer.Length && (n = TryRead(fd, buffer[total..])) != 0)
        {
            if (n < 0)
            {
                total = n;
                break;
            }

            total += n;
        }

        close(fd);
        return total;
    }

    /// <summary>Reads by one call what the kernel gives in one piece; what is longer than the buffer is cut there. A negative result is minus the errno.</summary>
    /// <remarks>For files of <c>/proc</c> that hold one record (<c>single_open</c>, <c>seq_file.rst</c>): stat, status, schedstat, syscall, wchan, io. A second read would tell that there is no more.</remarks>
    public static int TryReadRecord(ReadOnlySpan<byte> path, Span<byte> buffer)
    {
        var fd = TryOpen(path);
        if (fd < 0) return fd;
        var n = TryRead(fd, buffer);
        close(fd);
        return n;
    }

    /// <summary>Writes everything.</summary>
    public static void Write(int fd, ReadOnlySpan<byte> bytes)
    {
        if (TryWrite(fd, bytes) is not 0 and var errno) throw new LinuxException("write", errno);
    }

    /// <summary>Writes everything; 0, or the errno.</summary>
    public static int TryWrite(int fd, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* p = bytes)
        {
            for (var done = 0; done < bytes.Length;)
            {
                var n = write(fd, p + done, bytes.Length - done);
                if (n >= 0)
                {
                    done += (int)n;
                }
                else
                {
                    var errno = Marshal.GetLastPInvokeError();
                    if (errno != EINTR) return errno;
                }
            }
        }

        return 0;
    }

    public static bool TryClose(int fd) => close(fd) == 0;

    public static void Redirect(int from, int to)
    {
        while (dup2(from, to) < 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            if (errno != EINTR) throw new LinuxException("dup2", errno);
        }
    }

    /// <summary>Reads a symbolic link's bytes; a negative result is minus the errno.</summary>
    public static int TryReadLink(ReadOnlySpan<byte> path, Span<byte> buffer)
    {
        fixed (byte* p = path, b = buffer)
        {
            var n = readlink(p, b, buffer.Length);
            return n < 0 ? -Marshal.GetLastPInvokeError() : (int)n;
        }
    }

    public static void TryUnlink(ReadOnlySpan<byte> path)
    {
        fixed (byte* p = path) _ = unlink(p);
    }

    public static void TryRemoveDirectory(ReadOnlySpan<byte> path)
    {
        fixed (byte* p = path) _ = rmdir(p);
    }

    /// <summary>Whether this user may execute the file.</summary>
    public static bool MayExecute(string path)
    {
        const int X_OK = 1;
        fixed (byte* p = CString.From(path)) return access(p, X_OK) == 0;
    }

    /// <summary>Lists a folder's entries from its start into the buffer, which is asked for again until 0; a negative result is minus the errno.</summary>
    public static int TryListDirectory(int fd, Span<byte> buffer, bool fromStart)
    {
        if (fromStart) _ = lseek(fd, 0, 0);
        fixed (byte* p = buffer)
        {
            var n = getdents64(fd, p, buffer.Length);
            return n < 0 ? -Marshal.GetLastPInvokeError() : (int)n;
        }
    }

    /// <summary>A pipe that no child inherits.</summary>
    public static (FileDescriptor Read, FileDescriptor Write) Pipe()
    {
        int* ends = stackalloc int[2];
        return pipe2(ends, O_CLOEXEC) == 0
            ? (new FileDescriptor(ends[0]), new FileDescriptor(ends[1]))
            : throw new LinuxException("pipe2", Marshal.GetLastPInvokeError());
    }

    /// <summary>Ends this process at once: no finalizers, no exit handlers.</summary>
    public static void Exit(int status) => exit_now(status);
}
