using System.Collections.Immutable;
using RunScope.Testing;

namespace QuickStart;

/// <summary>A limit of one's own: how often threads are switched off their CPUs for each second of CPU time that they use.</summary>
/// <remarks>Short turns on a CPU are expensive ones: caches are cold at the begin of each.</remarks>
public sealed class SwitchesPerCpuSecondAttribute : ProfileAssertionAttribute
{
    public double AtLeast { get; set; } = double.NaN;

    public double AtMost { get; set; } = double.NaN;

    private Limit Limit => Limit.OnNumber(AtLeast, AtMost, "switches per CPU second");

    // Checked when tests are discovered; the base checks Threads and Processes.
    public override IEnumerable<string> Validate() => Limit.Problems.Concat(base.Validate());

    public override Finding Evaluate(ImmutableArray<ProcessProfile> runs) =>
        Limit.Judge("SwitchesPerCpuSecond", runs, this, (_, threads) => Measure(threads), "as last read", "their switches were never read");

    private static Measurement? Measure(ImmutableArray<ThreadProfile> threads)
    {
        var seconds = threads.TotalStates().Running.TotalSeconds;
        var switches = threads.Sum(t => t.Switches);
        return switches is null || seconds == 0 ? null : Measurement.Exact(switches.Value / seconds);
    }
}
