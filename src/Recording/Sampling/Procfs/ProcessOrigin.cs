using RunScope.Testing.Interop;

namespace RunScope.Testing.Sampling.Procfs;

/// <summary>Whose child a process is, and when it started: together with the PID that names it for good.</summary>
internal static class ProcessOrigin
{
    public static bool TryRead(int pid, out int parent, out ulong startTicks) => TryRead(pid, out _, out parent, out startTicks);

    /// <summary>Reads it, and whether the process has ended with all its threads and only waits to be reaped.</summary>
    public static bool TryRead(int pid, out bool ended, out int parent, out ulong startTicks)
    {
        Span<byte> path = stackalloc byte[ProcPath.Size];
        Span<byte> text = stackalloc byte[1024];
        ended = false;
        parent = 0;
        startTicks = 0;
        var n = Unistd.TryReadRecord(ProcPath.Of(path, pid, "/stat"u8), text);
        return n > 0 && ProcText.TryParseStatOrigin(text[..n], out ended, out parent, out startTicks);
    }

    /// <summary>The state letter of a process's first thread; 0 when the process has gone.</summary>
    public static byte StateOf(int pid)
    {
        Span<byte> path = stackalloc byte[ProcPath.Size];
        Span<byte> text = stackalloc byte[1024];
        var n = Unistd.TryReadRecord(ProcPath.Of(path, pid, "/stat"u8), text);
        return n > 0 && ProcText.TryParseStat(text[..n], out var state, out _) ? state : (byte)0;
    }
}
