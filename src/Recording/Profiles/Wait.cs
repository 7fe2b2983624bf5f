using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace RunScope.Testing;

/// <summary>What a thread was blocked in.</summary>
public sealed record Wait
{
    /// <summary>The <see cref="ThreadProfile.Id"/>; null when it is over several threads.</summary>
    public int? ThreadId { get; init; }

    /// <summary>The state it was in: "sleeping", "diskSleep", "stopped", or "idle" for any other.</summary>
    public required TaskState State { get; init; }

    /// <summary>The system call, as <c>syscalls(2)</c> spells it; the kernel's wait channel when the call couldn't be read; else "unknown".</summary>
    public required string Call { get; init; }

    /// <summary>Whether <see cref="Call"/> is a system call that was read, not the wait channel in its place.</summary>
    internal bool CallIsKnown => Call != (WaitChannel ?? "unknown");

    /// <summary>The file, pipe or socket that the call was on, where it has one.</summary>
    public string? Target { get; init; }

    /// <summary>The kernel function that it slept in (<c>/proc/PID/wchan</c>), where readable.</summary>
    public string? WaitChannel { get; init; }

    /// <summary>The time attributed to this wait.</summary>
    [JsonPropertyName("ns")]
    public TimeSpan Time { get; init; }

    /// <summary>Samples that saw it.</summary>
    public long Count { get; init; }

    /// <summary>The stack, outermost last; empty where it wasn't read.</summary>
    public ImmutableArray<string> Frames { get; init; } = [];
}
