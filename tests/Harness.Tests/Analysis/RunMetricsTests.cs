using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;

namespace RunScope.Testing.Tests.Analysis;

public class RunMetricsTests
{
    [Fact]
    public void Time_that_was_not_told_apart_is_blocked_time()
    {
        var metrics = Of(Made.Thread(1, running: 1, sleeping: 0.5, diskSleep: 0.2, unresolved: 0.3));

        metrics[GatedMetric.BlockedTime]!.Value.ShouldBe(1, 1e-9);
        metrics[GatedMetric.Running]!.Value.ShouldBe(1, 1e-9);
    }

    [Fact]
    public void A_single_state_is_not_known_where_much_was_not_told_apart()
    {
        var metrics = Of(Made.Thread(1, running: 1, sleeping: 0.5, diskSleep: 0.2, unresolved: 0.3));

        metrics[GatedMetric.Sleeping].ShouldBeNull();
        metrics[GatedMetric.DiskSleep].ShouldBeNull();
        metrics[GatedMetric.Stopped].ShouldBeNull();
    }

    [Fact]
    public void A_single_state_is_known_where_little_was_not_told_apart()
    {
        var metrics = Of(Made.Thread(1, running: 1, sleeping: 0.5, diskSleep: 0.2, unresolved: 0.008));

        metrics[GatedMetric.Sleeping]!.Value.ShouldBe(0.5, 1e-9);
        metrics[GatedMetric.Stopped]!.Value.ShouldBe(0, 1e-9);
    }

    private static RunMetrics Of(ThreadProfile thread) => RunMetrics.Of(Made.Profile(thread), ThreadSet.Default);
}
