using RunScope.Testing.Interop;

namespace RunScope.Testing.Sampling;

/// <summary>What the machine did meanwhile: <c>/proc/stat</c> and pressure stall information (kernel doc accounting/psi).</summary>
internal readonly record struct MachineNoise(long Steal, long AllCpu, long CpuPressureUs, long IoPressureUs)
{
    // Nine of them are summed.
    private const long MostTicks = long.MaxValue / 16;

    /// <summary>Reads the counters; -1 where the kernel doesn't offer one.</summary>
    public static MachineNoise Read()
    {
        Span<byte> text = stackalloc byte[512];
        long steal = -1, all = -1;
        if (TryRead("/proc/stat\0"u8, text, out var stat)) (steal, all) = ParseCpu(stat);
        var cpu = TryRead("/proc/pressure/cpu\0"u8, text, out var pressure) ? ParsePressure(pressure) : -1;
        var io = TryRead("/proc/pressure/io\0"u8, text, out pressure) ? ParsePressure(pressure) : -1;
        return new MachineNoise(steal, all, cpu, io);
    }

    /// <summary>Enters the shares since an earlier reading.</summary>
    public void Write(Recording recording, MachineNoise before, long wallNs)
    {
        // Of a virtual machine that has moved to another host, what was stolen may have become less.
        if (before.AllCpu >= 0 && AllCpu > before.AllCpu && Steal >= before.Steal) recording.StealShare = Math.Min(1, (double)(Steal - before.Steal) / (AllCpu - before.AllCpu));
        if (PressureShare(before.CpuPressureUs, CpuPressureUs, wallNs) is { } cpu) recording.CpuPressure = cpu;
        if (PressureShare(before.IoPressureUs, IoPressureUs, wallNs) is { } io) recording.IoPressure = io;
    }

    private static double? PressureShare(long before, long now, long wallNs) => before < 0 || now < before || wallNs <= 0 ? null : Math.Min(1, (now - before) * 1000.0 / wallNs);

    /// <summary>The first line of <c>/proc/stat</c>: the eighth number is stolen time; guest time is in user time already, <c>proc_stat(5)</c>.</summary>
    internal static (long Steal, long All) ParseCpu(string text)
    {
        if (FirstLine(text)?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not ["cpu", ..] fields) return (-1, -1);
        long all = 0, steal = -1;
        for (var i = 1; i < fields.Length && i <= 8; i++)
        {
            if (KernelNumber.Parse(fields[i]) is not { } ticks || ticks > MostTicks) return (-1, -1);
            all += ticks;
            if (i == 8) steal = ticks;
        }

        return steal < 0 ? (-1, -1) : (steal, all);
    }

    /// <summary>The total of the "some" line in microseconds.</summary>
    internal static long ParsePressure(string text)
    {
        const string key = "total=";
        var line = FirstLine(text) ?? "";
        var at = line.IndexOf(key, StringComparison.Ordinal);
        return line.StartsWith("some ", StringComparison.Ordinal) && at >= 0 ? KernelNumber.Parse(line.AsSpan(at + key.Length)) ?? -1 : -1;
    }

    // Null where its end is missing: its last number may lack digits then.
    private static string? FirstLine(string text) => text.IndexOf('\n') is >= 0 and var end ? text[..end] : null;

    private static bool TryRead(ReadOnlySpan<byte> path, Span<byte> buffer, out string text)
    {
        var n = Unistd.TryReadFile(path, buffer);
        text = n > 0 ? CString.Decode(buffer[..n]) : "";
        return n > 0;
    }
}
