using System.Runtime.InteropServices;
using static RunScope.Testing.Interop.LinuxError;

namespace RunScope.Testing.Interop;

/// <summary><c>poll.h</c>.</summary>
internal static unsafe partial class Poll
{
    private const short POLLIN = 1;
    private const short POLLERR = 8;

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ppoll(PollFd* fds, nuint count, TimeSpec* timeout, void* mask);

    /// <summary>Waits until one of two descriptors is readable or hung up, or the time is over. A negative descriptor is left out.</summary>
    public static (bool First, bool Second) Wait(int first, int second, long timeoutNs)
    {
        PollFd* fds = stackalloc PollFd[2];
        fds[0] = new PollFd { fd = first, events = POLLIN };
        fds[1] = new PollFd { fd = second, events = POLLIN };
        var time = TimeSpec.From(Math.Max(0, timeoutNs));
        if (ppoll(fds, 2, &time, null) < 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            if (errno != EINTR) throw new LinuxException("ppoll", errno);
            return (false, false);
        }

        return (fds[0].revents != 0, fds[1].revents != 0);
    }

    /// <summary>Whether nobody reads any more from the pipe or socket that a descriptor writes to.</summary>
    public static bool IsReaderGone(int descriptor)
    {
        var fd = new PollFd { fd = descriptor };
        var now = TimeSpec.From(0);
        return ppoll(&fd, 1, &now, null) > 0 && (fd.revents & POLLERR) != 0;
    }

    /// <summary><c>struct pollfd</c>, 8 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct PollFd
    {
        public int fd;
        public short events;
        public short revents;
    }
}
