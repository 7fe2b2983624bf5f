using System.Text;
using CliWrap;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Baselines;
using RunScope.Testing.Baselines.Files;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests;

[Collection(RealProcesses.Name)]
public class BaselineOfRealProcessesTests
{
    [Fact]
    public async Task A_file_keeps_every_number_of_real_runs_exactly()
    {
        var runs = new[] { await RunAsync("0.05"), await RunAsync("0.10") };
        var job = new AcceptedJob(
            DateTimeOffset.UnixEpoch, null, null, BaselineEnvironment.Of(runs[0]),
            [.. runs.Select(r => RunMetrics.Of(r, ThreadSet.Default))], WaitTotal.Average([.. runs.Select(r => WaitTotal.Of(r, ThreadSet.Default))]));
        var baseline = new Baseline("Sleeping", "sleep", ThreadSet.Default.ToString(), [job]);

        var read = BaselineJson.Parse(Encoding.UTF8.GetBytes(BaselineJson.Write(baseline)), "the text");

        read.Jobs[0].Environment.DifferencesFrom(job.Environment).ShouldBeEmpty();
        read.Jobs[0].Environment.Fidelity.ShouldBe(job.Environment.Fidelity);
        foreach (var (was, kept) in job.Runs.Zip(read.Jobs[0].Runs))
        {
            kept.Values.Keys.ShouldBe(was.Values.Keys);
            foreach (var (metric, value) in was.Values) MetricKind.Of(metric).ToWhole(kept[metric]!.Value).ShouldBe(MetricKind.Of(metric).ToWhole(value));
        }

        read.Jobs[0].Runs[0][GatedMetric.WallTime]!.Value.ShouldBeGreaterThan(0.05);
        read.Jobs[0].Runs[1][GatedMetric.WallTime]!.Value.ShouldBeGreaterThan(0.10);
        read.Jobs[0].Waits.Select(w => (w.State, w.Call, w.Target, w.Thread)).ShouldBe(job.Waits.Select(w => (w.State, w.Call, w.Target, w.Thread)));
    }

    private static Task<ProcessProfile> RunAsync(string seconds) => ProcessProfiler.ProfileAsync(Cli.Wrap("sleep").WithArguments([seconds]));
}
