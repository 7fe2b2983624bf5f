using System.Text.Json.Serialization;

namespace RunScope.Testing;

/// <summary>A number of a run that <c>[NoRegression]</c> and <c>runscope compare</c> can judge. More of it is worse.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GatedMetric>))]
public enum GatedMetric
{
    /// <summary>From the start of the process to its exit.</summary>
    [JsonStringEnumMemberName("wallTime")]
    WallTime,

    /// <summary>CPU time of the whole tree of processes.</summary>
    [JsonStringEnumMemberName("cpuTime")]
    CpuTime,

    /// <summary>Thread-seconds spent Sleeping, in DiskSleep and Stopped, over the thread set.</summary>
    [JsonStringEnumMemberName("blockedTime")]
    BlockedTime,

    /// <summary>Thread-seconds on a CPU, over the thread set.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>Thread-seconds spent ready and waiting for a CPU, whoever caused it, over the thread set.</summary>
    [JsonStringEnumMemberName("runnable")]
    Runnable,

    /// <summary>Thread-seconds of interruptible sleep, over the thread set.</summary>
    [JsonStringEnumMemberName("sleeping")]
    Sleeping,

    /// <summary>Thread-seconds of uninterruptible sleep, over the thread set.</summary>
    [JsonStringEnumMemberName("diskSleep")]
    DiskSleep,

    /// <summary>Thread-seconds stopped by a signal or a debugger, over the thread set.</summary>
    [JsonStringEnumMemberName("stopped")]
    Stopped,

    /// <summary>Thread-seconds that threads of the tree waited for a CPU because the tree itself had more runnable threads than CPUs.</summary>
    [JsonStringEnumMemberName("runQueueDelay")]
    RunQueueDelay,

    /// <summary>Thread-seconds that threads of the tree waited for a CPU although the tree alone would have fitted the CPUs: others on the machine had them.</summary>
    [JsonStringEnumMemberName("runQueueDelayByOthers")]
    RunQueueDelayByOthers,

    /// <summary>Times that a thread of the tree was switched off its CPU, for either reason.</summary>
    [JsonStringEnumMemberName("contextSwitches")]
    ContextSwitches,

    /// <summary>Times that a thread of the tree gave up its CPU to wait.</summary>
    [JsonStringEnumMemberName("voluntarySwitches")]
    VoluntarySwitches,

    /// <summary>Times that a thread of the tree was taken off its CPU.</summary>
    [JsonStringEnumMemberName("involuntarySwitches")]
    InvoluntarySwitches,

    /// <summary>The most threads of the thread set that lived at one time.</summary>
    [JsonStringEnumMemberName("threadCount")]
    ThreadCount,

    /// <summary>The largest resident set of one process of the tree.</summary>
    [JsonStringEnumMemberName("peakMemory")]
    PeakMemory,

    /// <summary>Bytes fetched from storage, summed over the tree.</summary>
    [JsonStringEnumMemberName("bytesRead")]
    BytesRead,

    /// <summary>Bytes sent to storage, summed over the tree.</summary>
    [JsonStringEnumMemberName("bytesWritten")]
    BytesWritten,
}
