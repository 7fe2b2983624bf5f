using System.Runtime.InteropServices;

namespace Workloads;

/// <summary>Plain reads and writes on file descriptors.</summary>
internal static unsafe class Bytes
{
    /// <summary>Writes all of it; false when the other side is gone.</summary>
    internal static bool WriteAll(int fd, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            for (nint done = 0; done < bytes.Length;)
            {
                var written = Libc.write(fd, start + done, bytes.Length - done);
                if (written < 0 && Marshal.GetLastPInvokeError() == Libc.EINTR) continue;
                if (written < 0) return false;
                done += written;
            }
        }

        return true;
    }

    /// <summary>Reads once; 0 at the end, negative on an error.</summary>
    internal static int Read(int fd, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            while (true)
            {
                var got = Libc.read(fd, start, buffer.Length);
                if (got >= 0 || Marshal.GetLastPInvokeError() != Libc.EINTR) return (int)got;
            }
        }
    }
}
