using System.Collections.Immutable;
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
}

/// <summary>What the page over all tests says of one of them; a small file beside its report.</summary>
internal sealed record IndexEntry
{
    public const int CurrentSchemaVersion = 1;

    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>The test's name with its row.</summary>
    public required string Test { get; init; }

    /// <summary>Its class, with the namespace.</summary>
    public required string Class { get; init; }

    public required IndexOutcome Outcome { get; init; }

    /// <summary>Why it was skipped, or why it failed where no limit says it.</summary>
    public string? Reason { get; init; }

    /// <summary>The limits that weren't kept, one sentence each.</summary>
    public ImmutableArray<string> Findings { get; init; } = [];

    /// <summary>How many limits there are.</summary>
    public int Limits { get; init; }

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
            return JsonSerializer.Deserialize(json, IndexJsonContext.Default.IndexEntry) is { SchemaVersion: CurrentSchemaVersion } entry ? entry : null;
        }
        catch (JsonException)
        {
            return null;
        }
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

    public static IndexSession Current => Own.Value;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(NanosecondsConverter)])]
[JsonSerializable(typeof(IndexEntry))]
internal sealed partial class IndexJsonContext : JsonSerializerContext;
