using RunScope.Testing.Interop;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Attach;

/// <summary>Whether ptrace access to a process is granted, asked without a stop: <c>/proc/PID/personality</c> asks the same question of the kernel, <c>proc_pid_personality(5)</c>.</summary>
internal static class PtraceAccess
{
    /// <summary>0, or the errno with which it is refused.</summary>
    public static int Error(int pid)
    {
        Span<byte> path = stackalloc byte[ProcPath.Size];
        var error = Ask(ProcPath.Of(path, pid, "/personality"u8));
        return error == 0 ? 0 : OfOtherThread(pid) ?? error;
    }

    // The files of a thread that has ended are root's, and those of the process are its first thread's: where only that has ended, another one's are the user's as ever.
    private static int? OfOtherThread(int pid)
    {
        Span<byte> path = stackalloc byte[ProcPath.Size];
        Span<byte> text = stackalloc byte[1024];
        Span<byte> entries = stackalloc byte[4096];
        var n = Unistd.TryReadRecord(ProcPath.Of(path, pid, pid, "/stat"u8), text);
        if (n <= 0 || !ProcText.TryParseStat(text[..n], out var state, out _) || state != (byte)'Z') return null;
        using var folder = new FileDescriptor(Unistd.TryOpen(ProcPath.Of(path, pid, "/task"u8)));
        if (folder.IsInvalid) return null;
        var threads = new DirectoryEntries(folder.Number, entries);
        while (threads.MoveNext())
        {
            if (threads.Current == pid) continue;
            var error = Ask(ProcPath.Of(path, pid, threads.Current, "/personality"u8));
            if (error is not (LinuxError.ENOENT or LinuxError.ESRCH)) return error;
        }

        return null;
    }

    private static int Ask(ReadOnlySpan<byte> path)
    {
        Span<byte> text = stackalloc byte[32];
        var n = Unistd.TryReadFile(path, text);
        return n < 0 ? -n : 0;
    }
}
