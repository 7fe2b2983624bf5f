using System.Runtime.InteropServices;

namespace RunScope.Testing.Interop;

/// <summary><c>sys/ptrace.h</c>: only what a first look needs.</summary>
internal static partial class Ptrace
{
    private const nint PTRACE_DETACH = 17;
    private const nint PTRACE_SEIZE = 0x4206;
    private const nint PTRACE_INTERRUPT = 0x4207;

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint ptrace(nint request, nint pid, nint address, nint data);

    /// <summary>Becomes the tracer of a thread without stopping it; 0 or the errno.</summary>
    public static int TrySeize(int tid) => Call(PTRACE_SEIZE, tid, 0);

    /// <summary>Stops a seized thread.</summary>
    public static int TryInterrupt(int tid) => Call(PTRACE_INTERRUPT, tid, 0);

    /// <summary>Lets a stopped thread go on untraced, with a signal delivered to it or 0.</summary>
    public static int TryDetach(int tid, int signal) => Call(PTRACE_DETACH, tid, signal);

    private static int Call(nint request, int tid, int data) => ptrace(request, tid, 0, data) < 0 ? Marshal.GetLastPInvokeError() : 0;
}
