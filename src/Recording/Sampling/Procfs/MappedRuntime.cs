using RunScope.Testing.Interop;

namespace RunScope.Testing.Sampling.Procfs;

/// <summary>Which language runtime a process really maps, by <c>/proc/PID/maps</c>: names of threads alone can lie.</summary>
internal static class MappedRuntime
{
    public static RuntimeKind Of(int pid)
    {
        Span<byte> path = stackalloc byte[ProcPath.Size];
        using var maps = new FileDescriptor(Unistd.TryOpen(ProcPath.Of(path, pid, "/maps"u8)));
        if (maps.IsInvalid) return RuntimeKind.None;
        var buffer = new byte[64 * 1024];
        var kept = 0;
        int n;
        while ((n = Unistd.TryRead(maps.Number, buffer.AsSpan(kept))) > 0)
        {
            var text = buffer.AsSpan(0, kept + n);
            if (In(text) is var kind && kind != RuntimeKind.None) return kind;

            // A name may be cut by the end of the buffer.
            kept = Math.Min(32, text.Length);
            text[^kept..].CopyTo(buffer);
        }

        return RuntimeKind.None;
    }

    /// <summary>The runtime in a piece of the text.</summary>
    internal static RuntimeKind In(ReadOnlySpan<byte> maps) =>
        maps.IndexOf("/libcoreclr.so"u8) >= 0 ? RuntimeKind.DotNet : maps.IndexOf("/libjvm.so"u8) >= 0 ? RuntimeKind.Java : RuntimeKind.None;
}
