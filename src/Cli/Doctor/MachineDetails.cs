using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using RunScope.Testing.Attach;
using RunScope.Testing.Hosting;
using RunScope.Testing.Interop;
using RunScope.Testing.Sampling;

namespace RunScope.Testing.Cli.Doctor;

/// <summary>What there is to know of a machine besides its permissions; null where something can't be read.</summary>
internal sealed record MachineDetails
{
    public string? Kernel { get; init; }

    public string Runtime { get; init; } = RuntimeInformation.FrameworkDescription;

    public string Architecture { get; init; } = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    /// <summary>CPUs that this process may run on.</summary>
    public int Cpus { get; init; }

    /// <summary>CPUs that a control group allows on average; null where none limits them.</summary>
    public double? CpuQuota { get; init; }

    /// <summary>The versions of control groups that this process is in: "v1", "v2" or "v1 and v2".</summary>
    public string? Cgroups { get; init; }

    /// <summary>The kind of container; null outside of any that is known.</summary>
    public string? Container { get; init; }

    /// <summary>How <c>/proc</c> hides processes of others: "invisible", "noaccess"...; null where it doesn't.</summary>
    public string? HidePid { get; init; }

    /// <summary>Whether this process is in a user namespace of its own, where root isn't the machine's.</summary>
    public bool? InUserNamespace { get; init; }

    /// <summary>Names of the effective capabilities.</summary>
    public ImmutableArray<string> Capabilities { get; init; } = [];

    /// <summary>The filter of system calls: "none", "strict" or "filter".</summary>
    public string? Seccomp { get; init; }

    /// <summary>Descriptors that this process may have open, and may allow itself to have.</summary>
    public (long Soft, long Hard)? Descriptors { get; init; }

    /// <summary>Whether the kernel tells how much others waited (<c>/proc/pressure</c>).</summary>
    public bool HasPressure { get; init; }

    /// <summary>The recorder that tests and calibrations would start; null when there is none.</summary>
    public RecorderProgram? Recorder { get; init; }

    /// <summary>Why there is no recorder.</summary>
    public string? RecorderProblem { get; init; }

    public static MachineDetails Read(MachineFacts facts)
    {
        var (recorder, problem) = FindRecorder();
        return new MachineDetails
        {
            Kernel = Text("/proc/sys/kernel/osrelease")?.Trim(),
            Cpus = Resources.CpuCount(),
            CpuQuota = CpuQuotaGroup.OfSelf()?.Cpus,
            Cgroups = Text("/proc/self/cgroup") is { } groups ? MachineTexts.Cgroups(groups) : null,
            Container = MachineTexts.Container(File.Exists("/.dockerenv"), File.Exists("/run/.containerenv"), Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST") is not null,
                Text("/run/systemd/container") ?? Environment.GetEnvironmentVariable("container"), Text("/proc/self/cgroup")),
            HidePid = Text("/proc/self/mountinfo") is { } mounts ? MachineTexts.HidePid(mounts) : null,
            InUserNamespace = Text("/proc/self/uid_map") is { } map ? MachineTexts.IsUserNamespace(map) : null,
            Capabilities = facts.Status is { } status && StatusMask.TryFind(status, "CapEff:", out var set) ? CapabilityNames.Of(set) : [],
            Seccomp = facts.Status is { } text ? MachineTexts.Seccomp(text) : null,
            Descriptors = Text("/proc/self/limits") is { } limits ? MachineTexts.Descriptors(limits) : null,
            HasPressure = Text("/proc/pressure/cpu") is { Length: > 0 },
            Recorder = recorder,
            RecorderProblem = problem,
        };
    }

    private static (RecorderProgram? Recorder, string? Problem) FindRecorder()
    {
        try
        {
            return (RecorderProgram.Find()[0], null);
        }
        catch (ProfilingUnavailableException e)
        {
            return (null, e.Message);
        }
    }

    private static string? Text(string path)
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

/// <summary>Reads the texts of the kernel's files about this process.</summary>
internal static class MachineTexts
{
    /// <summary>The kind of container by the marks that each kind leaves; null when there is none.</summary>
    public static string? Container(bool dockerFile, bool podmanFile, bool kubernetes, string? named, string? cgroup)
    {
        if (kubernetes || cgroup?.Contains("kubepods", StringComparison.Ordinal) == true) return "kubernetes";
        if (podmanFile) return "podman";
        if (dockerFile || cgroup?.Contains("/docker", StringComparison.Ordinal) == true) return "docker";
        if (named?.Trim() is { Length: > 0 } name) return name;
        if (cgroup is null) return null;
        return cgroup.Contains("/lxc", StringComparison.Ordinal) ? "lxc" : cgroup.Contains("/containerd", StringComparison.Ordinal) ? "containerd" : null;
    }

    /// <summary>Which versions of control groups there are, <c>cgroups(7)</c>: the line of version 2 has the number 0 and no controllers.</summary>
    public static string? Cgroups(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var v2 = lines.Any(l => l.StartsWith("0::", StringComparison.Ordinal));
        var v1 = lines.Any(l => !l.StartsWith("0::", StringComparison.Ordinal));
        return (v1, v2) switch { (true, true) => "v1 and v2", (true, false) => "v1", (false, true) => "v2", _ => null };
    }

    /// <summary>The option hidepid of the last mount on <c>/proc</c>, <c>proc(5)</c>; null when nothing is hidden.</summary>
    public static string? HidePid(string mountinfo)
    {
        var options = mountinfo.Split('\n').LastOrDefault(l => l.Split(' ') is [_, _, _, _, "/proc", ..]) is { } line && line.Split(" - ") is [_, var kind] ? kind.Split(' ')[^1] : "";
        return options.Split(',').FirstOrDefault(o => o.StartsWith("hidepid=", StringComparison.Ordinal))?["hidepid=".Length..] switch
        {
            null or "0" or "off" => null,
            "1" => "noaccess",
            "2" => "invisible",
            "4" => "ptraceable",
            var other => other,
        };
    }

    /// <summary>Whether the map of users, <c>user_namespaces(7)</c>, is another than that of the first namespace, which maps all to themselves.</summary>
    public static bool IsUserNamespace(string map) => map.Split((char[])[' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries) is not ["0", "0", "4294967295"];

    /// <summary>The mode of seccomp in <c>/proc/PID/status</c>; null when the kernel doesn't say.</summary>
    public static string? Seccomp(string status) => Field(status, "Seccomp:") switch { "0" => "none", "1" => "strict", "2" => "filter", var other => other };

    /// <summary>The limit of open files in <c>/proc/PID/limits</c>.</summary>
    public static (long Soft, long Hard)? Descriptors(string limits) =>
        Field(limits, "Max open files")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var soft, var hard, ..] && Number(soft) is { } low && Number(hard) is { } high ? (low, high) : null;

    private static string? Field(string text, string key) => text.Split('\n').FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal))?[key.Length..].Trim();

    private static long? Number(string text) => text == "unlimited" ? long.MaxValue : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
