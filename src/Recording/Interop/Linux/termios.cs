using System.Runtime.InteropServices;
using static RunScope.Testing.Interop.LinuxError;

namespace RunScope.Testing.Interop;

/// <summary><c>termios.h</c> and the size of a terminal, <c>ioctl_tty(2)</c>. What a terminal is set to is kept as it is, unread: its layout differs between systems.</summary>
internal static unsafe partial class Termios
{
    // struct termios has 60 bytes in glibc and musl on x86-64 and arm64.
    private const int Size = 256;

    [LibraryImport("libc", SetLastError = true)]
    private static partial int isatty(int fd);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int tcgetattr(int fd, byte* settings);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int tcsetattr(int fd, int when, byte* settings);

    [LibraryImport("libc")]
    private static partial void cfmakeraw(byte* settings);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ioctl(int fd, nuint request, WindowSize* size);

    /// <summary>Whether a descriptor is a terminal.</summary>
    public static bool IsTerminal(int fd) => isatty(fd) == 1;

    /// <summary>What a terminal is set to.</summary>
    public static byte[] Read(int fd)
    {
        var settings = new byte[Size];
        fixed (byte* p = settings)
        {
            if (tcgetattr(fd, p) != 0) throw new LinuxException("tcgetattr", Marshal.GetLastPInvokeError(), "the terminal");
        }

        return settings;
    }

    /// <summary>The same, but so that each key arrives at once and as it is: no line, no echo, no signal.</summary>
    public static byte[] Raw(byte[] settings)
    {
        byte[] raw = [.. settings];
        fixed (byte* p = raw) cfmakeraw(p);
        return raw;
    }

    /// <summary>Sets a terminal when what was written has reached it; false when it has gone.</summary>
    public static bool TrySet(int fd, byte[] settings)
    {
        const int TCSADRAIN = 1;
        fixed (byte* p = settings)
        {
            while (tcsetattr(fd, TCSADRAIN, p) != 0)
            {
                if (Marshal.GetLastPInvokeError() != EINTR) return false;
            }
        }

        return true;
    }

    /// <summary>Columns and rows; null when the terminal doesn't say.</summary>
    public static (int Columns, int Rows)? TrySize(int fd)
    {
        const nuint TIOCGWINSZ = 0x5413;
        WindowSize size;
        return ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0 ? (size.ws_col, size.ws_row) : null;
    }

    /// <summary><c>struct winsize</c>, 8 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct WindowSize
    {
        public ushort ws_row;
        public ushort ws_col;
        public ushort ws_xpixel;
        public ushort ws_ypixel;
    }
}
