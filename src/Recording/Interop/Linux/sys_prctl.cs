using System.Runtime.InteropServices;

namespace RunScope.Testing.Interop;

/// <summary><c>sys/prctl.h</c>.</summary>
internal static partial class Prctl
{
    private const int PR_SET_TIMERSLACK = 29;
    private const int PR_SET_CHILD_SUBREAPER = 36;
    private const int PR_GET_CHILD_SUBREAPER = 37;

    [LibraryImport("libc", SetLastError = true)]
    private static partial int prctl(int option, nint a, nint b, nint c, nint d);

    /// <summary>Whether orphaned descendants become our children instead of init's; see PR_SET_CHILD_SUBREAPER in <c>prctl(2)</c>.</summary>
    public static void SetSubreaper(bool on)
    {
        if (prctl(PR_SET_CHILD_SUBREAPER, on ? 1 : 0, 0, 0, 0) < 0) throw new LinuxException("prctl(PR_SET_CHILD_SUBREAPER)", Marshal.GetLastPInvokeError());
    }

    /// <summary>Whether this process adopts orphaned descendants.</summary>
    public static unsafe bool IsSubreaper()
    {
        int on = 0;
        return prctl(PR_GET_CHILD_SUBREAPER, (nint)(&on), 0, 0, 0) == 0 && on != 0;
    }

    /// <summary>Lets this thread's timers fire as exactly as the kernel can.</summary>
    public static void SetExactTimers() => _ = prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0);
}
