using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using RunScope.Testing.Hosting;
using RunScope.Testing.Hosting.Readiness;
using RunScope.Testing.Interop;
using RunScope.Testing.Sampling;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Tests;

/// <summary>What real kernels wrote of processes whose state was known: Captured/README.md says how it was obtained.</summary>
public class CapturedTests
{
    private static readonly string Home = Path.Combine(AppContext.BaseDirectory, "Captured");

    // In the order in which they were started.
    private static readonly (string Role, string Name, char State)[] Processes =
    [
        ("hostile", "a) R 1 (\n<b>", 'S'), ("threads", "threads", 'S'), ("disk", "disk sleeper", 'D'), ("zombie", "zombie", 'Z'), ("leaderless", "leaderless", 'Z'),
        ("stopped", "stopped", 'T'), ("traced", "traced", 't'), ("limited", "limited", 'S'), ("running", "running", 'R'),
    ];

    public static TheoryData<string> Kernels => [.. Directory.EnumerateDirectories(Home).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Fact]
    public void There_are_files_of_five_kernels_and_of_both_architectures() =>
        Directory.EnumerateDirectories(Home).Select(Path.GetFileName).ShouldBe(["5.10-arm64", "5.10-x64", "5.15-x64", "5.4-x64", "6.1-arm64", "6.1-x64", "6.12-arm64", "6.12-x64"], ignoreOrder: true);

    [Theory, MemberData(nameof(Kernels))]
    public void A_process_has_the_name_state_parent_and_threads_that_it_had(string kernel)
    {
        ulong before = 0;
        foreach (var (role, name, state) in Processes)
        {
            var text = Bytes(kernel, role + "/stat");

            ProcText.TryParseStat(text, out var letter, out var read).ShouldBeTrue(role);
            (Encoding.UTF8.GetString(read), (char)letter).ShouldBe((name, state), role);
            ProcText.TryParseProcess(text, out var process).ShouldBeTrue(role);
            process.Parent.ShouldBe(1, role);
            process.IsKernelThread.ShouldBeFalse(role);
            process.Threads.ShouldBe(role switch { "threads" => 3, "leaderless" => 2, _ => 1 }, role);
            process.HasEnded.ShouldBe(role == "zombie", role);
            process.StartTicks.ShouldBeGreaterThanOrEqualTo(before, role);
            before = process.StartTicks;
        }

        ProcText.TryParseProcess(Bytes(kernel, "kernel/stat"), out var thread).ShouldBeTrue();
        (thread.IsKernelThread, thread.ResidentPages).ShouldBe((true, 0));
    }

    [Theory, MemberData(nameof(Kernels))]
    public void Reaped_children_are_told_from_the_process_own(string kernel)
    {
        ProcText.TryParseChildren(Bytes(kernel, "threads/stat"), out var ticks, out var faults).ShouldBeTrue();
        ProcText.TryParseChildren(Bytes(kernel, "hostile/stat"), out var none, out var noFaults).ShouldBeTrue();

        // One of them burned 300 ms.
        ticks.ShouldBeInRange(29, 300);
        faults.ShouldBeGreaterThan(0);
        (none, noFaults).ShouldBe((0, 0));
    }

    [Theory, MemberData(nameof(Kernels))]
    public void The_scheduler_accounts_what_was_burned_of_the_dead_too(string kernel)
    {
        var read = new[] { ("zombie", 50), ("limited", 800), ("hostile", 0), ("threads/futex", 0), ("kernel", 0) };
        foreach (var (role, burnedMs) in read)
        {
            ProcText.TryParseSchedstat(Bytes(kernel, role + "/schedstat"), out var run, out var wait, out var switches).ShouldBeTrue(role);

            run.ShouldBeGreaterThanOrEqualTo(burnedMs * 1_000_000L, role);
            wait.ShouldBeGreaterThanOrEqualTo(0, role);
            switches.ShouldBeGreaterThan(0, role);
        }
    }

    [Theory, MemberData(nameof(Kernels))]
    public void Status_tells_the_process_its_user_its_memory_and_its_switches(string kernel)
    {
        var touched = Truth(kernel, "threads", "touched");
        foreach (var role in (string[])["hostile", "threads", "threads/futex", "threads/sleeper", "zombie"])
        {
            var text = Bytes(kernel, role + "/status");

            ProcText.TryFindStatus(text, "Tgid:"u8, out var process).ShouldBeTrue(role);
            process.ShouldBe(Truth(kernel, role.Split('/')[0], "pid"), role);
            ProcText.TryFindStatus(text, "Pid:"u8, out var id).ShouldBeTrue(role);
            id.ShouldBe(Truth(kernel, role, "pid"), role);
            ProcText.TryFindStatus(text, "Uid:"u8, 1, out var user).ShouldBeTrue(role);
            user.ShouldBe(0, role);
            ProcText.TryFindStatus(text, "voluntary_ctxt_switches:"u8, out var voluntary).ShouldBeTrue(role);
            ProcText.TryFindStatus(text, "nonvoluntary_ctxt_switches:"u8, out _).ShouldBeTrue(role);
            voluntary.ShouldBeGreaterThan(0, role);
            StatusMask.TryFind(Encoding.UTF8.GetString(text), "CapEff:", out var capabilities).ShouldBeTrue(role);
            (capabilities >> 21 & 1).ShouldBe(1UL, "CAP_SYS_ADMIN");
            ProcText.TryFindSize(text, "VmHWM:"u8, out var peak).ShouldBe(role != "zombie", role);

            // The kernel counts lazily, some pages of each thread.
            if (role.StartsWith("threads", StringComparison.Ordinal)) peak.ShouldBeInRange(touched - (1 << 20), touched + (8 << 20), role);
        }
    }

    [Theory, MemberData(nameof(Kernels))]
    public void A_blocked_thread_tells_the_call_and_what_it_is_on(string kernel)
    {
        var architecture = kernel.EndsWith("arm64", StringComparison.Ordinal) ? Architecture.Arm64 : Architecture.X64;

        Call("hostile").ShouldBe(("read", (ulong)Truth(kernel, "hostile", "fd")));
        Call("threads/futex").Name.ShouldBe("futex");
        Call("threads/sleeper").Name.ShouldBe("clock_nanosleep");
        Call("disk").Name.ShouldBeOneOf("vfork", "clone");
        ProcText.TryParseSyscall(Bytes(kernel, "running/syscall"), out _, out _).ShouldBeFalse();

        // That kernel, built with the ORC unwinder and without frame pointers, does not find the function.
        var form = kernel == "5.10-x64" ? "^0$" : "^[a-z_][a-z0-9_.]*$";
        foreach (var role in (string[])["hostile", "threads/futex", "threads/sleeper", "disk"]) Encoding.ASCII.GetString(Bytes(kernel, role + "/wchan")).ShouldMatch(form, role);

        (string Name, ulong Argument) Call(string role)
        {
            ProcText.TryParseSyscall(Bytes(kernel, role + "/syscall"), out var number, out var argument).ShouldBeTrue(role);
            return (SyscallNames.Of(number, architecture), argument);
        }
    }

    [Theory, MemberData(nameof(Kernels))]
    public void The_machine_tells_its_last_PID_its_load_its_quota_and_who_listens(string kernel)
    {
        ProcText.TryParseLastPid(Bytes(kernel, "loadavg"), out var last).ShouldBeTrue();
        last.ShouldBe(Truth(kernel, "machine", "lastpid"));

        var (steal, all) = MachineNoise.ParseCpu(Text(kernel, "machine-stat"));
        steal.ShouldBe(0);
        all.ShouldBeGreaterThan(100);
        MachineNoise.ParsePressure(Text(kernel, "pressure-cpu")).ShouldBeGreaterThan(0);
        MachineNoise.ParsePressure(Text(kernel, "pressure-io")).ShouldBeGreaterThanOrEqualTo(0);
        HostMachine.CpuModel(Text(kernel, "cpuinfo")).ShouldNotBeNull();

        var quota = CpuQuotaGroup.Find(Text(kernel, "limited/cgroup"), path => path == "/sys/fs/cgroup/limited.slice/cpu.max" ? Text(kernel, "cpu.max") : null);
        quota.ShouldBe(new CpuQuotaGroup("/sys/fs/cgroup/limited.slice", 0.5));
        var use = CpuQuotaGroup.Parse(Text(kernel, "cpu.stat"), null);
        use.UsedNs.ShouldBeGreaterThan(500_000_000);
        use.ThrottledNs.ShouldBeGreaterThan(0);

        ListeningSocket.Parse(Text(kernel, "tcp")).Select(s => s.ToString()).ShouldBe(["127.0.0.1:8080"]);
        ListeningSocket.Parse(Text(kernel, "tcp6")).Select(s => s.ToString()).ShouldBe(["[::]:9090"]);
        MappedRuntime.In(Bytes(kernel, "hostile/maps")).ShouldBe(RuntimeKind.None);
    }

    [Theory, MemberData(nameof(Kernels))]
    public void Storage_is_read_where_the_kernel_tells_it(string kernel)
    {
        foreach (var role in (string[])["hostile", "threads", "disk"])
        {
            ProcText.TryFindStatus(Bytes(kernel, role + "/io"), "read_bytes:"u8, out var read).ShouldBeTrue(role);
            ProcText.TryFindStatus(Bytes(kernel, role + "/io"), "write_bytes:"u8, out var written).ShouldBeTrue(role);

            // There is no disk.
            (read, written).ShouldBe((0, 0), role);
        }
    }

    [Theory, MemberData(nameof(Kernels))]
    public void A_file_that_is_cut_off_anywhere_is_refused_or_says_the_same(string kernel)
    {
        var files = Directory.EnumerateFiles(Path.Combine(Home, kernel), "*", SearchOption.AllDirectories).ToArray();
        files.Length.ShouldBeGreaterThan(80);
        foreach (var file in files)
        {
            var whole = File.ReadAllBytes(file);
            var said = Readings(Path.GetFileName(file), whole);
            for (var length = 0; length < whole.Length; length++)
            {
                foreach (var (read, right) in Readings(Path.GetFileName(file), whole[..length]).Zip(said))
                {
                    if (read is not null && read != right) throw new Xunit.Sdk.XunitException($"{file}, cut off after {length} of {whole.Length} bytes, says {read} instead of {right}");
                }
            }
        }
    }

    // What is read of a file; null for what is refused.
    private static string?[] Readings(string file, byte[] text) => file switch
    {
        "stat" =>
        [
            ProcText.TryParseStat(text, out var state, out var name) ? $"{state} {Convert.ToHexString(name)}" : null,
            ProcText.TryParseProcess(text, out var process) ? process.ToString() : null,
            ProcText.TryParseStatOrigin(text, out var ended, out var parent, out var start) ? $"{ended} {parent} {start}" : null,
            ProcText.TryParseChildren(text, out var ticks, out var faults) ? $"{ticks} {faults}" : null,
        ],
        "status" => [.. ((string[])["Tgid:", "Uid:", "voluntary_ctxt_switches:", "nonvoluntary_ctxt_switches:"]).Select(k => Number(text, k)), ProcText.TryFindSize(text, "VmHWM:"u8, out var peak) ? $"{peak}" : null, StatusMask.TryFind(Encoding.UTF8.GetString(text), "CapEff:", out var mask) ? $"{mask}" : null],
        "io" => [Number(text, "read_bytes:"), Number(text, "write_bytes:")],
        "schedstat" => [ProcText.TryParseSchedstat(text, out var run, out var wait, out var switches) ? $"{run} {wait} {switches}" : null],
        "syscall" => [ProcText.TryParseSyscall(text, out var call, out var argument) ? $"{call} {argument}" : null],
        "loadavg" => [ProcText.TryParseLastPid(text, out var last) ? $"{last}" : null],
        "machine-stat" => [MachineNoise.ParseCpu(Encoding.UTF8.GetString(text)) is var (steal, all) && steal >= 0 ? $"{steal} {all}" : null],
        "pressure-cpu" or "pressure-io" => [MachineNoise.ParsePressure(Encoding.UTF8.GetString(text)) is >= 0 and var total ? $"{total}" : null],
        "cpu.max" => [CpuQuotaGroup.Find("0::/a\n", _ => Encoding.UTF8.GetString(text))?.Cpus.ToString(CultureInfo.InvariantCulture)],
        "cpu.stat" => [CpuQuotaGroup.Parse(Encoding.UTF8.GetString(text), null) is var use && use.ThrottledNs >= 0 ? $"{use.ThrottledNs}" : null, use.UsedNs >= 0 ? $"{use.UsedNs}" : null],
        "tcp" or "tcp6" => [ListeningSocket.Parse(Encoding.UTF8.GetString(text)).FirstOrDefault() is { } socket ? $"{socket} {socket.Inode}" : null],
        _ => [],
    };

    private static string? Number(byte[] text, string key) => ProcText.TryFindStatus(text, Encoding.ASCII.GetBytes(key), out var value) ? value.ToString(CultureInfo.InvariantCulture) : null;

    private static byte[] Bytes(string kernel, string file) => File.ReadAllBytes(Path.Combine(Home, kernel, file));

    private static string Text(string kernel, string file) => Encoding.UTF8.GetString(Bytes(kernel, file));

    /// <summary>What the program that made the processes knew by itself.</summary>
    private static long Truth(string kernel, string role, string key)
    {
        var start = $"truth {role} {key} ";
        return long.Parse(File.ReadLines(Path.Combine(Home, kernel, "truth.txt")).Single(l => l.StartsWith(start, StringComparison.Ordinal))[start.Length..], CultureInfo.InvariantCulture);
    }
}
