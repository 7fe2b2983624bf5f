using System.Globalization;
using System.Text;
using CliWrap;

namespace RunScope.Testing.Bench.Parts;

/// <summary>How much later than with plain CliWrap a program runs its first instructions.</summary>
internal sealed class LaunchLatency : IPart
{
    public string Name => "launch";

    public string About => "launch to the workload's first instructions, over plain CliWrap";

    public async Task RunAsync(Plan plan, Table table)
    {
        // More pairs than elsewhere: a pair takes a tenth of a second.
        var count = 3 * plan.Pairs;
        var pairs = await Pairs.TakeAsync(count, () => MeasureAsync(profiled: false), () => MeasureAsync(profiled: true));
        var (low, high) = Statistics.MedianInterval(pairs.Differences);
        var kind = Conditions.RecorderKind();
        table.AtMost(Name, $"launch latency over plain CliWrap, {kind} recorder", kind == "native" ? 10 : 60, Statistics.Median(pairs.Differences), "ms", string.Create(
            CultureInfo.InvariantCulture,
            $"median of {count} pairs, interval {low:0.0} to {high:0.0}; plain {Statistics.Median(pairs.Values.Select(pair => pair.Plain)):0.0} ms"));
    }

    /// <summary>Milliseconds from before the launch until date(1) reads the clock, which is nearly all that it does.</summary>
    private static async Task<double> MeasureAsync(bool profiled)
    {
        var output = new StringBuilder();
        var command = Cli.Wrap("/bin/date").WithArguments(["+%s%N"]).WithStandardOutputPipe(PipeTarget.ToStringBuilder(output));
        var before = DateTime.UtcNow;
        if (profiled)
            await ProcessProfiler.ProfileAsync(command);
        else
            await command.ExecuteAsync();
        var ran = long.Parse(output.ToString(), CultureInfo.InvariantCulture);
        return (ran - (before - DateTime.UnixEpoch).TotalNanoseconds) / 1e6;
    }
}
