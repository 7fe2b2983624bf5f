using System.Globalization;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Sampling;

/// <summary>
/// The one control group around this process whose CPU quota is the tightest, in version 2 (kernel doc admin-guide/cgroup-v2, cpu) or version 1
/// (kernel doc scheduler/sched-bwc). What the process starts is in it too.
/// </summary>
/// <param name="Folder">Its folder.</param>
/// <param name="Cpus">The CPUs that it may use on average.</param>
internal sealed record CpuQuotaGroup(string Folder, double Cpus)
{
    private const string Root = "/sys/fs/cgroup";

    // A container of version 1 has a long path beside every controller.
    private const int LongestFile = 16 << 10;

    /// <summary>The group of this process; null where nothing limits it, as far as it can see.</summary>
    public static CpuQuotaGroup? OfSelf() => TextOf("/proc/self/cgroup") is { } groups ? Find(groups, TextOf) : null;

    /// <summary>The group of another process; null likewise.</summary>
    public static CpuQuotaGroup? Of(int pid) => TextOf(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/cgroup")) is { } groups ? Find(groups, TextOf) : null;

    /// <summary>The tightest group of those in <c>/proc/PID/cgroup</c> and above; the text of a file comes from outside, null where it can't be read.</summary>
    internal static CpuQuotaGroup? Find(string groups, Func<string, string?> read)
    {
        CpuQuotaGroup? tightest = null;
        foreach (var line in groups.Split('\n'))
        {
            var fields = line.Split(':', 3);
            if (fields.Length < 3) continue;
            var isV2 = fields[0] == "0" && fields[1].Length == 0;
            if (!isV2 && !fields[1].Split(',').Contains("cpu")) continue;

            // Where a container mounts its own group alone, the outer part of the path leads nowhere, and the way up ends at the mount.
            for (string? group = fields[2]; !string.IsNullOrEmpty(group); group = Path.GetDirectoryName(group))
            {
                var folder = (isV2 ? Root : $"{Root}/{fields[1]}") + group.TrimEnd('/');
                if ((isV2 ? QuotaV2(folder, read) : QuotaV1(folder, read)) is { } cpus && !(cpus >= tightest?.Cpus)) tightest = new CpuQuotaGroup(folder, cpus);
            }
        }

        return tightest;
    }

    /// <summary>What it has used and been kept from so far.</summary>
    public CpuQuotaUse Read() => TextOf(Folder + "/cpu.stat") is { } text ? Parse(text, TextOf(Folder + "/cpuacct.usage")) : CpuQuotaUse.Unknown;

    /// <summary>Version 2 counts microseconds, version 1 nanoseconds and what was used in a file of another controller.</summary>
    internal static CpuQuotaUse Parse(string cpuStat, string? usage)
    {
        var use = CpuQuotaUse.Unknown with { UsedNs = Number(Line(usage)) ?? -1 };
        // Not what stands behind the last line's end: where there is anything, the text was cut off.
        foreach (var line in cpuStat.Split('\n')[..^1])
        {
            var fields = line.Split(' ');
            if (fields.Length != 2) continue;
            use = fields[0] switch
            {
                "throttled_usec" => use with { ThrottledNs = Microseconds(fields[1]) },
                "throttled_time" => use with { ThrottledNs = Number(fields[1]) ?? -1 },
                "usage_usec" => use with { UsedNs = Microseconds(fields[1]) },
                _ => use,
            };
        }

        return use;
    }

    // "200000 100000" is two CPUs; "max 100000" is none.
    private static double? QuotaV2(string folder, Func<string, string?> read) =>
        Line(read(folder + "/cpu.max"))?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [var quota, var period] ? Ratio(quota, period) : null;

    // A quota of -1 is none.
    private static double? QuotaV1(string folder, Func<string, string?> read) => Ratio(Line(read(folder + "/cpu.cfs_quota_us")), Line(read(folder + "/cpu.cfs_period_us")));

    // Null where its end is missing: its last number may lack digits then.
    private static string? Line(string? text) => text?.IndexOf('\n') is >= 0 and var end ? text[..end].Trim() : null;

    private static long Microseconds(string text) => Number(text) is { } value and <= long.MaxValue / 1000 ? value * 1000 : -1;

    private static double? Ratio(string? quota, string? period) => Number(quota) is { } part && Number(period) is > 0 and var whole ? (double)part / whole : null;

    private static long? Number(string? text) => KernelNumber.Parse(text);

    /// <summary>The text of a file; null where it can't be read, or is so long that its end would be missing: a name that ends too early is another group's.</summary>
    internal static string? TextOf(string path)
    {
        Span<byte> text = stackalloc byte[LongestFile];
        Span<byte> name = stackalloc byte[(path.Length * 3) + 1];
        name[System.Text.Encoding.UTF8.GetBytes(path, name)] = 0;
        var n = Unistd.TryReadFile(name, text);
        return n > 0 && n < text.Length ? CString.Decode(text[..n]) : null;
    }
}

/// <summary>What a control group has used of its CPU quota, and how long it was kept from using more, summed over CPUs; -1 when unknown.</summary>
internal readonly record struct CpuQuotaUse(long ThrottledNs, long UsedNs)
{
    public static CpuQuotaUse Unknown => new(-1, -1);

    /// <summary>Enters what came on top of an earlier reading.</summary>
    public void Write(Recording recording, CpuQuotaUse before)
    {
        recording.ThrottledNs = Since(before.ThrottledNs, ThrottledNs);
        recording.QuotaUsedNs = Since(before.UsedNs, UsedNs);
    }

    private static long Since(long before, long now) => before < 0 || now < before ? -1 : now - before;
}
