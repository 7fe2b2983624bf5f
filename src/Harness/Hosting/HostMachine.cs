using System.Globalization;
using System.Runtime.InteropServices;
using RunScope.Testing.Attach;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Hosting;

/// <summary>What there is to say about this machine in a profile.</summary>
internal static class HostMachine
{
    private static readonly Lazy<HostInfo> Read = new(() => new HostInfo(
        CpuModel(TextOf("/proc/cpuinfo") ?? ""),
        Resources.CpuCount(),
        (TextOf("/proc/sys/kernel/osrelease") ?? RuntimeInformation.OSDescription).Trim(),
        RuntimeInformation.FrameworkDescription,
        CpuQuota(),
        new HostNoise(null, null, null, null)));

    public static HostInfo Info => Read.Value;

    /// <summary>Refuses a machine on which nothing can be profiled, before anything is started.</summary>
    /// <exception cref="ProfilingUnavailableException">The reason and the remedy.</exception>
    public static void RequireProfiling()
    {
        if (!OperatingSystem.IsLinux())
            throw new ProfilingUnavailableException($"RunScope.Testing profiles processes on Linux only; this is {RuntimeInformation.OSDescription}. Run it on Linux, in WSL 2, or in a container.");
        var accounting = Permissions.Accounting(MachineFacts.Read());
        if (!accounting.Permitted) throw new ProfilingUnavailableException($"Cannot {accounting.What}: {accounting.Reason}. Remedy: {accounting.Remedy}.");
    }

    internal static string? CpuModel(string cpuinfo)
    {
        foreach (var line in cpuinfo.Split('\n'))
        {
            if (line.StartsWith("model name", StringComparison.Ordinal) && line.IndexOf(':') is > 0 and var colon) return line[(colon + 1)..].Trim();
        }

        return null;
    }

    /// <summary>"200000 100000" is two CPUs; "max 100000" is none (kernel doc admin-guide/cgroup-v2, cpu.max).</summary>
    internal static double? Quota(string cpuMax)
    {
        var fields = cpuMax.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == 2
            && double.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var quota)
            && double.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var period)
            && period > 0
            ? quota / period
            : null;
    }

    // The tightest limit on the way up counts.
    private static double? CpuQuota()
    {
        var own = TextOf("/proc/self/cgroup")?.Split('\n').FirstOrDefault(l => l.StartsWith("0::", StringComparison.Ordinal))?[3..];
        double? tightest = null;
        for (var group = own; !string.IsNullOrEmpty(group); group = Path.GetDirectoryName(group))
        {
            if (TextOf("/sys/fs/cgroup" + group.TrimEnd('/') + "/cpu.max") is { } text && Quota(text) is { } quota) tightest = Math.Min(tightest ?? quota, quota);
        }

        return tightest;
    }

    private static string? TextOf(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
