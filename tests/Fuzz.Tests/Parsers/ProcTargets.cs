using System.Net;
using System.Text.RegularExpressions;
using RunScope.Testing.Attach;
using RunScope.Testing.Cli.Doctor;
using RunScope.Testing.Cli.Processes;
using RunScope.Testing.Hosting;
using RunScope.Testing.Hosting.Readiness;
using RunScope.Testing.Interop;
using RunScope.Testing.Sampling;
using RunScope.Testing.Sampling.Procfs;
using RunScope.Testing.Tests.Fuzzing;
using static RunScope.Testing.Tests.Parsers.Inputs;

namespace RunScope.Testing.Tests.Parsers;

/// <summary>The texts of /proc and /sys. What is accepted is read a second time by another program, regular expressions and numbers without bounds: there must not be another number.</summary>
internal static partial class ProcTargets
{
    private const string HostileStat = "4127 (a) R 1 (\n<b>) D 4100 4127 4100 34816 4127 4194304 117 0 5 2 3 1 7 9 20 0 3 0 88123456 5787648 259 18446744073709551615 94 94 0 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0 1 2 3 4 5 6 7 0\n";

    private static readonly string[] StatWords = [") ", " (", ")", " R ", " D ", " Z 1 ", "\n", " 18446744073709551615 "];

    private static readonly string[] StatusWords = ["VmHWM:\t", " kB\n", "Tgid:\t", "Uid:\t0\t0\t0\t0\n", "SigIgn:\t0000000000001000\n", "voluntary_ctxt_switches:\t", "\n", "\\n"];

    public static FuzzTarget[] All { get; } =
    [
        new("stat", 20_000, 3_000_000, [.. Utf8(HostileStat), .. Captured("stat")], StatWords, Stat),
        new("status", 20_000, 2_000_000, [.. Utf8("Name:\tsh\nTgid:\t17\nUid:\t1000\t1001\t1002\t1003\nVmHWM:\t    1636 kB\nSigIgn:\t0000000000384004\nvoluntary_ctxt_switches:\t4\nnonvoluntary_ctxt_switches:\t11\n"), .. Captured("status")], StatusWords, Status),
        new("schedstat", 20_000, 3_000_000, [.. Utf8("1828394 55021 17\n"), .. Captured("schedstat")], ["\n", " ", "0 0 0\n"], Schedstat),
        new("syscall", 20_000, 3_000_000, [.. Utf8("0 0x3 0x7ffd 0x2000 0x0 0x0 0x0 0x7ffc 0x7f12\n", "-1 0x7ffc 0x7f12\n", "running\n"), .. Captured("syscall")], ["0x", " 0x", "running", "-1 "], Syscall),
        new("io", 20_000, 2_000_000, [.. Utf8("rchar: 3\nwchar: 0\nsyscr: 5\nsyscw: 0\nread_bytes: 4096\nwrite_bytes: 8192\ncancelled_write_bytes: 0\n"), .. Captured("io")], ["read_bytes: ", "write_bytes: ", "\n"], Io),
        new("loadavg", 20_000, 3_000_000, [.. Utf8("0.20 0.18 0.12 1/80 11206\n"), .. Captured("loadavg")], [" ", "\n", "/"], LastPid),
        new("maps", 20_000, 1_000_000, [.. Utf8("7f0 r-xp 0 00:1 2 /usr/share/dotnet/libcoreclr.so\n", "7f0 r-xp 0 00:1 2 /usr/lib/jvm/server/libjvm.so\n"), .. Captured("maps")], ["/libcoreclr.so", "/libjvm.so"], Maps),
        new("cgroup and its quota", 20_000, 1_000_000, [.. Utf8("0::/a/b.slice\n", "4:cpu,cpuacct:/docker/5f2\n0::/\n", "200000 100000\n", "max 100000\n", "-1\n"), .. Captured("cgroup"), .. Captured("cpu.max")], ["0::/", "cpu", ":", "max ", "../"], Quota),
        new("cpu.stat", 20_000, 2_000_000, [.. Utf8("usage_usec 42268547\nuser_usec 3\nthrottled_usec 684506\n", "nr_periods 10\nthrottled_time 684506022\n"), .. Captured("cpu.stat")], ["usage_usec ", "throttled_usec ", "throttled_time ", "\n"], CpuStat),
        new("machine's stat and pressure", 20_000, 1_000_000, [.. Utf8("cpu  1 2 3 4 5 6 7 8 9 10\ncpu0 1 2 3\n", "some avg10=0.00 avg60=0.00 avg300=0.00 total=123\nfull avg10=0.00 total=1\n"), .. Captured("machine-stat"), .. Captured("pressure-*")], ["cpu ", "some ", "total=", "\n"], Noise),
        new("net/tcp", 20_000, 1_000_000, [.. Utf8("  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 18573 1 0 100 0 0 10 0\n"), .. Captured("tcp*")], ["0100007F:1F90 ", " 0A ", "FFFFFFFF"], Sockets),
        new("cmdline", 20_000, 2_000_000, [.. Utf8("sh\0-c\0x\0", "title\0\0\0\0", ""), .. Captured("cmdline")], ["\0"], CommandLine),
        new("texts of the machine", 10_000, 300_000, [.. Utf8("0 0 4294967295\n", "root:x:0:0:root:/root:/bin/sh\n", "model name\t: A CPU\n", "CPU implementer\t: 0x41\nCPU part\t: 0xd07\n\n"), .. Captured("mountinfo"), .. Captured("limits"), .. Captured("cpuinfo"), .. Captured("cgroup"), .. Captured("status")], ["Max open files ", "hidepid=", " /proc ", " - ", "unlimited", "Seccomp:\t2\n", "model name\t:"], Machine),
    ];

    private static string Stat(byte[] input)
    {
        var isStat = ProcText.TryParseStat(input, out var state, out var name);
        var isProcess = ProcText.TryParseProcess(input, out var process);
        var isOrigin = ProcText.TryParseStatOrigin(input, out var ended, out var parent, out var start);
        var hasChildren = ProcText.TryParseChildren(input, out var ticks, out var faults);
        Require(isStat || !(isProcess || isOrigin || hasChildren), "numbers were read of what is no stat");
        if (!isStat) return "refused";

        var text = Latin1(input);
        var close = text.LastIndexOf(')');
        Equal(Latin1(name), text[(text.IndexOf('(') + 1)..close], "the name");
        Equal((char)state, text[close + 2], "the state");
        var fields = Fields().Match(text, close + 2) is { Success: true } match ? match.Groups[1].Captures.Select(c => Number(c.Value)).ToArray() : [];
        if (isProcess)
        {
            Equal(process.Parent, fields[4 - 4], "the parent");
            Equal(process.IsKernelThread, (fields[9 - 4] & 0x00200000) != 0, "whether it is the kernel's");
            Equal(process.Threads, fields[20 - 4], "the threads");
            Equal(process.StartTicks, fields[22 - 4], "the start");
            Equal(process.ResidentPages, fields[24 - 4], "the pages");
        }

        if (isOrigin) Require((ended, parent, start) == (process.HasEnded, process.Parent, process.StartTicks), "two readings differ");
        if (hasChildren)
        {
            Equal(ticks, fields[16 - 4] + fields[17 - 4], "the ticks");
            Equal(faults, fields[11 - 4] + fields[13 - 4], "the faults");
        }

        return $"ok {(char)state} {isProcess} {hasChildren}";
    }

    private static string Status(byte[] input)
    {
        var text = Latin1(input);
        var found = "";
        foreach (var key in (string[])["Tgid:", "voluntary_ctxt_switches:", "nonvoluntary_ctxt_switches:"])
        {
            if (!ProcText.TryFindStatus(input, System.Text.Encoding.ASCII.GetBytes(key), out var value)) continue;
            Equal(value, Number(LineOf(text, key, @"[ \t]*([+-]?\d+)(?=[ \t\n])")), key);
            Require(value >= 0, key + " is negative");
            found += key;
        }

        if (ProcText.TryFindStatus(input, "Uid:"u8, 1, out var user)) Equal(user, Number(LineOf(text, "Uid:", @"[ \t]*[+-]?\d+[ \t]+([+-]?\d+)(?=[ \t\n])")), "the user");
        if (ProcText.TryFindSize(input, "VmHWM:"u8, out var peak)) Equal(peak, 1024 * Number(LineOf(text, "VmHWM:", @"[ \t]*([+-]?\d+) kB\n")), "the peak");
        var isMask = StatusMask.TryFind(Text(input), "SigIgn:", out var mask);
        if (isMask) Require(text.Contains("\nSigIgn:\t" + mask.ToString("x16", System.Globalization.CultureInfo.InvariantCulture) + "\n", StringComparison.OrdinalIgnoreCase), "the mask stands nowhere");
        return $"ok {found} {peak > 0} {isMask}";
    }

    private static string Schedstat(byte[] input)
    {
        if (!ProcText.TryParseSchedstat(input, out var run, out var wait, out var switches)) return "refused";
        var read = ThreeNumbers().Match(Latin1(input));
        Equal(run, Number(read.Groups[1].Value), "the run time");
        Equal(wait, Number(read.Groups[2].Value), "the wait time");
        Equal(switches, Number(read.Groups[3].Value), "the switches");
        Require(run >= 0 && wait >= 0 && switches >= 0, "a number is negative");
        return "ok";
    }

    private static string Syscall(byte[] input)
    {
        if (!ProcText.TryParseSyscall(input, out var number, out var argument))
        {
            Require(number == -1 && argument == 0, "something was read of what was refused");
            return "refused";
        }

        var read = Call().Match(Latin1(input));
        Equal(number, Number(read.Groups[1].Value), "the call");
        Require(number >= -1, "the call is negative");
        if (number >= 0) Equal(argument, Number("0" + System.Numerics.BigInteger.Parse("0" + read.Groups[2].Value, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture)), "the argument");
        SyscallNames.Of(number);
        return $"ok {number < 0}";
    }

    private static string Io(byte[] input)
    {
        var text = Latin1(input);
        var isRead = ProcText.TryFindStatus(input, "read_bytes:"u8, out var read);
        var isWritten = ProcText.TryFindStatus(input, "write_bytes:"u8, out var written);
        if (isRead) Equal(read, Number(LineOf(text, "read_bytes:", @"[ \t]*([+-]?\d+)(?=[ \t\n])")), "read");
        if (isWritten) Equal(written, Number(LineOf(text, "write_bytes:", @"[ \t]*([+-]?\d+)(?=[ \t\n])")), "written");
        return $"ok {isRead} {isWritten}";
    }

    private static string LastPid(byte[] input)
    {
        if (!ProcText.TryParseLastPid(input, out var pid)) return "refused";
        Equal(pid, Number(Regex.Match(Latin1(input), @" [\t]*([+-]?\d+)(?=[\t\n])[^ ]*\z").Groups[1].Value), "the PID");
        Require(pid is >= 0 and <= int.MaxValue, "no PID is like that");
        return "ok";
    }

    private static string Maps(byte[] input)
    {
        var kind = MappedRuntime.In(input);
        Equal(kind != RuntimeKind.None, Latin1(input).Contains("/libcoreclr.so", StringComparison.Ordinal) || Latin1(input).Contains("/libjvm.so", StringComparison.Ordinal), "whether it maps a runtime");
        return $"ok {kind}";
    }

    private static string Quota(byte[] input)
    {
        var text = Text(input);
        var group = CpuQuotaGroup.Find(text, path => path.Length % 2 == 0 ? text : "50000 100000\n");
        CpuQuotaGroup.Find("0::/a/b\n4:cpu:/a\n", _ => text);
        if (group is null) return "none";
        Require(group.Cpus is >= 0 and <= long.MaxValue && group.Folder.StartsWith("/sys/fs/cgroup", StringComparison.Ordinal), $"{group}");
        return "ok";
    }

    private static string CpuStat(byte[] input)
    {
        var text = Text(input);
        var use = CpuQuotaGroup.Parse(text, text);
        Require(use is { ThrottledNs: >= -1, UsedNs: >= -1 }, $"{use}");
        var last = text.Split('\n')[..^1].Select(l => l.Split(' ')).Where(f => f.Length == 2 && f[1].Length > 0 && f[1].All(char.IsAsciiDigit)).ToArray();
        if (use.ThrottledNs >= 0)
            Require(last.Any(f => (f[0] == "throttled_usec" && Number(f[1]) * 1000 == use.ThrottledNs) || (f[0] == "throttled_time" && Number(f[1]) == use.ThrottledNs)), $"{use.ThrottledNs} stands nowhere");
        return $"ok {use.ThrottledNs >= 0} {use.UsedNs >= 0}";
    }

    private static string Noise(byte[] input)
    {
        var text = Text(input);
        var (steal, all) = MachineNoise.ParseCpu(text);
        Require(all >= steal && steal >= -1, $"stolen {steal} of {all}");
        var pressure = MachineNoise.ParsePressure(text);
        Require(pressure >= -1, $"{pressure}");
        if (pressure >= 0) Require(Regex.IsMatch(text, $@"\Asome [^\n]*total=0*{pressure}\n"), "the pressure stands nowhere");
        return $"ok {steal >= 0} {pressure >= 0}";
    }

    private static string Sockets(byte[] input)
    {
        var sockets = ListeningSocket.Parse(Text(input)).ToArray();
        foreach (var socket in sockets) Require(IPEndPoint.TryParse(socket.ToString(), out var end) && end.Port == socket.Port, socket.ToString());
        return $"ok {Math.Min(sockets.Length, 3)}";
    }

    private static string CommandLine(byte[] input)
    {
        var words = ProcessTable.SplitCommandLine(input);
        if (!input.Contains((byte)0xff) && Text(input) is var text && !text.Contains('\ufffd', StringComparison.Ordinal)) Equal(string.Join('\0', words), text.TrimEnd('\0'), "the words together");
        return $"ok {Math.Min(words.Length, 4)}";
    }

    private static string Machine(byte[] input)
    {
        var text = Text(input);
        var limits = MachineTexts.Descriptors(text);
        Require(limits is null or { Soft: >= 0, Hard: >= 0 }, "a limit is negative");
        var users = new UserNames(text);
        return $"ok {limits is null} {MachineTexts.HidePid(text) is null} {MachineTexts.IsUserNamespace(text)} {MachineTexts.Seccomp(text)?.Length < 9} {MachineTexts.Cgroups(text)} {HostMachine.CpuModel(text) is null} {users.Find(0) is null} "
            + MachineTexts.Container(false, false, false, null, text);
    }

    // The first line that begins with a key, as the parser takes it, and of that what stands behind the key.
    private static string LineOf(string text, string key, string form)
    {
        var line = Regex.Match(text, $@"(?<=\A|\n){Regex.Escape(key)}[^\n]*\n").Value;
        return Regex.Match(line[key.Length..], @"\A" + form).Groups[1].Value;
    }

    [GeneratedRegex(@"\G[A-Za-z](?:[ \t]+([+-]?\d+)(?=[ \t\n]))+")]
    private static partial Regex Fields();

    [GeneratedRegex(@"\A[ \t]*([+-]?\d+)[ \t]+([+-]?\d+)[ \t]+([+-]?\d+)(?=[ \t\n])")]
    private static partial Regex ThreeNumbers();

    [GeneratedRegex(@"\A[ \t]*([+-]?\d+)(?: 0x([0-9a-fA-F]+))?(?=[ \t\n])")]
    private static partial Regex Call();
}
