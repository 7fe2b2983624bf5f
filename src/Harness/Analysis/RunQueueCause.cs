using System.Globalization;

namespace RunScope.Testing.Analysis;

/// <summary>Why threads waited for a CPU: others on the machine, or they themselves are more than there are CPUs.</summary>
internal static class RunQueueCause
{
    /// <summary><c>others on the machine caused 12 % of all waiting for a CPU; the program itself had up to 9 threads at one time, for 2 CPUs</c>.</summary>
    public static string Line(ProcessProfile run)
    {
        var allowed = run.Host.CgroupCpuQuota is { } quota
            ? string.Create(CultureInfo.InvariantCulture, $", of which the control group allows {quota:0.##}")
            : "";
        return $"{Others(run)}; the program itself had up to {Counts.Of(ThreadsAtOnce.Most(run.Threads).Length, "thread")} at one time, for {Counts.Of(run.Host.CpuCount, "CPU")}{allowed}";
    }

    // What others caused is known over the whole run alone, so over a span it is no share of what the span's threads waited.
    private static string Others(ProcessProfile run) => run switch
    {
        { Host.Noise.ExternalRunDelay: null } => "how much of it others on the machine caused isn't known",
        { IsSpan: true } => $"others on the machine caused {Durations.Format(run.Host.Noise.ExternalRunDelay.Value)} of waiting for a CPU over the whole run",
        { States.Runnable.Ticks: > 0 } => $"others on the machine caused {Percent.Whole(Math.Min(1, run.Host.Noise.ExternalRunDelay.Value / run.States.Runnable))} of all waiting for a CPU",
        _ => "nothing waited for a CPU",
    };
}
