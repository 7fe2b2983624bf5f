using System.Globalization;

namespace RunScope.Testing.Conditions;

/// <summary>Where it runs, as the first line says: the kernel's settings, read here anew.</summary>
internal sealed record PlaceLine(Place Surroundings)
{
    public static PlaceLine Read() => new(new Place
    {
        Kernel = Text("/proc/sys/kernel/osrelease"),
        User = Status("Uid:")?.Split('\t') is [_, var effective, ..] ? int.Parse(effective, CultureInfo.InvariantCulture) : null,
        PtraceScope = Text("/proc/sys/kernel/yama/ptrace_scope"),
        PerfEventParanoid = Text("/proc/sys/kernel/perf_event_paranoid"),
        Capabilities = Status("CapEff:"),
        Seccomp = Status("Seccomp:"),
        NoNewPrivileges = Status("NoNewPrivs:"),
        UserMap = Text("/proc/self/uid_map"),
        Proc = Text("/proc/self/mountinfo")?.Split('\n').LastOrDefault(l => l.Split(' ') is [_, _, _, _, "/proc", ..])?.Split(" - ")[^1],
        Descriptors = Text("/proc/self/limits")?.Split('\n').FirstOrDefault(l => l.StartsWith("Max open files", StringComparison.Ordinal))?["Max open files".Length..].Trim(),
        Pid = Environment.ProcessId,
        Temporary = Path.GetTempPath(),
    });

    private static string? Status(string key) => Text("/proc/self/status")?.Split('\n').FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal))?[key.Length..].Trim();

    private static string? Text(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

/// <summary>Texts of the kernel's files; null where there is none.</summary>
internal sealed record Place
{
    public string? Kernel { get; init; }

    public int? User { get; init; }

    public string? PtraceScope { get; init; }

    public string? PerfEventParanoid { get; init; }

    public string? Capabilities { get; init; }

    public string? Seccomp { get; init; }

    public string? NoNewPrivileges { get; init; }

    public string? UserMap { get; init; }

    public string? Proc { get; init; }

    public string? Descriptors { get; init; }

    public int Pid { get; init; }

    public required string Temporary { get; init; }
}
