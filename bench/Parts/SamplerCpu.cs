using System.Globalization;

namespace RunScope.Testing.Bench.Parts;

/// <summary>What a profile of many mostly idle threads costs the machine.</summary>
internal sealed class SamplerCpu : IPart
{
    public string Name => "sampler";

    public string About => "CPU time of the sampler with 64 mostly idle threads at 100 Hz";

    public async Task RunAsync(Plan plan, Table table)
    {
        var seconds = plan.Run.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        foreach (var (what, period) in new[] { ("asleep", "1m"), ("each waking 10 times a second", "100ms") })
        {
            var (_, profile) = await WorkloadRun.ProfiledAsync($"threads 64 --period {period} --duration {seconds}s");
            table.AtMost(
                Name,
                $"sampler CPU, 64 threads {what}, 100 Hz",
                2,
                100 * (profile.Engine.SamplerCpu / profile.WallTime),
                "% of a CPU",
                $"{profile.Engine.RoundsTaken} rounds, {profile.Threads.Length} threads seen");
        }
    }
}
