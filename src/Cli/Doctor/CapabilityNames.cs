using System.Collections.Immutable;
using System.Globalization;

namespace RunScope.Testing.Cli.Doctor;

/// <summary>Names of capabilities, <c>capabilities(7)</c>; linux/capability.h of Linux 6.12.</summary>
internal static class CapabilityNames
{
    private static readonly string[] Names =
    [
        "CHOWN", "DAC_OVERRIDE", "DAC_READ_SEARCH", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID", "SETPCAP", "LINUX_IMMUTABLE", "NET_BIND_SERVICE", "NET_BROADCAST",
        "NET_ADMIN", "NET_RAW", "IPC_LOCK", "IPC_OWNER", "SYS_MODULE", "SYS_RAWIO", "SYS_CHROOT", "SYS_PTRACE", "SYS_PACCT", "SYS_ADMIN", "SYS_BOOT", "SYS_NICE", "SYS_RESOURCE",
        "SYS_TIME", "SYS_TTY_CONFIG", "MKNOD", "LEASE", "AUDIT_WRITE", "AUDIT_CONTROL", "SETFCAP", "MAC_OVERRIDE", "MAC_ADMIN", "SYSLOG", "WAKE_ALARM", "BLOCK_SUSPEND",
        "AUDIT_READ", "PERFMON", "BPF", "CHECKPOINT_RESTORE",
    ];

    /// <summary>Those of a set, such as CAP_SYS_PTRACE; one that is newer than this list by its number.</summary>
    public static ImmutableArray<string> Of(ulong set) =>
        [.. Enumerable.Range(0, 64).Where(bit => (set >> bit & 1) != 0).Select(bit => "CAP_" + (bit < Names.Length ? Names[bit] : bit.ToString(CultureInfo.InvariantCulture)))];

    /// <summary>In a line: few by their names, nearly all by what is missing.</summary>
    public static string Text(ImmutableArray<string> capabilities)
    {
        if (capabilities.IsEmpty) return "none";
        var missing = Names.Select(n => "CAP_" + n).Except(capabilities).ToList();
        return missing.Count == 0 ? "all" : missing.Count <= 5 ? "all but " + string.Join(", ", missing) : string.Join(", ", capabilities);
    }
}
