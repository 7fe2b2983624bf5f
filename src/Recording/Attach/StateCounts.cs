using RunScope.Testing.Interop;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Attach;

/// <summary>How many threads of a process are in which state at one moment, by the letters of <c>proc_pid_stat(5)</c>.</summary>
/// <remarks>The kernel's R doesn't tell a thread on a CPU from one that waits for a CPU: both want one, and that is all a single look can say.</remarks>
internal readonly record struct StateCounts
{
    /// <summary>R: on a CPU, or ready and waiting for one.</summary>
    public int WantsCpu { get; init; }

    /// <summary>S.</summary>
    public int Sleeping { get; init; }

    /// <summary>D.</summary>
    public int DiskSleep { get; init; }

    /// <summary>T: by a job-control signal.</summary>
    public int Stopped { get; init; }

    /// <summary>t: by a tracer.</summary>
    public int TracingStop { get; init; }

    /// <summary>Z or X: ended.</summary>
    public int Ended { get; init; }

    /// <summary>I, P and what this version doesn't know.</summary>
    public int Other { get; init; }

    /// <summary>All of them.</summary>
    public int Total => WantsCpu + Sleeping + DiskSleep + Stopped + TracingStop + Ended + Other;

    /// <summary>Looks at every thread of a process; false when it has gone or is hidden.</summary>
    public static bool TryRead(int pid, out StateCounts states)
    {
        states = default;
        Span<byte> path = stackalloc byte[ProcPath.Size];
        Span<byte> text = stackalloc byte[1024];
        Span<byte> buffer = stackalloc byte[4096];
        using var folder = new FileDescriptor(Unistd.TryOpen(ProcPath.Of(path, pid, "/task"u8)));
        if (folder.IsInvalid) return false;
        var threads = new DirectoryEntries(folder.Number, buffer);
        while (threads.MoveNext())
        {
            var n = Unistd.TryReadRecord(ProcPath.Of(path, pid, threads.Current, "/stat"u8), text);
            if (n > 0 && ProcText.TryParseStat(text[..n], out var state, out _)) states = states.With(state);
        }

        return states.Total > 0;
    }

    /// <summary>One thread more.</summary>
    public StateCounts With(byte letter) => letter switch
    {
        (byte)'R' => this with { WantsCpu = WantsCpu + 1 },
        (byte)'S' => this with { Sleeping = Sleeping + 1 },
        (byte)'D' => this with { DiskSleep = DiskSleep + 1 },
        (byte)'T' => this with { Stopped = Stopped + 1 },
        (byte)'t' => this with { TracingStop = TracingStop + 1 },
        (byte)'Z' or (byte)'X' or (byte)'x' => this with { Ended = Ended + 1 },
        _ => this with { Other = Other + 1 },
    };
}
