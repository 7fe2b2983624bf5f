using System.Runtime.InteropServices;
using RunScope.Testing.Attach;
using RunScope.Testing.Interop;
using RunScope.Testing.Sampling;

namespace RunScope.Testing.Hosting;

/// <summary>What there is to say about this machine in a profile.</summary>
internal static class HostMachine
{
    private static readonly Lazy<HostInfo> Read = new(() => new HostInfo(
        CpuModel(TextOf("/proc/cpuinfo") ?? ""),
        Resources.CpuCount(),
        (TextOf("/proc/sys/kernel/osrelease") ?? RuntimeInformation.OSDescription).Trim(),
        RuntimeInformation.FrameworkDescription,
        CpuQuotaGroup.OfSelf()?.Cpus,
        new HostNoise(null, null, null, null)));

    // Pipes, sockets and lists of files; .NET keeps each library open that it has loaded, and the first launch of a program may load some thirty.
    private const int FewDescriptors = 16;
    private const int FewDescriptorsAtFirst = 36;
    private const int ManyDescriptors = 1024;

    public static HostInfo Info => Read.Value;

    /// <summary>Refuses a machine on which nothing can be profiled, before anything is started.</summary>
    /// <exception cref="ProfilingUnavailableException">The reason and the remedy.</exception>
    /// <param name="isFirst">Whether nothing that profiling takes has been loaded yet.</param>
    public static void RequireProfiling(bool isFirst = false)
    {
        if (!OperatingSystem.IsLinux())
            throw new ProfilingUnavailableException($"RunScope.Testing profiles processes on Linux only; this is {RuntimeInformation.OSDescription}. Run it on Linux, in WSL 2, or in a container.");
        RequireDescriptors(isFirst ? FewDescriptorsAtFirst : FewDescriptors);
        var accounting = Permissions.Accounting(MachineFacts.Read());
        if (!accounting.Permitted) throw new ProfilingUnavailableException($"Cannot {accounting.What}: {accounting.Reason}. Remedy: {accounting.Remedy}.");
    }

    /// <summary>Refuses a process that may open too few files: what is missing then shows as anything, such as a library that can't be loaded.</summary>
    private static void RequireDescriptors(int needed)
    {
        var limit = Resources.DescriptorLimit();
        if (limit >= ManyDescriptors || limit - OpenDescriptors() is var free && free >= needed) return;
        throw new ProfilingUnavailableException(
            $"Cannot start or watch a process: this one may have {limit} files open at once (RLIMIT_NOFILE), and {Math.Max(free, 0)} of them are left, of which {needed} are needed. "
            + "Raise the hard limit: `ulimit -Hn 1024` as root before the start, LimitNOFILE=1024 in a systemd unit, --ulimit nofile=1024 for a container.");
    }

    private static int OpenDescriptors()
    {
        try
        {
            return Directory.GetFileSystemEntries("/proc/self/fd").Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return int.MaxValue;
        }
    }

    /// <summary>The name of the CPU. arm64 tells numbers instead (arch/arm64/kernel/cpuinfo.c), of each core, since there may be several kinds.</summary>
    internal static string? CpuModel(string cpuinfo)
    {
        foreach (var line in cpuinfo.Split('\n'))
        {
            if (line.StartsWith("model name", StringComparison.Ordinal) && line.IndexOf(':') is > 0 and var colon) return line[(colon + 1)..].Trim();
        }

        string[] cores = [.. cpuinfo.Split("\n\n").Select(Numbers).Where(c => c.Length > 0).Distinct().Order(StringComparer.Ordinal)];
        return cores.Length == 0 ? null : string.Join("; ", cores);

        static string Numbers(string core) => string.Join(
            ", ",
            core.Split('\n').Select(l => l.Split(':', 2)).Where(f => f.Length == 2 && f[0].Trim() is "CPU implementer" or "CPU variant" or "CPU part").Select(f => $"{f[0].Trim()} {f[1].Trim()}"));
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
