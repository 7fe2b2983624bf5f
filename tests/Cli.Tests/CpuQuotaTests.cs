using System.Globalization;

namespace RunScope.Testing.Tests;

public class CpuQuotaTests
{
    [CpuQuotaFact]
    public async Task A_run_below_a_CPU_quota_says_for_how_long_it_was_throttled()
    {
        using var group = QuotaGroup.Make(cpus: 0.2);
        using var folder = TemporaryFolder.InMemory();
        var json = folder.File("p.json");

        var result = await group.RunAsync([Tool.Path, "run", "--json", json, "--", "sh", "-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done"]);

        result.ExitCode.ShouldBe(0, result.Error);
        var profile = ProfileJson.Parse(await File.ReadAllTextAsync(json), json);
        profile.Host.CgroupCpuQuota.ShouldBe(0.2);
        var throttled = profile.Host.Noise.Throttled!.Value;
        throttled.ShouldBeGreaterThan(TimeSpan.Zero);
        throttled.ShouldBeLessThanOrEqualTo(group.Throttled());
        // Whoever spins on a fifth of a CPU stands still for most of the time, unless the machine is busier than that.
        throttled.ShouldBeGreaterThan(0.2 * profile.WallTime);
    }

    [CpuQuotaFact]
    public async Task A_run_that_wants_more_than_its_own_quota_waits_for_itself()
    {
        using var group = QuotaGroup.Make(cpus: 0.4);
        using var folder = TemporaryFolder.InMemory();
        var json = folder.File("p.json");

        var result = await group.RunAsync([Tool.Path, "run", "--json", json, "--", "sh", "-c", "i=0; while [ $i -lt 400000 ]; do i=$((i+1)); done"]);

        result.ExitCode.ShouldBe(0, result.Error);
        var profile = ProfileJson.Parse(await File.ReadAllTextAsync(json), json);
        profile.States.Runnable.ShouldBeGreaterThan(0.3 * profile.WallTime);

        // Others may disturb it all the same, but have nothing to do with the three fifths of the time that the quota leaves it none.
        profile.Host.Noise.ExternalRunDelay!.Value.ShouldBeLessThan(profile.States.Runnable - (0.3 * profile.WallTime));
    }

    [Fact]
    public async Task Without_a_quota_nothing_is_said_of_throttling()
    {
        using var folder = TemporaryFolder.InMemory();
        var json = folder.File("p.json");

        await Tool.RunAsync(["run", "--json", json, "--", "true"]);

        var host = ProfileJson.Parse(await File.ReadAllTextAsync(json), json).Host;
        if (host.CgroupCpuQuota is null) host.Noise.Throttled.ShouldBeNull();
        else host.Noise.Throttled.ShouldNotBeNull();
    }

    /// <summary>A test that needs a control group with a CPU quota: of version 2 where the CPU controller is handed on, else of version 1.</summary>
    private sealed class CpuQuotaFactAttribute : FactAttribute
    {
        public CpuQuotaFactAttribute()
        {
            try
            {
                QuotaGroup.Make(1).Dispose();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Skip = $"No control group with a CPU quota can be made by this user here: {e.Message}";
            }
        }
    }

    private sealed class QuotaGroup(string folder) : IDisposable
    {
        private const string V1 = "/sys/fs/cgroup/cpu";

        public static QuotaGroup Make(double cpus)
        {
            var isV1 = Directory.Exists(V1);
            var group = new QuotaGroup(Directory.CreateDirectory(Path.Combine(isV1 ? V1 : "/sys/fs/cgroup", $"runscope-{Guid.NewGuid():N}")).FullName);
            try
            {
                var quota = ((int)(cpus * 100_000)).ToString(CultureInfo.InvariantCulture);
                System.IO.File.WriteAllText(group.File(isV1 ? "cpu.cfs_quota_us" : "cpu.max"), isV1 ? quota : quota + " 100000");
                return group;
            }
            catch
            {
                group.Dispose();
                throw;
            }
        }

        public Task<ToolResult> RunAsync(string[] command) => Tool.StartAsync("sh", ["-c", "echo $$ > \"$0\" && exec \"$@\"", File("cgroup.procs"), .. command]);

        public TimeSpan Throttled()
        {
            var line = System.IO.File.ReadLines(File("cpu.stat")).First(l => l.StartsWith("throttled_", StringComparison.Ordinal)).Split(' ');
            var value = long.Parse(line[1], CultureInfo.InvariantCulture);
            return line[0] == "throttled_usec" ? TimeSpan.FromMicroseconds(value) : TimeSpan.FromMicroseconds(value / 1000 + 1);
        }

        public void Dispose() => Directory.Delete(folder);

        private string File(string name) => Path.Combine(folder, name);
    }
}
