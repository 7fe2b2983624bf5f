using System.Text.Json.Serialization;

namespace RunScope.Testing;

/// <summary>What a thread is there for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ThreadRole>))]
public enum ThreadRole
{
    /// <summary>Does the program's work.</summary>
    [JsonStringEnumMemberName("application")]
    Application,

    /// <summary>Serves the language runtime that the process maps: finalizers, compilers, signal handlers.</summary>
    [JsonStringEnumMemberName("runtime")]
    Runtime,

    /// <summary>Did nothing but wait for its own children, as a shell around a program does.</summary>
    [JsonStringEnumMemberName("waiter")]
    Waiter,
}

/// <summary>One thread: when it lived and what it did.</summary>
public sealed record ThreadProfile
{
    /// <summary>Unique within the profile; thread IDs are reused by the kernel.</summary>
    public required int Id { get; init; }

    /// <summary>The kernel's thread ID.</summary>
    [JsonPropertyName("tid")]
    public required int ThreadId { get; init; }

    /// <summary>The <see cref="ProcessInfo.Id"/> of its process.</summary>
    public required int ProcessId { get; init; }

    /// <summary>The kernel's name, 15 bytes at most; the last one it had.</summary>
    public required string Name { get; init; }

    /// <summary>What it is there for.</summary>
    public ThreadRole Role { get; init; }

    /// <summary>When its books open.</summary>
    [JsonPropertyName("startNs")]
    public TimeSpan Start { get; init; }

    /// <summary>When its books close; null when it still lived at the end of the profile.</summary>
    [JsonPropertyName("endNs")]
    public TimeSpan? End { get; init; }

    /// <summary>The time in each state; sums to the thread's lifetime.</summary>
    public StateTimes States { get; init; } = StateTimes.Zero;

    /// <summary>How <see cref="States"/> was obtained; intervals are of the share of this thread's lifetime.</summary>
    public Evidence? Evidence { get; init; }

    /// <summary>CPU time by the scheduler's accounting.</summary>
    [JsonPropertyName("cpuTimeNs")]
    public TimeSpan? CpuTime { get; init; }

    /// <summary>Times that it gave up its CPU to wait, at its last reading.</summary>
    public long? VoluntarySwitches { get; init; }

    /// <summary>Times that it was taken off its CPU, at its last reading.</summary>
    public long? InvoluntarySwitches { get; init; }

    /// <summary>Times that it was switched off its CPU for either reason; null when unknown.</summary>
    /// <remarks>By the scheduler's count of every round. The two reasons are told apart less often: of a thread that has ended their sum may be less.</remarks>
    public long? Switches { get; init; }

    /// <summary>How many threads of this name, of processes of one name, this entry stands for; null when it is one.</summary>
    /// <remarks>
    /// While a process is attached to that starts threads by the thousand, those that ended longest ago are taken together, so that memory stays bounded. Their times are summed,
    /// from the first one's start to the last one's end; the thread ID is the last one's, and the timeline has no row of them.
    /// </remarks>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Together { get; init; }
}
