using System.Globalization;
using System.Text.RegularExpressions;
using CliWrap;

namespace RunScope.Testing.Tests.Support;

/// <summary>What a process sees of itself in <c>/proc/self</c>, as named values.</summary>
internal static partial class ProcView
{
    private static readonly string[] Files =
    [
        "status", "stat", "limits", "cgroup", "oom_score_adj", "cmdline", "timerslack_ns", "personality", "coredump_filter", "loginuid", "sessionid", "comm",
        "attr/current", "uid_map", "gid_map", "setgroups", "autogroup", "environ",
    ];

    // Fields of /proc/PID/stat that are settings and not measurements, by their numbers in proc_pid_stat(5).
    private static readonly (int Number, string Name)[] StatFields =
    [
        (4, "ppid"), (5, "pgrp"), (6, "session"), (7, "tty_nr"), (8, "tpgid"), (9, "flags"), (18, "priority"), (19, "nice"), (20, "num_threads"), (38, "exit_signal"),
        (40, "rt_priority"), (41, "policy"),
    ];

    // What differs between any two runs of one program.
    private static readonly Regex OfTheMoment = Moment();

    /// <summary>A process that prints its own settings: one read of each file, by the process itself.</summary>
    public static Command Settings(Command command) => command.WithArguments(["-a", "-s", "", .. Files.Select(f => "/proc/self/" + f)]);

    /// <summary>A process that prints what its descriptors, folders and namespaces are.</summary>
    public static Command Links(Command command) => command.WithArguments(["/proc/self/fd", "/proc/self/ns", "/proc/self/cwd", "/proc/self/root", "-type", "l", "-printf", "%p %l\\n"]);

    /// <summary>The values that <see cref="Settings"/> printed.</summary>
    public static SortedDictionary<string, string> ParseSettings(string output)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in output.Split('\n'))
        {
            const string start = "/proc/self/";
            if (!line.StartsWith(start, StringComparison.Ordinal)) continue;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            foreach (var (name, value) in Values(line[start.Length..colon], line[(colon + 1)..]))
            {
                if (!OfTheMoment.IsMatch(name)) values[name] = value;
            }
        }

        return values;
    }

    /// <summary>The values that <see cref="Links"/> printed; pipes and sockets by kind, for their numbers are new each time.</summary>
    public static SortedDictionary<string, string> ParseLinks(string output)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var blank = line.IndexOf(' ', StringComparison.Ordinal);
            values[line["/proc/self/".Length..blank]] = Numbered().Replace(OwnPid().Replace(line[(blank + 1)..], "/proc/PID/"), "$1");
        }

        return values;
    }

    /// <summary>A field of <c>/proc/PID/stat</c>; the second, the name, may hold anything.</summary>
    public static string StatField(string stat, int number) => stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[number - 3];

    private static IEnumerable<(string Name, string Value)> Values(string file, string line)
    {
        switch (file)
        {
            case "status":
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                return [("status " + line[..colon], line[(colon + 1)..].Trim())];
            case "stat":
                return StatFields.Select(f => ("stat " + f.Name, StatField(line, f.Number)));
            case "limits":
                return line.StartsWith("Limit", StringComparison.Ordinal) ? [] : [("limits " + line[..25].Trim(), string.Join(' ', line[25..].Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
            case "environ":
                return line.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(v => ("environ " + v.Split('=')[0], v[(v.IndexOf('=', StringComparison.Ordinal) + 1)..]));
            case "cgroup":
                return [("cgroup " + line.Split(':')[0].ToString(CultureInfo.InvariantCulture), line)];
            default:
                return [(file, line)];
        }
    }

    [GeneratedRegex(@"^status (Pid|Tgid|Ngid|NStgid|NSpid|Vm\w+|Rss\w+|HugetlbPages|SigQ|voluntary_ctxt_switches|nonvoluntary_ctxt_switches)$", RegexOptions.CultureInvariant)]
    private static partial Regex Moment();

    [GeneratedRegex(@"^(pipe|socket):\[\d+\]$", RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^/proc/\d+/", RegexOptions.CultureInvariant)]
    private static partial Regex OwnPid();
}
