using System.Runtime.InteropServices;
using static RunScope.Testing.Interop.LinuxError;

namespace RunScope.Testing.Interop;

/// <summary><c>signal.h</c> and the pidfd calls, which can't hit a process that took over a PID.</summary>
internal static unsafe partial class Signals
{
    public const int SIGHUP = 1;
    public const int SIGINT = 2;
    public const int SIGQUIT = 3;
    public const int SIGKILL = 9;
    public const int SIGTERM = 15;
    public const int SIGCONT = 18;

    // Numbers that all architectures share, include/uapi/asm-generic/unistd.h.
    private const nint SYS_pidfd_send_signal = 424;
    private const nint SYS_pidfd_open = 434;

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int pid, int signal);

    [LibraryImport("libc")]
    private static partial nint signal(int number, nint handler);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint syscall(nint number, nint a, nint b, nint c, nint d);

    /// <summary>Makes this process ignore a signal.</summary>
    public static void Ignore(int number)
    {
        const nint SIG_IGN = 1;
        _ = signal(number, SIG_IGN);
    }

    /// <summary>A descriptor that becomes readable when the process ends; invalid when there is no such process or no such call.</summary>
    public static FileDescriptor OpenProcess(int pid) => new((int)syscall(SYS_pidfd_open, pid, 0, 0, 0));

    /// <summary>Sends a signal to the process behind a descriptor; false when it has ended or may not be signalled.</summary>
    public static bool TrySend(FileDescriptor process, int number) => Send(process, number) == 0;

    /// <summary>Sends a signal to the process behind a descriptor; 0, or the errno.</summary>
    public static int Send(FileDescriptor process, int number) => syscall(SYS_pidfd_send_signal, process.Number, number, 0, 0) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>
    /// Sends a signal to a process by its PID. That is safe for a child of ours that isn't reaped, because its PID can't be given to another;
    /// whatever else has a PID may end at any moment, and another may get it.
    /// </summary>
    public static bool TrySendByPid(int pid, int number) => kill(pid, number) == 0 || Marshal.GetLastPInvokeError() != ESRCH;
}
