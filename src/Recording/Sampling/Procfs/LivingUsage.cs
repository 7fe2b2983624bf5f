using RunScope.Testing.Interop;

namespace RunScope.Testing.Sampling.Procfs;

/// <summary>What a process that hasn't been reaped has used so far, by <c>/proc</c>.</summary>
internal static class LivingUsage
{
    // USER_HZ, in which /proc tells times: 100 on every architecture that .NET runs on.
    private const long NsPerTick = 10_000_000;

    /// <summary>Everything that can be known for certain; nothing at all when the process has gone.</summary>
    public static ProcessUsage Of(int pid)
    {
        if (!Clock.TryReadProcess(pid, out var cpu)) return default;
        Span<byte> path = stackalloc byte[ProcPath.Size];
        Span<byte> text = stackalloc byte[1024];
        var n = Unistd.TryReadRecord(ProcPath.Of(path, pid, "/stat"u8), text);
        if (n <= 0 || !ProcText.TryParseChildren(text[..n], out var childTicks, out var childFaults)) return default;
        var (voluntary, involuntary) = Switches(pid, cpu, childFaults);
        var (read, written) = Storage(pid);
        return new ProcessUsage(cpu + (childTicks * NsPerTick), voluntary, involuntary, read, written);
    }

    /// <summary>CPU time (in whole ticks) and page faults of a process's reaped children; -1 and false when it has gone.</summary>
    public static bool TryReadChildren(int pid, out long cpuNs, out long faults)
    {
        Span<byte> path = stackalloc byte[ProcPath.Size];
        Span<byte> text = stackalloc byte[1024];
        cpuNs = faults = -1;
        var n = Unistd.TryReadRecord(ProcPath.Of(path, pid, "/stat"u8), text);
        if (n <= 0 || !ProcText.TryParseChildren(text[..n], out var ticks, out faults)) return false;
        cpuNs = ticks * NsPerTick;
        return true;
    }

    // The kernel counts per thread, and shows nobody the counts of ended threads and reaped children. Without reaped children (each would have
    // left page faults), and with threads whose run times are the whole process's, there are none of either.
    private static (long Voluntary, long Involuntary) Switches(int pid, long cpu, long childFaults)
    {
        if (childFaults > 0) return (-1, -1);
        Span<byte> path = stackalloc byte[ProcPath.Size];
        Span<byte> text = stackalloc byte[4096];
        Span<byte> buffer = stackalloc byte[4096];
        using var folder = new FileDescriptor(Unistd.TryOpen(ProcPath.Of(path, pid, "/task"u8)));
        if (folder.IsInvalid) return (-1, -1);
        long ran = 0, voluntary = 0, involuntary = 0;
        var threads = new DirectoryEntries(folder.Number, buffer);
        while (threads.MoveNext())
        {
            var n = Unistd.TryReadRecord(ProcPath.Of(path, pid, threads.Current, "/schedstat"u8), text);
            if (n <= 0 || !ProcText.TryParseSchedstat(text[..n], out var run, out _, out _)) return (-1, -1);
            n = Unistd.TryReadRecord(ProcPath.Of(path, pid, threads.Current, "/status"u8), text);
            if (n <= 0 || !ProcText.TryFindStatus(text[..n], "voluntary_ctxt_switches:"u8, out var gaveUp)
                || !ProcText.TryFindStatus(text[..n], "nonvoluntary_ctxt_switches:"u8, out var taken)) return (-1, -1);
            ran += run;
            voluntary += gaveUp;
            involuntary += taken;
        }

        return ran == cpu && Clock.TryReadProcess(pid, out var now) && now == cpu ? (voluntary, involuntary) : (-1, -1);
    }

    /// <summary>The largest resident set that a process or a reaped child of it has had, bytes; -1 when that isn't known.</summary>
    /// <remarks>The kernel shows nobody that of reaped children (each would have left page faults), nor a zombie's.</remarks>
    public static long PeakMemory(int pid)
    {
        Span<byte> path = stackalloc byte[ProcPath.Size];
        Span<byte> text = stackalloc byte[4096];
        var n = Unistd.TryReadRecord(ProcPath.Of(path, pid, "/status"u8), text);
        if (n <= 0 || !ProcText.TryFindSize(text[..n], "VmHWM:"u8, out var peak)) return -1;
        n = Unistd.TryReadRecord(ProcPath.Of(path, pid, "/stat"u8), text);
        return n > 0 && ProcText.TryParseChildren(text[..n], out _, out var childFaults) && childFaults == 0 ? peak : -1;
    }

    /// <summary>Bytes that a process has fetched from storage and sent there so far, with its ended threads and reaped children; -1 when unknown.</summary>
    /// <remarks>It needs ptrace access, and a zombie's is closed to ordinary users.</remarks>
    public static (long Read, long Written) Storage(int pid)
    {
        Span<byte> path = stackalloc byte[ProcPath.Size];
        Span<byte> text = stackalloc byte[1024];
        var n = Unistd.TryReadRecord(ProcPath.Of(path, pid, "/io"u8), text);
        return n > 0 && ProcText.TryFindStatus(text[..n], "read_bytes:"u8, out var read) && ProcText.TryFindStatus(text[..n], "write_bytes:"u8, out var written)
            ? (read, written)
            : (-1, -1);
    }
}
