using System.Collections.Immutable;
using System.Globalization;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Attach;

/// <summary>One thing that a machine does or doesn't permit.</summary>
/// <param name="What">What would be done.</param>
/// <param name="Permitted">Whether it may be.</param>
/// <param name="Reason">Why, or why not.</param>
/// <param name="Remedy">What lifts the limit; null when nothing is needed.</param>
internal sealed record Permission(string What, bool Permitted, string Reason, string? Remedy);

/// <summary>What the kernel's settings say, as texts of their files; null where a file is missing.</summary>
internal sealed record MachineFacts(
    string? Schedstat,
    string? YamaScope,
    string? PerfParanoid,
    string? Status,
    bool InContainer,
    uint User)
{
    public static MachineFacts Read() => new(
        Text("/proc/self/schedstat"),
        Text("/proc/sys/kernel/yama/ptrace_scope"),
        Text("/proc/sys/kernel/perf_event_paranoid"),
        Text("/proc/self/status"),
        File.Exists("/.dockerenv") || File.Exists("/run/.containerenv"),
        Unistd.EffectiveUser);

    /// <summary>Whether a capability is in the effective set, <c>capabilities(7)</c>.</summary>
    public bool Has(int capability) => Status is not null && StatusMask.TryFind(Status, "CapEff:", out var set) && (set >> capability & 1) != 0;

    // Not by File, whose first use takes milliseconds of a start.
    private static string? Text(string path)
    {
        Span<byte> text = stackalloc byte[4096];
        var n = Unistd.TryReadFile(CString.From(path), text);
        return n < 0 ? null : CString.Decode(text[..n]).Trim();
    }
}

/// <summary>Says what a machine permits, why not, and what would lift the limit.</summary>
internal static partial class Permissions
{
    private const int CAP_SYS_PTRACE = 19;
    private const int CAP_SYS_ADMIN = 21;
    private const int CAP_PERFMON = 38;

    public static ImmutableArray<Permission> Of(MachineFacts facts) => [Accounting(facts), Tracing(facts), Events(facts)];

    /// <summary>Thread accounting: without it there is no profile.</summary>
    public static Permission Accounting(MachineFacts facts)
    {
        const string what = "read the scheduler's accounting of each thread (/proc/PID/task/TID/schedstat)";
        var counts = facts.Schedstat?.Split(' ') is [{ Length: > 0 } run, ..] && run != "0";
        return counts
            ? new Permission(what, true, "the kernel offers it to every user for all processes that he sees", null)
            : new Permission(what, false,
                "/proc/self/schedstat is missing, empty or 0: the kernel was built without CONFIG_SCHED_INFO, or /proc is not the kernel's (some sandboxes imitate it)",
                "run on a kernel with CONFIG_SCHED_INFO=y, which every distribution's kernel has, or outside of the sandbox");
    }

    /// <summary>ptrace access to children: what they wait in. Yama's documentation: admin-guide/LSM/Yama.</summary>
    public static Permission Tracing(MachineFacts facts)
    {
        const string what = "look into child processes (ptrace access: the system calls that threads wait in)";
        var may = facts.Has(CAP_SYS_PTRACE);
        return facts.YamaScope switch
        {
            null => new Permission(what, true, "this kernel has no Yama", null),
            "0" or "1" => new Permission(what, true, $"kernel.yama.ptrace_scope is {facts.YamaScope}, which allows it for one's own descendants", null),
            "2" when may => new Permission(what, true, "kernel.yama.ptrace_scope is 2, and this process has CAP_SYS_PTRACE", null),
            "3" => new Permission(what, false, "kernel.yama.ptrace_scope is 3, which forbids it to everybody until the next boot",
                "boot with kernel.yama.ptrace_scope=1 (it can't be lowered while running); states and times are measured all the same"),
            _ => new Permission(what, false, $"kernel.yama.ptrace_scope is {facts.YamaScope}, which asks for CAP_SYS_PTRACE" + Container(facts),
                (facts.InContainer ? "start the container with --cap-add SYS_PTRACE, or " : "") + "sudo sysctl kernel.yama.ptrace_scope=1; states and times are measured all the same"),
        };
    }

    /// <summary>Kernel events: exact switch times, for an engine that records them. Kernel documentation: admin-guide/perf-security.</summary>
    public static Permission Events(MachineFacts facts)
    {
        const string what = "record context switches of children (perf_event_open)";
        if (facts.PerfParanoid is null)
            return new Permission(what, false, "/proc/sys/kernel/perf_event_paranoid is missing: this kernel has no perf events" + Container(facts), "run on a kernel with CONFIG_PERF_EVENTS=y");
        if (!int.TryParse(facts.PerfParanoid, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var level))
            return new Permission(what, false, $"/proc/sys/kernel/perf_event_paranoid holds \"{facts.PerfParanoid}\"", "sudo sysctl kernel.perf_event_paranoid=2");
        if (facts.Has(CAP_SYS_ADMIN) || (level <= 2 && facts.Has(CAP_PERFMON)))
            return new Permission(what, true, "this process has the capability for it", null);
        return level <= 2
            ? new Permission(what, true, $"kernel.perf_event_paranoid is {level}, which allows it for one's own processes", null)
            : new Permission(what, false, $"kernel.perf_event_paranoid is {level}, which denies it to ordinary users" + Container(facts), "sudo sysctl kernel.perf_event_paranoid=2");
    }

    /// <summary>Why ptrace access to a process that we launched was refused, and what would lift that.</summary>
    public static string WhyRefused(MachineFacts facts, int pid, int errno, uint? owner)
    {
        if (errno == LinuxError.ESRCH) return $"process {pid} has ended";
        if (owner is { } user && user != facts.User && !facts.Has(CAP_SYS_PTRACE))
            return $"process {pid} belongs to user {user}, this is user {facts.User}: run as that user or as root";
        var tracing = Tracing(facts);
        if (!tracing.Permitted) return $"{tracing.Reason}: {tracing.Remedy!.Split("; ")[0]}";
        return errno is LinuxError.EPERM or LinuxError.EACCES
            ? $"process {pid} keeps its own user out (a setuid program, one with file capabilities, one whose file may be executed but not read, or PR_SET_DUMPABLE), or another tool traces it{Container(facts)}: run this as root"
            : $"ptrace failed with {LinuxError.Name(errno)}" + Container(facts);
    }

    /// <summary>Why a process that runs already may not be looked into, and what would lift that; whole sentences.</summary>
    /// <param name="facts">The machine.</param>
    /// <param name="user">The user that it runs as; null when unknown.</param>
    /// <param name="isDumpable">Whether it lets its user look into it, <c>PR_SET_DUMPABLE</c>.</param>
    /// <param name="errno">With what the kernel refused.</param>
    public static string WhyNotRead(MachineFacts facts, uint? user, bool isDumpable, int errno)
    {
        const string launch = "launch the program under `runscope run` instead";
        if (facts.Has(CAP_SYS_PTRACE) && facts.YamaScope is null or "0" or "1" or "2") return $"the kernel refused it with {LinuxError.Name(errno)}, as a security module or another user namespace does{Container(facts)}. Run this as root of the machine itself, outside of every container.";
        if (user is { } owner && owner != facts.User)
            return string.Create(CultureInfo.InvariantCulture, $"it runs as user {owner}, and this is user {facts.User}. Run this as that user or as root.");
        if (!isDumpable) return $"it keeps its own user out (a setuid program, one with file capabilities, or PR_SET_DUMPABLE). Run this as root.";
        const string cost = "until the next boot, after which every process of a user may read the memory of all the others of that user, passwords and keys in it";
        return facts.YamaScope switch
        {
            "1" => $"kernel.yama.ptrace_scope is 1, which allows it for one's own descendants only. Run this as root, {launch}, or lift it for everybody by `sudo sysctl kernel.yama.ptrace_scope=0` {cost}.",
            "2" => $"kernel.yama.ptrace_scope is 2, which allows it to root only. Run this as root, or lift it for everybody by `sudo sysctl kernel.yama.ptrace_scope=0` {cost}.",
            "3" => "kernel.yama.ptrace_scope is 3, which forbids it to everybody until the next boot.",
            _ => $"the kernel refused it with {LinuxError.Name(errno)}{Container(facts)}. Run this as root, or {launch}.",
        };
    }

    private static string Container(MachineFacts facts) => facts.InContainer ? " (in a container, whose seccomp profile may refuse it as well)" : "";
}
