namespace RunScope.Testing.Sampling.Procfs;

/// <summary>What the line <c>/proc/PID/stat</c> says of a whole process.</summary>
internal readonly record struct ProcessStat(byte State, int Parent, bool IsKernelThread, int Threads, ulong StartTicks, long ResidentPages)
{
    /// <summary>Whether all its threads have ended. A process whose first thread alone has ended looks like a zombie too, but has more than one.</summary>
    public bool HasEnded => State is (byte)'Z' or (byte)'X' && Threads <= 1;
}

internal static partial class ProcText
{
    // include/linux/sched.h
    private const long PF_KTHREAD = 0x00200000;

    /// <summary><c>stat</c>: whether the size of the memory (23) isn't 0, as it is for kernel threads and for what is ending.</summary>
    public static bool HasMemory(ReadOnlySpan<byte> text)
    {
        if (!TryParseStat(text, out _, out _)) return false;
        var rest = text[(text.LastIndexOf((byte)')') + 3)..];
        long size = 0;
        for (var field = 4; field <= 23; field++)
        {
            if (!TryTakeNumber(ref rest, out size)) return false;
        }

        return size != 0;
    }

    /// <summary><c>stat</c>: the state letter, the parent (field 4), whether it is the kernel's (flags, 9), threads (20), start (22) and resident pages (24).</summary>
    public static bool TryParseProcess(ReadOnlySpan<byte> text, out ProcessStat stat)
    {
        stat = default;
        if (!TrySplitStat(text, out var state, out _, out var rest)) return false;
        long parent = 0, flags = 0, threads = 0, start = 0, pages = 0;
        for (var field = 4; field <= 24; field++)
        {
            if (!TryTakeNumber(ref rest, out var value)) return false;
            switch (field)
            {
                case 4: parent = value; break;
                case 9: flags = value; break;
                case 20: threads = value; break;
                case 22: start = value; break;
                case 24: pages = value; break;
            }
        }

        if (parent is < 0 or > int.MaxValue || threads is < 0 or > int.MaxValue || start is < 0 or > MostSummed || pages is < 0 or > MostSummed) return false;
        stat = new ProcessStat(state, (int)parent, (flags & PF_KTHREAD) != 0, (int)threads, (ulong)start, pages);
        return true;
    }
}
