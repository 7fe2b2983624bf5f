using System.Globalization;
using System.Text;
using CliWrap;
using RunScope.Testing.Hosting;

namespace RunScope.Testing.Bench.Parts;

/// <summary>How much later than with plain CliWrap a program runs its first instructions.</summary>
internal sealed class LaunchLatency : IPart
{
    public string Name => "launch";

    public string About => "launch to the workload's first instructions, over plain CliWrap";

    public async Task RunAsync(Plan plan, Table table)
    {
        using (ChosenRecorder.Managed()) await MeasureAsync(plan, table, 60);
        if (RecorderProgram.Find()[0].IsNative)
        {
            await MeasureAsync(plan, table, 10);
            return;
        }

        table.Note(
            Name,
            "launch latency over plain CliWrap, native recorder",
            "not measured",
            $"there is none: publish src/Recorder with PublishAot to FOLDER/recorder-native and run with {RecorderProgram.FolderVariable}=FOLDER",
            "at most 10 ms");
    }

    private async Task MeasureAsync(Plan plan, Table table, double goal)
    {
        // More pairs than elsewhere: a pair takes a tenth of a second.
        var count = 4 * plan.Pairs;
        var pairs = await Pairs.TakeAsync(count, () => LaunchAsync(profiled: false), () => LaunchAsync(profiled: true));
        var (low, high) = Statistics.MedianInterval(pairs.Differences);
        table.AtMost(Name, $"launch latency over plain CliWrap, {Conditions.RecorderKind()} recorder", goal, Statistics.Median(pairs.Differences), "ms", string.Create(
            CultureInfo.InvariantCulture,
            $"median of {count} pairs, interval {low:0.0} to {high:0.0}; plain {Statistics.Median(pairs.Values.Select(pair => pair.Plain)):0.0} ms"), (low, high));
    }

    /// <summary>Milliseconds from before the launch until date(1) reads the clock, which is nearly all that it does.</summary>
    private static async Task<double> LaunchAsync(bool profiled)
    {
        var output = new StringBuilder();
        var command = CliWrap.Cli.Wrap("/bin/date").WithArguments(["+%s%N"]).WithStandardOutputPipe(PipeTarget.ToStringBuilder(output));
        var before = DateTime.UtcNow;
        if (profiled)
            await ProcessProfiler.ProfileAsync(command);
        else
            await command.ExecuteAsync();
        var ran = long.Parse(output.ToString(), CultureInfo.InvariantCulture);
        return (ran - (before - DateTime.UnixEpoch).TotalNanoseconds) / 1e6;
    }
}
