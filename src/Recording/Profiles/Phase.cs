using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace RunScope.Testing;

/// <summary>A named span of a run, with each thread's books over that span alone.</summary>
public sealed record Phase
{
    /// <summary>The name of the span in which a test's body ran beside the workload; limits are judged over it.</summary>
    public const string Body = "body";

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>When it began.</summary>
    [JsonPropertyName("startNs")]
    public required TimeSpan Start { get; init; }

    /// <summary>When it ended; null when the profile ended first.</summary>
    [JsonPropertyName("endNs")]
    public TimeSpan? End { get; init; }

    /// <summary>The threads that lived in it, their times counted from its start to its end.</summary>
    public ImmutableArray<PhaseThread> Threads { get; init; } = [];

    /// <summary>CPU time of the threads over the span.</summary>
    [JsonPropertyName("cpuTimeNs")]
    public TimeSpan? CpuTime { get; init; }

    /// <summary>Times that a thread seen in the span gave up its CPU to wait; null when unknown.</summary>
    public long? VoluntarySwitches { get; init; }

    /// <summary>Times that a thread seen in the span was taken off its CPU; null when unknown.</summary>
    public long? InvoluntarySwitches { get; init; }

    /// <summary>Bytes that reached storage over the span, summed over the tree; null when unknown.</summary>
    public IoCounts? Io { get; init; }
}

/// <summary>One thread's books over a phase.</summary>
/// <param name="Id">The <see cref="ThreadProfile.Id"/>.</param>
/// <param name="States">The time in each state within the phase.</param>
/// <param name="Evidence">How the times were obtained; intervals are of the share of this thread's time in the phase.</param>
/// <param name="CpuTime">CPU time within the phase.</param>
public sealed record PhaseThread(
    int Id,
    StateTimes States,
    Evidence? Evidence,
    [property: JsonPropertyName("cpuTimeNs")] TimeSpan? CpuTime)
{
    /// <summary>Times that it gave up its CPU to wait; null when unknown.</summary>
    public long? VoluntarySwitches { get; init; }

    /// <summary>Times that it was taken off its CPU; null when unknown.</summary>
    public long? InvoluntarySwitches { get; init; }

    /// <inheritdoc cref="ThreadProfile.Switches"/>
    public long? Switches { get; init; }
}
