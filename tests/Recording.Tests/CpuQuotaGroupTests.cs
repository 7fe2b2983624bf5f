using CsCheck;
using RunScope.Testing.Sampling;

namespace RunScope.Testing.Tests;

/// <summary>The files are captured ones: of Kubernetes, of Docker on version 1, of a systemd service.</summary>
public class CpuQuotaGroupTests
{
    private const string V2Stat = """
        usage_usec 42268547
        user_usec 36951777
        system_usec 5316769
        nice_usec 303898
        nr_periods 10
        nr_throttled 7
        throttled_usec 684506
        nr_bursts 0
        burst_usec 0

        """;

    private const string V1Stat = """
        nr_periods 10
        nr_throttled 10
        throttled_time 684506022
        nr_bursts 0
        burst_time 0

        """;

    [Fact]
    public void A_quota_of_version_2_is_found_above_the_process()
    {
        var group = Find("0::/user.slice/app.scope\n", new()
        {
            ["/sys/fs/cgroup/user.slice/app.scope/cpu.max"] = "max 100000\n",
            ["/sys/fs/cgroup/user.slice/cpu.max"] = "150000 100000\n",
        });

        group.ShouldBe(new CpuQuotaGroup("/sys/fs/cgroup/user.slice", 1.5));
    }

    [Fact]
    public void The_tightest_quota_on_the_way_up_counts()
    {
        var group = Find("0::/a/b/c\n", new()
        {
            ["/sys/fs/cgroup/a/b/c/cpu.max"] = "400000 100000\n",
            ["/sys/fs/cgroup/a/b/cpu.max"] = "50000 100000\n",
            ["/sys/fs/cgroup/a/cpu.max"] = "800000 100000\n",
        });

        group.ShouldBe(new CpuQuotaGroup("/sys/fs/cgroup/a/b", 0.5));
    }

    [Fact]
    public void A_container_with_a_namespace_of_its_own_finds_its_quota_at_the_root() =>
        Find("0::/\n", new() { ["/sys/fs/cgroup/cpu.max"] = "200000 100000\n" }).ShouldBe(new CpuQuotaGroup("/sys/fs/cgroup", 2));

    [Fact]
    public void A_container_of_version_1_finds_its_quota_at_the_mount_though_the_path_names_the_machines_own_folders() =>
        Find("11:memory:/docker/5f2\n4:cpu,cpuacct:/docker/5f2\n1:name=systemd:/docker/5f2\n0::/system.slice/docker.service\n", new()
        {
            ["/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us"] = "20000\n",
            ["/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us"] = "100000\n",
        }).ShouldBe(new CpuQuotaGroup("/sys/fs/cgroup/cpu,cpuacct", 0.2));

    [Theory]
    [InlineData("max 100000\n")]
    [InlineData("")]
    [InlineData("100000\n")]
    [InlineData("100000 0\n")]
    [InlineData("many 100000\n")]
    public void What_says_no_quota_is_none(string cpuMax) => Find("0::/a\n", new() { ["/sys/fs/cgroup/a/cpu.max"] = cpuMax }).ShouldBeNull();

    [Fact]
    public void Minus_one_is_no_quota_in_version_1() =>
        Find("1:cpu:/a\n0::/\n", new() { ["/sys/fs/cgroup/cpu/a/cpu.cfs_quota_us"] = "-1\n", ["/sys/fs/cgroup/cpu/a/cpu.cfs_period_us"] = "100000\n" }).ShouldBeNull();

    [Fact]
    public void A_long_list_of_groups_is_read_whole_or_not_at_all()
    {
        var file = Path.GetTempFileName();
        try
        {
            var groups = string.Concat(Enumerable.Range(0, 13).Select(i => $"{i}:controller{i}:/kubepods/burstable/pod{new string('a', 200)}/{new string('b', 64)}\n"));
            File.WriteAllText(file, groups);
            CpuQuotaGroup.TextOf(file).ShouldBe(groups);

            File.WriteAllText(file, new string('a', 20_000));
            CpuQuotaGroup.TextOf(file).ShouldBeNull();
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Both_versions_tell_what_was_used_and_throttled_in_nanoseconds()
    {
        CpuQuotaGroup.Parse(V2Stat, null).ShouldBe(new CpuQuotaUse(684_506_000, 42_268_547_000));
        CpuQuotaGroup.Parse(V1Stat, "42268547311\n").ShouldBe(new CpuQuotaUse(684_506_022, 42_268_547_311));
        CpuQuotaGroup.Parse(V1Stat, null).ShouldBe(new CpuQuotaUse(684_506_022, -1));
    }

    [Fact]
    public void Whatever_a_file_holds_it_is_read_without_an_error_and_never_as_less_than_nothing() =>
        Gen.Select(Gen.OneOf(Gen.String, Gen.Const(V1Stat), Gen.Const(V2Stat)), Gen.String, Gen.Int[0, 200]).Sample((text, other, cut) =>
        {
            var use = CpuQuotaGroup.Parse(text[..Math.Min(cut, text.Length)] + other, other);
            Find(other, new() { ["/sys/fs/cgroup/cpu.max"] = text });
            return use is { ThrottledNs: >= -1, UsedNs: >= -1 };
        });

    [Fact]
    public void A_counter_that_was_unknown_or_went_back_has_no_difference()
    {
        Since(new CpuQuotaUse(100, 200), new CpuQuotaUse(130, 210)).ShouldBe((30, 10));
        Since(CpuQuotaUse.Unknown, new CpuQuotaUse(130, 210)).ShouldBe((-1, -1));
        Since(new CpuQuotaUse(100, 200), CpuQuotaUse.Unknown).ShouldBe((-1, -1));
        Since(new CpuQuotaUse(100, 200), new CpuQuotaUse(99, 200)).ShouldBe((-1, 0));
    }

    private static CpuQuotaGroup? Find(string groups, Dictionary<string, string> files) => CpuQuotaGroup.Find(groups, path => files.GetValueOrDefault(path));

    private static (long Throttled, long Used) Since(CpuQuotaUse before, CpuQuotaUse after)
    {
        var recording = new Recording();
        after.Write(recording, before);
        return (recording.ThrottledNs, recording.QuotaUsedNs);
    }
}
