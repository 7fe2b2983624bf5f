using System.Diagnostics;
using System.Globalization;
using CliWrap;

namespace RunScope.Testing.Bench.Parts;

/// <summary>What a decorated test around the shortest program costs, report included.</summary>
internal sealed class DecoratedTest : IPart
{
    public string Name => "test";

    public string About => "a decorated test around true, report included, after the first";

    public async Task RunAsync(Plan plan, Table table)
    {
        var times = new List<double>();
        for (var i = 0; i <= 2 * plan.Pairs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await ProcessProfiler.ProfileAsync(Cli.Wrap("/bin/true"));
            if (i > 0) times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        table.AtMost(Name, "a decorated test around true", 150, Statistics.Median(times), "ms", string.Create(
            CultureInfo.InvariantCulture,
            $"median of {times.Count}, longest {times.Max():0} ms"));
    }
}
