using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace RunScope.Testing.Baselines;

/// <summary>What a head was held against.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ComparisonKind>))]
internal enum ComparisonKind
{
    /// <summary>A reference build, run in turns with the head on this machine.</summary>
    [JsonStringEnumMemberName("interleaved")]
    Interleaved,

    /// <summary>Jobs that were accepted before.</summary>
    [JsonStringEnumMemberName("stored")]
    Stored,
}

/// <summary>A head held against a base, every gated metric of it.</summary>
internal sealed record Comparison
{
    public required ComparisonKind Kind { get; init; }

    /// <summary>The worst of the metrics, or what <see cref="Reasons"/> say.</summary>
    public required VerdictOutcome Outcome { get; init; }

    /// <summary>What the head was held against, in words: "the reference build (old/gzip)", "7 accepted jobs".</summary>
    public string Against { get; init; } = "";

    /// <summary>Each gated metric: as confirmed where there was a confirmation, else as screened.</summary>
    public ImmutableArray<MetricComparison> Metrics { get; init; } = [];

    /// <summary>What the screen said, where a confirmation on fresh runs followed; empty otherwise.</summary>
    public ImmutableArray<MetricComparison> Screen { get; init; } = [];

    /// <summary>Why there is no better verdict: no baseline, another environment, a noisy machine; one sentence each.</summary>
    public ImmutableArray<string> Reasons { get; init; } = [];

    /// <summary>What else there is to know: runs that were repeated, a screen that wasn't confirmed; one sentence each.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The baseline file; null where there is none.</summary>
    public string? File { get; init; }

    /// <summary>Whether the head was accepted into the baseline: its numbers stand here, and nothing was held against them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Accepted { get; init; }

    /// <summary>The worst of several outcomes: red, then missing, then unsure, then better, then well.</summary>
    public static VerdictOutcome Worst(IEnumerable<VerdictOutcome> outcomes) => outcomes.DefaultIfEmpty(VerdictOutcome.Ok).MaxBy(o => o switch
    {
        VerdictOutcome.Regressed => 4,
        VerdictOutcome.MissingBaseline => 3,
        VerdictOutcome.Inconclusive => 2,
        VerdictOutcome.Improved => 1,
        _ => 0,
    });
}
