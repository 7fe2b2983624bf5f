using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using RunScope.Testing.Reporting;

namespace RunScope.Testing.Cli.Compare;

/// <summary>A comparison as JSON, schema version 1: the sides, the outcome, and for each test a verdict as tests write it.</summary>
internal static class CompareJson
{
    public const int SchemaVersion = 1;

    public static string Of(string before, string after, VerdictOutcome outcome, ImmutableArray<Compared> all, ImmutableArray<string> notes)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.Default }))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", SchemaVersion);
            json.WriteString("base", before);
            json.WriteString("head", after);
            json.WriteString("outcome", JsonNamingPolicy.CamelCase.ConvertName(outcome.ToString()));
            json.WriteStartArray("comparisons");
            foreach (var compared in all)
            {
                using var verdict = JsonDocument.Parse(VerdictJson.ToJson(compared.Verdict, []));
                verdict.RootElement.WriteTo(json);
            }

            json.WriteEndArray();
            json.WriteStartArray("notes");
            foreach (var note in notes) json.WriteStringValue(note);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
