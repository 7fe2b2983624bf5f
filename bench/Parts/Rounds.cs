using System.Globalization;

namespace RunScope.Testing.Bench.Parts;

/// <summary>Whether the rounds that were asked for are taken.</summary>
internal sealed class Rounds : IPart
{
    public string Name => "rounds";

    public string About => "rounds taken of those asked for, 200 threads at 1000 Hz";

    public async Task RunAsync(Plan plan, Table table)
    {
        var seconds = plan.Run.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        var load = Conditions.Load();
        var (_, profile) = await WorkloadRun.ProfiledAsync($"threads 200 --period 1s --duration {seconds}s", 1000);
        var engine = profile.Engine;
        table.AtLeast(
            Name,
            "rounds taken at 1000 Hz, 200 threads",
            99,
            100d * engine.RoundsTaken / engine.RoundsRequested,
            "%",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{engine.RoundsTaken} of {engine.RoundsRequested}, {engine.RoundsLate} late, sampler {100 * (engine.SamplerCpu / profile.WallTime):0.0} % of a CPU; load before {load}"));
    }
}
