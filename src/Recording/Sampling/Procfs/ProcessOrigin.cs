using RunScope.Testing.Interop;

namespace RunScope.Testing.Sampling.Procfs;

/// <summary>Whose child a process is, and when it started: together with the PID that names it for good.</summary>
internal static class ProcessOrigin
{
    public static bool TryRead(int pid, out int parent, out ulong startTicks) => TryRead(pid, out _, out parent, out startTicks);

    /// <summary>Reads it, with the state letter of the process's first thread.</summary>
    public static bool TryRead(int pid, out byte state, out int parent, out ulong startTicks)
    {
        Span<byte> path = stackalloc byte[ProcPath.Size];
        Span<byte> text = stackalloc byte[1024];
        state = 0;
        parent = 0;
        startTicks = 0;
        var n = Unistd.TryReadFile(ProcPath.Of(path, pid, "/stat"u8), text);
        return n > 0 && ProcText.TryParseStatOrigin(text[..n], out state, out parent, out startTicks);
    }
}
