using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace RunScope.Testing;

/// <summary>What holding one limit against a profile says.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FindingOutcome>))]
public enum FindingOutcome
{
    /// <summary>The limit is kept.</summary>
    [JsonStringEnumMemberName("kept")]
    Kept,

    /// <summary>The limit is missed.</summary>
    [JsonStringEnumMemberName("missed")]
    Missed,

    /// <summary>The measurement isn't sure enough to say.</summary>
    [JsonStringEnumMemberName("inconclusive")]
    Inconclusive,
}

/// <summary>One limit held against one profile, or against several runs of it.</summary>
public sealed record Finding
{
    /// <summary>Kept, missed or inconclusive.</summary>
    public required FindingOutcome Outcome { get; init; }

    /// <summary>What was measured: "DiskSleep", "Running + Runnable", "WallTime".</summary>
    public required string Metric { get; init; }

    /// <summary>The limit in words: "at most 5.0 %".</summary>
    public required string Limit { get; init; }

    /// <summary>The measured value in words: "31.4 %".</summary>
    public required string Actual { get; init; }

    /// <summary>How much of what, over which threads, obtained how: "0.73 of 2.31 thread-s; sampled at 100 Hz, 95 % CI 28.1..34.9". Empty when there is no more to say.</summary>
    public string Evidence { get; init; } = "";

    /// <summary>What dominated it, and advice: one line each.</summary>
    public ImmutableArray<string> Details { get; init; } = [];

    /// <summary>The measured value as a number, where there is one: a share 0 to 1, seconds, or a count.</summary>
    public double? Value { get; init; }

    /// <summary>The lower limit as a number in the unit of <see cref="Value"/>; null when there is none.</summary>
    public double? AtLeast { get; init; }

    /// <summary>The upper limit as a number in the unit of <see cref="Value"/>; null when there is none.</summary>
    public double? AtMost { get; init; }

    /// <summary>The states that the limit is over, for the report's chart; empty when it isn't over states.</summary>
    public ImmutableArray<TaskState> States { get; init; } = [];

    /// <summary>The thread set that it is over, in words, for the report's chart; null where that isn't known.</summary>
    [JsonInclude, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal string? Threads { get; init; }

    /// <summary>The phase that the limit names; null when it names none.</summary>
    [JsonInclude, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal string? Phase { get; init; }

    /// <summary>Whether nobody wrote the limit: messages count and name it only where it isn't kept.</summary>
    internal bool Implied { get; init; }
}
