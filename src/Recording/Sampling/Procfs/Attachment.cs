using RunScope.Testing.Interop;

namespace RunScope.Testing.Sampling.Procfs;

/// <summary>What is different where processes are watched that run already.</summary>
/// <param name="FollowChildren">Whether descendants are watched too.</param>
/// <param name="Observer">Who hears of each reading; null for nobody.</param>
internal sealed record Attachment(bool FollowChildren, IRoundObserver? Observer)
{
    // USER_HZ, in which /proc tells times: 100 on every architecture that .NET runs on.
    private const long NsPerTick = 10_000_000;

    /// <summary>Ended threads, and ended processes, that are kept by themselves at the most.</summary>
    public int MostEnded { get; init; } = 2000;

    private readonly ulong _since = (ulong)(Clock.SinceBoot / NsPerTick);

    /// <summary>Whether a process ran before we attached: then its books open at its first reading, and not at its start.</summary>
    public bool RanBefore(ulong startTicks) => startTicks < _since || IsBeginning;

    /// <summary>Whether what is found was there when we came, even if it began within the same tick.</summary>
    public bool IsBeginning { get; set; } = true;
}

/// <summary>What a process had used when its books were opened.</summary>
/// <param name="CpuNs">Its CPU time; any process may read it of any.</param>
/// <param name="ChildCpuNs">That of its reaped children, in whole ticks of 10 ms.</param>
/// <param name="ChildFaults">Page faults of its reaped children.</param>
/// <param name="ReadBytes">Bytes fetched from storage, with its reaped children; -1 when it couldn't be read.</param>
/// <param name="WrittenBytes">Bytes sent to storage, with its reaped children; -1 likewise.</param>
internal readonly record struct UsedBefore(long CpuNs, long ChildCpuNs, long ChildFaults, long ReadBytes, long WrittenBytes)
{
    public static UsedBefore Of(int pid)
    {
        var (read, written) = LivingUsage.Storage(pid);
        LivingUsage.TryReadChildren(pid, out var childCpu, out var childFaults);

        // Last: the kernel brings the accounts of all threads up to date for it, and they are read next.
        Clock.TryReadProcess(pid, out var cpu);
        return new UsedBefore(cpu, childCpu, childFaults, read, written);
    }
}
