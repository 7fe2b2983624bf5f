using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RunScope.Testing.Reporting;

/// <summary>How a test ended, for the page over all tests.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<IndexOutcome>))]
internal enum IndexOutcome
{
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Began, and has no result: it still runs, or its process was ended.</summary>
    [JsonStringEnumMemberName("started")]
    Started,

    [JsonStringEnumMemberName("inconclusive")]
    Inconclusive,

    [JsonStringEnumMemberName("skipped")]
    Skipped,

    [JsonStringEnumMemberName("passed")]
    Passed,

    /// <summary>Passed, and better than its baseline.</summary>
    [JsonStringEnumMemberName("improved")]
    Improved,

    /// <summary>Skipped because there is no baseline yet.</summary>
    [JsonStringEnumMemberName("missingBaseline")]
    MissingBaseline,
}

/// <summary>What the page over all tests says of one of them; a small file beside its report.</summary>
internal sealed record IndexEntry
{
    public const int CurrentSchemaVersion = 1;

    // Seven states sum to less than a duration can be.
    private const long MostTicks = 1L << 58;

    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>The test's name with its row.</summary>
    public required string Test { get; init; }

    /// <summary>Its class, with the namespace.</summary>
    public required string Class { get; init; }

    /// <summary>The name of its assembly: the tests of several may share a folder. Empty where it isn't known.</summary>
    public string Assembly { get; init; } = "";

    public required IndexOutcome Outcome { get; init; }

    /// <summary>Why it was skipped, or why it failed where no limit says it.</summary>
    public string? Reason { get; init; }

    /// <summary>The limits that weren't kept and the metrics that aren't as in the baseline, one sentence each.</summary>
    public ImmutableArray<string> Findings { get; init; } = [];

    /// <summary>How many limits there are.</summary>
    public int Limits { get; init; }

    /// <summary>What the comparison with a baseline says; null where there was none.</summary>
    public string? Compared { get; init; }

    /// <summary>When this was written, UTC.</summary>
    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>The process that ran the test.</summary>
    public required IndexSession Session { get; init; }

    /// <summary>The command line; null when the test had none yet.</summary>
    public string? Command { get; init; }

    public int Runs { get; init; }

    [JsonPropertyName("wallTimeNs")]
    public TimeSpan? WallTime { get; init; }

    [JsonPropertyName("cpuTimeNs")]
    public TimeSpan? CpuTime { get; init; }

    public StateTimes? States { get; init; }

    public static string ToJson(IndexEntry entry) => JsonSerializer.Serialize(entry, IndexJsonContext.Default.IndexEntry);

    /// <returns>Null for what isn't an entry of this version.</returns>
    public static IndexEntry? TryParse(string json)
    {
        try
        {
            var entry = JsonSerializer.Deserialize(json, IndexJsonContext.Default.IndexEntry);
            return entry is { SchemaVersion: CurrentSchemaVersion, Findings.IsDefault: false } && !entry.Findings.Contains(null!) && HasNumbersThatCanBe(entry)
                ? entry with { Assembly = entry.Assembly ?? "" }
                : null;
        }
        catch (Exception)
        {
            // A damaged file may trip up any converter, each in its own way.
            return null;
        }
    }

    private static bool HasNumbersThatCanBe(IndexEntry entry)
    {
        TimeSpan?[] times = [entry.WallTime, entry.CpuTime, .. entry.States is { } s ? (TimeSpan?[])[s.Running, s.Runnable, s.Sleeping, s.DiskSleep, s.Stopped, s.Other, s.Unresolved] : []];
        return times.All(t => t is null || t.Value.Ticks is >= 0 and <= MostTicks) && entry is { Limits: >= 0, Runs: >= 0 } && Enum.IsDefined(entry.Outcome);
    }
}

/// <summary>One process that runs tests.</summary>
/// <param name="ProcessId">Its ID.</param>
/// <param name="StartedAt">When it began, UTC: IDs are reused.</param>
internal sealed record IndexSession(int ProcessId, DateTimeOffset StartedAt)
{
    private static readonly Lazy<IndexSession> Own = new(() =>
    {
        using var self = Process.GetCurrentProcess();
        return new IndexSession(self.Id, self.StartTime.ToUniversalTime());
    });

    // The time of a start is computed from the clock, which may be set meanwhile; an ID isn't used again so soon after.
    private static readonly TimeSpan ClockSteps = TimeSpan.FromSeconds(10);

    public static IndexSession Current => Own.Value;

    /// <summary>Whether the process is still there, as far as this machine's processes tell.</summary>
    public bool IsRunning()
    {
        if (this == Current) return true;
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            return (process.StartTime.ToUniversalTime() - StartedAt).Duration() < ClockSteps;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(NanosecondsConverter)])]
[JsonSerializable(typeof(IndexEntry))]
internal sealed partial class IndexJsonContext : JsonSerializerContext;
