using System.Globalization;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Sampling;

/// <summary>What the machine did meanwhile: <c>/proc/stat</c> and pressure stall information (kernel doc accounting/psi).</summary>
internal readonly record struct MachineNoise(long Steal, long AllCpu, long CpuPressureUs, long IoPressureUs)
{
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
        if (before.AllCpu >= 0 && AllCpu > before.AllCpu) recording.StealShare = (double)(Steal - before.Steal) / (AllCpu - before.AllCpu);
        if (before.CpuPressureUs >= 0 && wallNs > 0) recording.CpuPressure = Math.Min(1, (CpuPressureUs - before.CpuPressureUs) * 1000.0 / wallNs);
        if (before.IoPressureUs >= 0 && wallNs > 0) recording.IoPressure = Math.Min(1, (IoPressureUs - before.IoPressureUs) * 1000.0 / wallNs);
    }

    /// <summary>The first line of <c>/proc/stat</c>: the eighth number is stolen time; guest time is in user time already, <c>proc_stat(5)</c>.</summary>
    internal static (long Steal, long All) ParseCpu(string text)
    {
        var fields = text.Split('\n')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        long all = 0, steal = -1;
        for (var i = 1; i < fields.Length && i <= 8; i++)
        {
            if (!long.TryParse(fields[i], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)) return (-1, -1);
            all += ticks;
            if (i == 8) steal = ticks;
        }

        return steal < 0 ? (-1, -1) : (steal, all);
    }

    /// <summary>The total of the "some" line in microseconds.</summary>
    internal static long ParsePressure(string text)
    {
        const string key = "total=";
        var line = text.Split('\n')[0];
        var at = line.IndexOf(key, StringComparison.Ordinal);
        return line.StartsWith("some", StringComparison.Ordinal) && at >= 0
            && long.TryParse(line.AsSpan(at + key.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var total) ? total : -1;
    }

    private static bool TryRead(ReadOnlySpan<byte> path, Span<byte> buffer, out string text)
    {
        var n = Unistd.TryReadFile(path, buffer);
        text = n > 0 ? CString.Decode(buffer[..n]) : "";
        return n > 0;
    }
}
