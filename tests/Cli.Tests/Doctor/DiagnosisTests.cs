using RunScope.Testing.Attach;
using RunScope.Testing.Cli.Doctor;
using RunScope.Testing.Hosting;

namespace RunScope.Testing.Tests.Doctor;

public class DiagnosisTests
{
    private const string NoCapability = "Name:\tdotnet\nCapEff:\t0000000000000000\n";
    private const string MayTrace = "Name:\tdotnet\nCapEff:\t0000000000080000\n";

    private static readonly MachineFacts User = new("1 2 3", "0", "2", NoCapability, false, 1000);

    private static readonly MachineDetails Plain = new() { Cpus = 4, HasPressure = true, Descriptors = (1024, 524288), Recorder = new RecorderProgram("/x/recorder", []) };

    [Theory]
    [InlineData(null, NoCapability, true, true, false, "callsOfOthers")]
    [InlineData("0", NoCapability, true, true, false, "callsOfOthers")]
    [InlineData("1", NoCapability, true, false, false, "callsOfAttached callsOfOthers")]
    [InlineData("1", MayTrace, true, true, true, "")]
    [InlineData("2", NoCapability, false, false, false, "callsOfLaunched callsOfOthers")]
    [InlineData("2", MayTrace, true, true, true, "")]
    [InlineData("3", NoCapability, false, false, false, "callsOfLaunched callsOfOthers")]
    [InlineData("3", MayTrace, false, false, false, "callsOfLaunched callsOfOthers")]
    public void What_may_be_seen_follows_from_yama_and_capabilities(string? scope, string status, bool launched, bool own, bool others, string limits)
    {
        var diagnosis = Diagnosis.Of(User with { YamaScope = scope, Status = status }, Plain);

        diagnosis.Engines.Select(e => e.Calls).ShouldBe([launched, own, others]);
        diagnosis.Engines.ShouldAllBe(e => e.Engine == "procfs", "states and times need no access");
        string.Join(' ', diagnosis.Limitations.Select(l => l.Id)).ShouldBe(limits);
        diagnosis.Limitations.ShouldAllBe(l => l.Cost != null, "each of these opens something");
    }

    [Theory]
    [InlineData("1", "sudo sysctl kernel.yama.ptrace_scope=0")]
    [InlineData("2", "sudo sysctl kernel.yama.ptrace_scope=1")]
    [InlineData("3", "boot with kernel.yama.ptrace_scope=1")]
    public void Each_scope_has_the_command_that_lifts_it(string scope, string command) =>
        Diagnosis.Of(User with { YamaScope = scope }, Plain).Limitations[0].Remedy.ShouldStartWith(command);

    [Fact]
    public void A_container_is_lifted_where_it_is_started()
    {
        var diagnosis = Diagnosis.Of(User with { YamaScope = "2", InContainer = true, User = 0 }, Plain with { Container = "docker", CpuQuota = 1.5 });

        diagnosis.Limitations.Select(l => l.Id).ShouldBe(["callsOfLaunched", "callsOfOthers", "cpuQuota"]);
        diagnosis.Limitations[..2].ShouldAllBe(l => l.Remedy.Contains("--cap-add SYS_PTRACE"));
        diagnosis.Limitations[2].Reason.ShouldContain("1.5 of 4 CPUs");
    }

    [Fact]
    public void Capabilities_of_a_user_namespace_open_nothing_outside_of_it()
    {
        var diagnosis = Diagnosis.Of(User with { Status = MayTrace, User = 0 }, Plain with { InUserNamespace = true });

        diagnosis.Engines.Select(e => e.Calls).ShouldBe([true, true, false]);
        diagnosis.Limitations.Single().Reason.ShouldContain("user namespace");
    }

    [Fact]
    public void Without_the_schedulers_accounting_no_engine_is_to_be_had()
    {
        var diagnosis = Diagnosis.Of(User with { Schedstat = null }, Plain);

        diagnosis.Engines.ShouldAllBe(e => e.Engine == null && e.Reason.Contains("CONFIG_SCHED_INFO"));
        diagnosis.Limitations[0].Id.ShouldBe("accounting");
    }

    [Fact]
    public void Whatever_else_is_missing_is_named()
    {
        var bare = new MachineDetails { Cpus = 4, HidePid = "invisible", Descriptors = (256, 1024), RecorderProblem = "The recorder is not there." };

        var diagnosis = Diagnosis.Of(User with { Status = MayTrace }, bare);

        diagnosis.Limitations.Select(l => l.Id).ShouldBe(["recorder", "hiddenProcesses", "descriptors", "pressure"]);
        diagnosis.Limitations.ShouldAllBe(l => l.Lost.Length > 0 && l.Reason.Length > 0 && l.Remedy.Length > 0);
        diagnosis.Limitations[2].Lost.ShouldContain("512 threads");
    }

    [Theory]
    [InlineData(null, false, false, false, null, "0::/user.slice\n")]
    [InlineData("docker", true, false, false, null, null)]
    [InlineData("docker", false, false, false, null, "4:memory:/docker/0123\n")]
    [InlineData("podman", false, true, false, "oci\n", "0::/\n")]
    [InlineData("kubernetes", true, false, true, null, "0::/\n")]
    [InlineData("kubernetes", false, false, false, null, "0::/kubepods.slice/x\n")]
    [InlineData("lxc", false, false, false, "lxc\n", "0::/\n")]
    [InlineData("systemd-nspawn", false, false, false, "systemd-nspawn\n", null)]
    public void Containers_are_known_by_their_marks(string? kind, bool dockerFile, bool podmanFile, bool kubernetes, string? named, string? cgroup) =>
        MachineTexts.Container(dockerFile, podmanFile, kubernetes, named, cgroup).ShouldBe(kind);

    [Theory]
    [InlineData("0::/\n", "v2")]
    [InlineData("4:memory:/x\n1:cpu:/\n", "v1")]
    [InlineData("1:cpu:/\n0::/\n", "v1 and v2")]
    [InlineData("", null)]
    public void Control_groups_tell_their_versions(string text, string? version) => MachineTexts.Cgroups(text).ShouldBe(version);

    [Theory]
    [InlineData("rw", null)]
    [InlineData("rw,hidepid=0", null)]
    [InlineData("rw,gid=5,hidepid=2", "invisible")]
    [InlineData("rw,hidepid=noaccess", "noaccess")]
    [InlineData("rw,hidepid=4", "ptraceable")]
    public void The_mount_of_proc_says_what_it_hides(string options, string? hidden) =>
        MachineTexts.HidePid($"21 1 0:20 / / rw - ext4 /dev/vda rw\n22 27 0:21 / /proc rw,relatime shared:5 - proc proc {options}\n23 22 0:22 / /proc/sys rw - proc proc rw\n").ShouldBe(hidden);

    [Theory]
    [InlineData("         0          0 4294967295\n", false)]
    [InlineData("         0     100000      65536\n", true)]
    [InlineData("         0       1000          1\n         1     100000      65536\n", true)]
    public void The_map_of_users_tells_a_namespace(string map, bool inside) => MachineTexts.IsUserNamespace(map).ShouldBe(inside);

    [Fact]
    public void Limits_filters_and_capabilities_are_read_from_their_files()
    {
        const string limits = "Limit                     Soft Limit           Hard Limit           Units     \nMax processes             61690                61690                processes \nMax open files            1024                 unlimited            files     \n";

        MachineTexts.Descriptors(limits).ShouldBe((1024, long.MaxValue));
        MachineTexts.Descriptors("").ShouldBeNull();
        MachineTexts.Seccomp("NoNewPrivs:\t1\nSeccomp:\t2\nSeccomp_filters:\t1\n").ShouldBe("filter");
        MachineTexts.Seccomp("").ShouldBeNull();
        CapabilityNames.Of(1 << 19 | 1UL << 38 | 1UL << 60).ShouldBe(["CAP_SYS_PTRACE", "CAP_PERFMON", "CAP_60"]);
        CapabilityNames.Text(CapabilityNames.Of(0x1ffffffffff)).ShouldBe("all");
        CapabilityNames.Text(CapabilityNames.Of(0x1fffeffffff)).ShouldBe("all but CAP_SYS_RESOURCE");
        CapabilityNames.Text([]).ShouldBe("none");
    }
}
