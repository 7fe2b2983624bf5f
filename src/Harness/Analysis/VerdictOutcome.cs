using System.Text.Json.Serialization;

namespace RunScope.Testing;

/// <summary>What evaluating limits or a baseline says.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<VerdictOutcome>))]
public enum VerdictOutcome
{
    /// <summary>Every limit is kept.</summary>
    [JsonStringEnumMemberName("ok")]
    Ok,

    /// <summary>At least one limit is missed, or a number is worse than the baseline.</summary>
    [JsonStringEnumMemberName("regressed")]
    Regressed,

    /// <summary>No limit is missed, and at least one can't be judged.</summary>
    [JsonStringEnumMemberName("inconclusive")]
    Inconclusive,

    /// <summary>Every limit is kept, and at least one number is better than the baseline.</summary>
    [JsonStringEnumMemberName("improved")]
    Improved,

    /// <summary>No limit is missed, and there is no baseline to hold the numbers against.</summary>
    [JsonStringEnumMemberName("missingBaseline")]
    MissingBaseline,
}
