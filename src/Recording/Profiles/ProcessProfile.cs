using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace RunScope.Testing;

/// <summary>The immutable result of one watched run: where every thread of a process, and of its children, spent its time.</summary>
/// <remarks>
/// Times count from the start of the profile on <c>CLOCK_MONOTONIC</c>. Numbers that could not be read are null, with a word in
/// <see cref="EngineInfo.Warnings"/>; they are never 0.
/// </remarks>
public sealed record ProcessProfile
{
    /// <summary>The version of the JSON schema that this build writes and reads.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>The version of the schema; always <see cref="CurrentSchemaVersion"/>.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>What was started.</summary>
    public required TargetInfo Target { get; init; }

    /// <summary>Which of several runs this is, from 0.</summary>
    public int RunIndex { get; init; }

    /// <summary>When the run started, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>From the start of the process to the exit of its root process; survivors and open pipes don't lengthen it. Of an attached process the time for which it was watched.</summary>
    [JsonPropertyName("wallTimeNs")]
    public required TimeSpan WallTime { get; init; }

    /// <summary>The exit code, or null when a signal ended the process, it still runs, or nobody told: an attached process is another's child.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The signal that ended the process, or null.</summary>
    public int? ExitSignal { get; init; }

    /// <summary>Who ended the process.</summary>
    public EndedBy EndedBy { get; init; }

    /// <summary>How the numbers were obtained.</summary>
    public required EngineInfo Engine { get; init; }

    /// <summary>The machine, and how noisy it was meanwhile.</summary>
    public required HostInfo Host { get; init; }

    /// <summary>State times over all threads.</summary>
    public StateTimes States { get; init; } = StateTimes.Zero;

    /// <summary>The evidence for <see cref="States"/>, per state.</summary>
    public Evidence Evidence { get; init; } = new();

    /// <summary>CPU time of the whole tree: the root with its reaped children (<c>wait4(2)</c>) and every adopted descendant. Of an attached process that of the time for which it was watched.</summary>
    [JsonPropertyName("cpuTimeNs")]
    public TimeSpan? CpuTime { get; init; }

    /// <summary>The part of <see cref="CpuTime"/> that no watched thread accounts for: threads and children that lived between two rounds.</summary>
    [JsonPropertyName("unattributedCpuNs")]
    public TimeSpan? UnattributedCpu { get; init; }

    /// <summary>Times that a thread of the tree gave up its CPU to wait.</summary>
    public long? VoluntarySwitches { get; init; }

    /// <summary>Times that a thread of the tree was taken off its CPU.</summary>
    public long? InvoluntarySwitches { get; init; }

    /// <summary>The largest resident set of any one process of the tree.</summary>
    /// <remarks>Exact by <c>wait4(2)</c> where it is above the recorder's own, which the kernel hands on; below that the last reading before the end. Of an attached process since its start, as the kernel keeps it, and not only while it was watched.</remarks>
    [JsonPropertyName("peakMemoryBytes")]
    public ByteSize? PeakMemory { get; init; }

    /// <summary>Bytes that reached storage, summed over the tree.</summary>
    public IoCounts? Io { get; init; }

    /// <summary>Every process seen; the first is the root.</summary>
    public ImmutableArray<ProcessInfo> Processes { get; init; } = [];

    /// <summary>Every thread seen.</summary>
    public ImmutableArray<ThreadProfile> Threads { get; init; } = [];

    /// <summary>What each thread did over time, enough to draw the report again.</summary>
    public Timeline Timeline { get; init; } = Timeline.Empty;

    /// <summary>Named spans of the run.</summary>
    public ImmutableArray<Phase> Phases { get; init; } = [];

    /// <summary>What blocked threads waited in, the longest first.</summary>
    public ImmutableArray<Wait> Waits { get; init; } = [];

    /// <summary>The ends of both output streams.</summary>
    public OutputTails Output { get; init; } = new(null, null, false);

    /// <summary>Context switches of the whole tree that no watched thread accounts for: threads and children that lived between two rounds, and the ends of others.</summary>
    public long? UnattributedSwitches { get; init; }

    /// <summary>The most that <see cref="PeakMemory"/> can have been: the same where it is exact; null when nothing is known.</summary>
    [JsonPropertyName("peakMemoryAtMostBytes")]
    public ByteSize? PeakMemoryAtMost { get; init; }

    /// <summary>The most threads that can have lived and ended between two rounds, unseen; null when nothing is known.</summary>
    /// <remarks>No more than were created meanwhile, as IDs are given in turn, and no more than the CPU time that no watched thread accounts for would have sufficed for.</remarks>
    public long? UnseenThreads { get; init; }

    /// <summary>What became of the test host's own variables; null when nobody looked, as in a profile of the command-line tool, which passes all on.</summary>
    public EnvironmentInfo? Environment { get; init; }

    /// <summary>Whether this is a span cut out of a run, and not a run as it was recorded.</summary>
    [JsonInclude, JsonPropertyName("span"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    internal bool IsSpan { get; init; }
}

/// <summary>The program that was profiled.</summary>
/// <param name="Command">The file as the caller wrote it.</param>
/// <param name="Arguments">The arguments, one each.</param>
/// <param name="Executable">The file that was run, resolved; null when it couldn't be read.</param>
/// <param name="ProcessId">The process ID.</param>
/// <param name="Name">The kernel's name of the process, 15 bytes at most.</param>
/// <param name="Simulated">Whether this is made-up data for a demonstration.</param>
public sealed record TargetInfo(
    string Command,
    ImmutableArray<string> Arguments,
    string? Executable,
    [property: JsonPropertyName("pid")] int ProcessId,
    string? Name,
    bool Simulated = false);

/// <summary>Who ended a process.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EndedBy>))]
public enum EndedBy
{
    /// <summary>The process ended by itself, or by somebody else's signal.</summary>
    [JsonStringEnumMemberName("exit")]
    Exit,

    /// <summary>The harness ended it: the test's body was over, or it was cancelled.</summary>
    [JsonStringEnumMemberName("harness")]
    Harness,

    /// <summary>The harness ended it because its time was up.</summary>
    [JsonStringEnumMemberName("timeout")]
    Timeout,

    /// <summary>Nobody: it ran on when an attached process was no longer watched.</summary>
    [JsonStringEnumMemberName("detach")]
    Detach,
}

/// <summary>How the numbers of a profile were obtained.</summary>
/// <param name="Name">The engine: "procfs".</param>
/// <param name="Reason">Why this engine.</param>
/// <param name="SampleRate">Rounds asked for per second.</param>
/// <param name="RoundsRequested">Rounds that the rate asked for over the run.</param>
/// <param name="RoundsTaken">Rounds that were taken.</param>
/// <param name="RoundsLate">Rounds that began more than half a period late; those missed altogether are requested minus taken.</param>
/// <param name="LostRecords">Records that the kernel dropped; 0 for an engine without records.</param>
/// <param name="SamplerCpu">CPU time that the sampler itself used.</param>
/// <param name="Warnings">What is missing or doubtful in this profile, one sentence each.</param>
public sealed record EngineInfo(
    string Name,
    string Reason,
    [property: JsonPropertyName("sampleRateHz")] int SampleRate,
    long RoundsRequested,
    long RoundsTaken,
    long RoundsLate,
    long LostRecords,
    [property: JsonPropertyName("samplerCpuNs")] TimeSpan SamplerCpu,
    ImmutableArray<string> Warnings);

/// <summary>The machine that a profile was taken on.</summary>
/// <param name="CpuModel">The CPU's name, where the kernel tells it.</param>
/// <param name="CpuCount">CPUs that the harness may run on, by its affinity mask, which everything that it starts inherits.</param>
/// <param name="Kernel">The kernel's release.</param>
/// <param name="Runtime">The .NET runtime of the harness.</param>
/// <param name="CgroupCpuQuota">The control group's limit in CPUs; null when there is none, or when it isn't known.</param>
/// <param name="Noise">What else the machine did meanwhile.</param>
public sealed record HostInfo(string? CpuModel, int CpuCount, string Kernel, string Runtime, double? CgroupCpuQuota, HostNoise Noise);

/// <summary>What disturbed a run from outside.</summary>
/// <param name="StealShare">Share of all CPU time that the hypervisor took, 0 to 1; null when unknown.</param>
/// <param name="CpuPressure">Share of the run in which some task of the machine waited for a CPU, 0 to 1; null when unknown.</param>
/// <param name="IoPressure">Share of the run in which some task of the machine waited for storage, 0 to 1; null when unknown.</param>
/// <param name="ExternalRunDelay">Time that threads of the tree waited for a CPU although the tree alone would have fitted the CPUs.</param>
public sealed record HostNoise(
    double? StealShare,
    double? CpuPressure,
    double? IoPressure,
    [property: JsonPropertyName("externalRunDelayNs")] TimeSpan? ExternalRunDelay)
{
    /// <summary>Time for which a CPU quota, the tightest of those around the process, kept threads of its control group off the CPUs, summed over CPUs; null when there is no quota, or when it isn't known.</summary>
    [JsonPropertyName("throttledNs")]
    public TimeSpan? Throttled { get; init; }

    /// <summary>CPU time that other processes of the same control group took of its quota meanwhile, the harness among them; null when there is no quota, or when it isn't known.</summary>
    [JsonPropertyName("quotaUsedByOthersNs")]
    public TimeSpan? QuotaUsedByOthers { get; init; }
}

/// <summary>Bytes that reached storage, as <c>getrusage(2)</c> counts them in blocks of 512 bytes.</summary>
/// <param name="Read">Bytes fetched from storage.</param>
/// <param name="Written">Bytes sent to storage.</param>
public sealed record IoCounts(
    [property: JsonPropertyName("readBytes")] ByteSize Read,
    [property: JsonPropertyName("writtenBytes")] ByteSize Written);

/// <summary>The ends of a process's output, for messages and reports.</summary>
/// <param name="StdoutTail">The end of standard output; null when it wasn't captured.</param>
/// <param name="StderrTail">The end of standard error; null when it wasn't captured.</param>
/// <param name="Truncated">Whether there was more of either.</param>
public sealed record OutputTails(string? StdoutTail, string? StderrTail, bool Truncated);
