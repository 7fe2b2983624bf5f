using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RunScope.Testing.Analysis;
using RunScope.Testing.Reporting;

namespace RunScope.Testing.Cli.Report;

/// <summary>The figures of saved runs as JSON, schema version 1: each metric's median and its value in every run, and the verdict where there is one.</summary>
internal static class ReportJson
{
    public const int SchemaVersion = 1;

    public static string Of(SavedRuns saved, Verdict? verdict)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.Default }))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", SchemaVersion);
            json.WriteString("name", saved.Name);
            json.WriteBoolean("simulated", SimulatedData.IsAmong(saved.Runs));
            WriteTexts(json, "profiles", saved.Files);
            json.WriteStartObject("metrics");
            foreach (var figure in RunFigures.Of(saved.Runs)) Write(json, figure);
            json.WriteEndObject();
            if (verdict is not null)
            {
                json.WritePropertyName("verdict");
                using var document = JsonDocument.Parse(VerdictJson.ToJson(verdict, [.. saved.Files.Select(f => Path.GetFileName(f))]));
                document.RootElement.WriteTo(json);
            }

            WriteTexts(json, "notes", saved.Notes);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, RunFigure figure)
    {
        json.WriteStartObject(figure.Kind.Key);
        json.WriteNumber("median", figure.Kind.ToWhole(figure.Median));
        json.WriteStartArray("runs");
        foreach (var value in figure.Values)
        {
            if (value is { } known) json.WriteNumberValue(figure.Kind.ToWhole(known));
            else json.WriteNullValue();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
