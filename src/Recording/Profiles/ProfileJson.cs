using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RunScope.Testing;

/// <summary>Writes and reads profiles as JSON, schema version 1.</summary>
public static class ProfileJson
{
    /// <summary>Writes a profile.</summary>
    public static void Write(Stream stream, ProcessProfile profile) => JsonSerializer.Serialize(stream, profile, ProfileJsonContext.Default.ProcessProfile);

    /// <summary>A profile as JSON text.</summary>
    public static string ToJson(ProcessProfile profile) => JsonSerializer.Serialize(profile, ProfileJsonContext.Default.ProcessProfile);

    /// <summary>Reads a profile.</summary>
    /// <param name="json">The text.</param>
    /// <param name="source">Where it came from, for messages.</param>
    /// <exception cref="ProfileFormatException">It isn't a profile of a version that this build reads.</exception>
    public static ProcessProfile Parse(string json, string source = "the text")
    {
        RequireVersion(json, source);
        try
        {
            var profile = JsonSerializer.Deserialize(json, ProfileJsonContext.Default.ProcessProfile)
                ?? throw new ProfileFormatException($"Cannot read a profile from {source}: it holds null. Write it again with runscope run --json FILE.");
            return ProfileChecks.Problem(profile) is { } problem
                ? throw new ProfileFormatException($"Cannot read a profile from {source}: {problem}. The file is damaged; write it again with runscope run --json FILE.")
                : profile;
        }
        catch (JsonException e)
        {
            throw new ProfileFormatException($"Cannot read a profile from {source}: {Where(e)}. The file is damaged; write it again with runscope run --json FILE.", e);
        }
        catch (Exception e) when (e is OverflowException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw new ProfileFormatException($"Cannot read a profile from {source}: {Plain(e.Message)} The file is damaged; write it again with runscope run --json FILE.", e);
        }
    }

    private static void RequireVersion(string json, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("schemaVersion", out var version))
                throw new ProfileFormatException($"Cannot read a profile from {source}: it has no schemaVersion, so it isn't a profile. Write one with runscope run --json FILE.");
            if (version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out var number) || number != ProcessProfile.CurrentSchemaVersion)
            {
                throw new ProfileFormatException(
                    $"Cannot read a profile from {source}: its schemaVersion is {Shown(version)}, this build reads {ProcessProfile.CurrentSchemaVersion}. "
                    + "Use the version of RunScope.Testing that wrote it, or record the profile again.");
            }
        }
        catch (JsonException e)
        {
            throw new ProfileFormatException($"Cannot read a profile from {source}: {Where(e)}. The file is damaged; write it again with runscope run --json FILE.", e);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw new ProfileFormatException($"Cannot read a profile from {source}: half a character stands in it. The file is damaged; write it again with runscope run --json FILE.", e);
        }
    }

    // A number or a text of a few characters as it stands; whatever else it is, is named only.
    private static string Shown(JsonElement version)
    {
        const int longest = 20;
        var text = version.GetRawText().Trim('"');
        return version.ValueKind is JsonValueKind.Number or JsonValueKind.String && text.Length <= longest && text.All(c => c is > ' ' and < '\x7f') ? text : $"no number ({version.ValueKind})";
    }

    private static string Where(JsonException e) => e.LineNumber is { } line
        ? string.Create(CultureInfo.InvariantCulture, $"not valid at line {line + 1}, byte {e.BytePositionInLine + 1}{(string.IsNullOrEmpty(e.Path) ? "" : $" ({Plain(e.Path)})")}")
        : Plain(e.Message);

    // Keys of the file may stand in it.
    private static string Plain(string text) => new([.. text.Take(200).Select(c => c is >= ' ' and < '\x7f' ? c : '?')]);
}

[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false,
    AllowDuplicateProperties = false,
    Converters = [typeof(NanosecondsConverter), typeof(ByteSizeConverter), typeof(TaskStateConverter), typeof(CompactBucketsConverter)])]
[JsonSerializable(typeof(ProcessProfile))]
internal sealed partial class ProfileJsonContext : JsonSerializerContext;

/// <summary>Times are integers in nanoseconds.</summary>
internal sealed class NanosecondsConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetInt64() / TimeSpan.NanosecondsPerTick);

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Ticks * TimeSpan.NanosecondsPerTick);
}

/// <summary>Sizes are integers in bytes.</summary>
internal sealed class ByteSizeConverter : JsonConverter<ByteSize>
{
    public override ByteSize Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, ByteSize value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Bytes);
}

/// <summary>States are written as in the <c>states</c> object: camelCase.</summary>
internal sealed class TaskStateConverter() : JsonStringEnumConverter<TaskState>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

/// <summary>A thread's buckets, one bucket a line: the largest part of a file.</summary>
internal sealed class CompactBucketsConverter : JsonConverter<ImmutableArray<ImmutableArray<long>>>
{
    public override ImmutableArray<ImmutableArray<long>> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var buckets = ImmutableArray.CreateBuilder<ImmutableArray<long>>();
        Require(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Require(ref reader, JsonTokenType.StartArray);
            var states = ImmutableArray.CreateBuilder<long>(7);
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) states.Add(reader.GetInt64());
            buckets.Add(states.ToImmutable());
        }

        return buckets.ToImmutable();
    }

    public override void Write(Utf8JsonWriter writer, ImmutableArray<ImmutableArray<long>> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var bucket in value) writer.WriteRawValue("[" + string.Join(',', bucket) + "]", skipInputValidation: true);
        writer.WriteEndArray();
    }

    private static void Require(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type) throw new JsonException($"expected {type}, found {reader.TokenType}");
    }
}
