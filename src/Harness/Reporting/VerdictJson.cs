using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using RunScope.Testing.Analysis;
using RunScope.Testing.Baselines;
using RunScope.Testing.Configuration;

namespace RunScope.Testing.Reporting;

/// <summary>Writes and reads verdicts as JSON, schema version 1: the test, the outcome, every finding, the comparison with a baseline and the profiles that were judged.</summary>
internal static class VerdictJson
{
    public const int CurrentSchemaVersion = 1;

    /// <param name="verdict">The findings.</param>
    /// <param name="profiles">The file names of the profiles, one per run, beside the verdict.</param>
    /// <param name="configuration">The effective configuration; null leaves it out.</param>
    public static string ToJson(Verdict verdict, ImmutableArray<string> profiles, ImmutableArray<ConfiguredValue>? configuration = null) => JsonSerializer.Serialize(
        new VerdictDocument(CurrentSchemaVersion, verdict.Test, verdict.Outcome, profiles, verdict.Counted, configuration, verdict.Baseline),
        VerdictJsonContext.Default.VerdictDocument);

    /// <exception cref="ProfileFormatException">It isn't a verdict of a version that this build reads.</exception>
    public static Verdict Parse(string json, string source = "the text")
    {
        try
        {
            var document = JsonSerializer.Deserialize(json, VerdictJsonContext.Default.VerdictDocument);
            if (document?.SchemaVersion != CurrentSchemaVersion)
            {
                throw new ProfileFormatException(
                    $"Cannot read a verdict from {source}: its schemaVersion is {document?.SchemaVersion.ToString() ?? "missing"}, this build reads "
                    + $"{CurrentSchemaVersion}. Use the version of RunScope.Testing that wrote it.");
            }

            return VerdictChecks.Problem(document) is { } problem
                ? throw new ProfileFormatException($"Cannot read a verdict from {source}: {problem}. The file is damaged; run the test again.")
                : new Verdict(document.Test, document.Findings) { Baseline = document.Baseline };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            throw new ProfileFormatException($"Cannot read a verdict from {source}: {VisibleText.Of(e.Message, 300)} The file is damaged; run the test again.", e);
        }
    }
}

/// <summary>What a verdict's file holds.</summary>
internal sealed record VerdictDocument(
    int SchemaVersion,
    string Test,
    VerdictOutcome Outcome,
    ImmutableArray<string> Profiles,
    ImmutableArray<Finding> Findings,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ImmutableArray<ConfiguredValue>? Configuration = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Comparison? Baseline = null);

[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    Converters = [typeof(TaskStateConverter)])]
[JsonSerializable(typeof(VerdictDocument))]
internal sealed partial class VerdictJsonContext : JsonSerializerContext;
