using System.Collections.Immutable;

namespace RunScope.Testing.Analysis.Metrics;

/// <summary>Every metric of one run that is known, in seconds, bytes or counts.</summary>
internal sealed record RunMetrics(ImmutableSortedDictionary<GatedMetric, double> Values)
{
    /// <summary>Time that wasn't told apart matters from this share of a state's time on: so little growth is tolerated unless more is declared.</summary>
    private const double SmallPart = 0.03;

    /// <summary>A metric; null where it isn't known.</summary>
    public double? this[GatedMetric metric] => Values.TryGetValue(metric, out var value) ? value : null;

    /// <summary>Reads a run, whole or cut to a span.</summary>
    /// <param name="run">The profile.</param>
    /// <param name="set">The threads that states and the thread count are over.</param>
    public static RunMetrics Of(ProcessProfile run, ThreadSet set)
    {
        var threads = set.Select(run);
        var values = ImmutableSortedDictionary.CreateBuilder<GatedMetric, double>();
        foreach (var kind in MetricKind.All)
        {
            if (Read(kind, run, threads) is { } value && double.IsFinite(value)) values[kind.Metric] = value;
        }

        return new RunMetrics(values.ToImmutable());
    }

    // A set that matches no thread has no numbers: 0 would look like a great improvement.
    private static double? Read(MetricKind kind, ProcessProfile run, ImmutableArray<ThreadProfile> threads) =>
        kind.OverThreads && threads.IsEmpty ? null
        : !kind.States.IsEmpty ? TimeIn(kind, threads.Aggregate(StateTimes.Zero, (sum, t) => sum + t.States))
        : kind.Metric switch
        {
            GatedMetric.WallTime => run.WallTime.TotalSeconds,
            GatedMetric.CpuTime => run.CpuTime?.TotalSeconds,
            GatedMetric.RunQueueDelay => run.IsSpan ? null : OwnDelay(run)?.TotalSeconds,
            GatedMetric.RunQueueDelayByOthers => run.IsSpan ? null : run.Host.Noise.ExternalRunDelay?.TotalSeconds,
            GatedMetric.ContextSwitches => Switches(run, SwitchReason.Either),
            GatedMetric.VoluntarySwitches => Switches(run, SwitchReason.Voluntary),
            GatedMetric.InvoluntarySwitches => Switches(run, SwitchReason.Involuntary),
            GatedMetric.ThreadCount => ThreadsAtOnce.Most(threads).Length,
            GatedMetric.PeakMemory => run.PeakMemory?.Bytes,
            GatedMetric.BytesRead => run.Io?.Read.Bytes,
            GatedMetric.BytesWritten => run.Io?.Written.Bytes,
            _ => null,
        };

    // Time that wasn't told apart was off the CPU, but for a last tick of a thread: it is part of all blocked time, and may be of any one state of it. Where there is much of it,
    // that state's time isn't known.
    private static double? TimeIn(MetricKind kind, StateTimes times)
    {
        var group = new StateGroup(kind.States.AsSpan());
        var (time, unresolved) = (group.TimeIn(times).TotalSeconds, times.Unresolved.TotalSeconds);
        if (kind.Metric == GatedMetric.BlockedTime) return time + unresolved;
        return group.AnyBlocked && unresolved > Math.Max(kind.DefaultFloor, SmallPart * time) ? null : time;
    }

    private static TimeSpan? OwnDelay(ProcessProfile run) =>
        run.Host.Noise.ExternalRunDelay is not { } others ? null : others < run.States.Runnable ? run.States.Runnable - others : TimeSpan.Zero;

    private static double? Switches(ProcessProfile run, SwitchReason reason) => SwitchCount.OfTree(run, reason)?.Value;
}
