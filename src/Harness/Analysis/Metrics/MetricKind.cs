using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RunScope.Testing.Analysis.Metrics;

/// <summary>What a metric's numbers count.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MetricUnit>))]
internal enum MetricUnit
{
    /// <summary>Seconds, or thread-seconds.</summary>
    [JsonStringEnumMemberName("seconds")]
    Seconds,

    /// <summary>Whole things.</summary>
    [JsonStringEnumMemberName("count")]
    Count,

    /// <summary>Bytes.</summary>
    [JsonStringEnumMemberName("bytes")]
    Bytes,
}

/// <summary>What there is to know of a metric: its unit, its key in files, and what a change must exceed to matter at all.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Unit">What its numbers count.</param>
/// <param name="DefaultFloor">The smallest change, in its unit, that matters however large a share of the value it is: times below 10 ms are the scheduler's, small counts are chance.</param>
/// <param name="States">The states that it is the time in; empty when it isn't the time in states.</param>
/// <param name="OverThreads">Whether it is over a thread set, and not over the whole tree.</param>
internal sealed record MetricKind(GatedMetric Metric, MetricUnit Unit, double DefaultFloor, ImmutableArray<TaskState> States, bool OverThreads)
{
    private const double FloorOfTimes = 0.010;

    private static readonly ImmutableArray<MetricKind> Kinds =
    [
        Time(GatedMetric.WallTime),
        Time(GatedMetric.CpuTime),
        In(GatedMetric.BlockedTime, TaskState.Sleeping, TaskState.DiskSleep, TaskState.Stopped),
        In(GatedMetric.Running, TaskState.Running),
        In(GatedMetric.Runnable, TaskState.Runnable),
        In(GatedMetric.Sleeping, TaskState.Sleeping),
        In(GatedMetric.DiskSleep, TaskState.DiskSleep),
        In(GatedMetric.Stopped, TaskState.Stopped),
        Time(GatedMetric.RunQueueDelay),
        Time(GatedMetric.RunQueueDelayByOthers),
        Number(GatedMetric.ContextSwitches, MetricUnit.Count, 50),
        Number(GatedMetric.VoluntarySwitches, MetricUnit.Count, 50),
        Number(GatedMetric.InvoluntarySwitches, MetricUnit.Count, 50),
        Number(GatedMetric.ThreadCount, MetricUnit.Count, 0.5) with { OverThreads = true },
        Number(GatedMetric.PeakMemory, MetricUnit.Bytes, 1 << 20),
        Number(GatedMetric.BytesRead, MetricUnit.Bytes, 1 << 20),
        Number(GatedMetric.BytesWritten, MetricUnit.Bytes, 1 << 20),
    ];

    /// <summary>Every metric, in the order of <see cref="GatedMetric"/>.</summary>
    public static ImmutableArray<MetricKind> All => Kinds;

    /// <summary>The metrics that are gated unless something else is asked for.</summary>
    public static ImmutableArray<GatedMetric> Default { get; } = [GatedMetric.WallTime, GatedMetric.CpuTime, GatedMetric.BlockedTime];

    /// <summary>Its name in messages: that of the limit on the same number, where there is one.</summary>
    public string Name => Metric.ToString();

    /// <summary>Its name in configuration files: "wallTime".</summary>
    public string Word => JsonNamingPolicy.CamelCase.ConvertName(Name);

    /// <summary>Its key in files, which ends with the unit of the whole numbers there: "wallTimeNs", "peakMemoryBytes", "contextSwitches".</summary>
    public string Key => Unit switch
    {
        MetricUnit.Seconds => Word + "Ns",
        MetricUnit.Bytes when Metric == GatedMetric.PeakMemory => Word + "Bytes",
        _ => Word,
    };

    public static MetricKind Of(GatedMetric metric) => Kinds[(int)metric];

    /// <summary>A number as files keep it: nanoseconds, bytes or a count, whole.</summary>
    public long ToWhole(double value) => (long)Math.Round(Unit == MetricUnit.Seconds ? value * 1e9 : value);

    /// <summary>A number out of a file.</summary>
    public double FromWhole(long value) => Unit == MetricUnit.Seconds ? value / 1e9 : value;

    private static MetricKind Time(GatedMetric metric) => new(metric, MetricUnit.Seconds, FloorOfTimes, [], false);

    private static MetricKind In(GatedMetric metric, params ImmutableArray<TaskState> states) => new(metric, MetricUnit.Seconds, FloorOfTimes, states, true);

    private static MetricKind Number(GatedMetric metric, MetricUnit unit, double floor) => new(metric, unit, floor, [], false);
}
