using CliWrap;
using RunScope.Testing;

namespace Samples;

/// <summary>Builds that are held against a baseline file. How fast they are and where the files lie, the tests of the adapters say.</summary>
[NoRegression(Metrics = [GatedMetric.BlockedTime], Runs = 6, MaxRuns = 6)]
public class Baselined
{
    [ProfileProcess]
    [WallTime(AtMost = "1m")]
    public Command Sleeps_as_told() => Cli.Wrap("sleep").WithArguments(Environment.GetEnvironmentVariable("SAMPLE_SLEEP") ?? "0.05");

    [ProfileProcess("true")]
    public void Sleeps_as_told_by_nobody()
    {
    }

    [ProfileProcess("sleep", "0.05")]
    [NoRegression(Metrics = [GatedMetric.BlockedTime], Runs = 6, MaxRuns = 6, Threads = "All")]
    [WallTime(AtMost = "1ms")]
    public void Misses_a_limit_of_its_own()
    {
    }
}
