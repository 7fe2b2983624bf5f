using RunScope.Testing.Interop;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Recorder;

/// <summary>The workload's standard streams, which the recorder was started with.</summary>
internal static class StandardStreams
{
    /// <summary>
    /// Puts /dev/null in their place: kept open they would hide an end of file, or a closed pipe, that the workload causes. The managed runtime
    /// has duplicates of them (it makes them as it starts), which count just as much.
    /// </summary>
    public static void GiveUp()
    {
        using var nothing = new FileDescriptor(Unistd.TryOpen("/dev/null\0"u8, Unistd.O_RDWR));
        using var folder = new FileDescriptor(Unistd.TryOpen("/proc/self/fd\0"u8));
        var streams = new[] { TargetOf(0), TargetOf(1), TargetOf(2) };
        var entries = new DirectoryEntries(folder.Number, stackalloc byte[4096]);
        while (entries.MoveNext())
        {
            var fd = entries.Current;
            if (fd > 2 && fd != nothing.Number && Array.IndexOf(streams, TargetOf(fd)) >= 0) Unistd.Redirect(nothing.Number, fd);
        }

        for (var fd = 0; fd <= 2; fd++) Unistd.Redirect(nothing.Number, fd);
    }

    // Such as "pipe:[4711]": the same text is the same pipe, socket or file.
    private static string TargetOf(int fd)
    {
        Span<byte> path = stackalloc byte[ProcPath.Size];
        Span<byte> text = stackalloc byte[512];
        var n = Unistd.TryReadLink(ProcPath.OfDescriptor(path, Unistd.ProcessId, fd), text);
        return n > 0 ? CString.Decode(text[..n]) : "";
    }
}
