using System.Text.Json.Serialization;

namespace RunScope.Testing;

/// <summary>One process of the tree.</summary>
/// <param name="Id">Unique within the profile; process IDs are reused by the kernel.</param>
/// <param name="ProcessId">The kernel's process ID.</param>
/// <param name="ParentId">The parent's process ID when the process was first seen.</param>
/// <param name="Name">The kernel's name, 15 bytes at most.</param>
/// <param name="Executable">The file it runs; null when it couldn't be read.</param>
/// <param name="Start">When it was first known to live.</param>
/// <param name="End">When it ended; null when it outlived the root process.</param>
public sealed record ProcessInfo(
    int Id,
    [property: JsonPropertyName("pid")] int ProcessId,
    int ParentId,
    string Name,
    string? Executable,
    [property: JsonPropertyName("startNs")] TimeSpan Start,
    [property: JsonPropertyName("endNs")] TimeSpan? End)
{
    /// <summary>Its largest resident set when it was last looked at, every 100 ms or more; null when it never was.</summary>
    [JsonPropertyName("peakMemoryBytes")]
    public ByteSize? PeakMemory { get; init; }

    /// <summary>How many processes of this name this entry stands for; null when it is one. See <see cref="ThreadProfile.Together"/>: the IDs are those of the last one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Together { get; init; }
}
