using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RunScope.Testing.Configuration;

/// <summary>The JSON schema of runscope.json, for editors: it is generated, and a test holds the file beside this one against it.</summary>
internal static class ConfigurationSchema
{
    private const string Duration = @"^(\s*[0-9]+(\.[0-9]+)?\s*(h|min|m|s|ms|us|\u00b5s|\u03bcs|ns))+\s*$";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string ToJson()
    {
        var schema = Section("RunScope.Testing: how profiled tests are run, and where their reports go.");
        schema.Insert(0, "$schema", "http://json-schema.org/draft-07/schema#");
        var properties = (JsonObject)schema["properties"]!;
        properties["$schema"] = new JsonObject { ["type"] = "string", ["description"] = "Where this schema is, for editors." };
        foreach (var key in ConfigurationKeys.All)
        {
            var parts = key.Name.Split('.');
            if (parts.Length > 1 && !properties.ContainsKey(parts[0])) properties[parts[0]] = Section(parts[0] == "reports" ? "Where reports go." : "How [NoRegression] holds runs against a baseline.");
            var home = parts.Length > 1 ? (JsonObject)properties[parts[0]]!["properties"]! : properties;
            home[parts[^1]] = Of(key);
        }

        return schema.ToJsonString(Readable) + "\n";
    }

    private static JsonObject Section(string description) => new()
    {
        ["description"] = description,
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject(),
    };

    private static JsonObject Of(ConfigurationKey key)
    {
        var value = new JsonObject { ["description"] = key.Description };
        switch (key.Kind)
        {
            case ValueKind.Duration:
                value["type"] = "string";
                value["pattern"] = Duration;
                break;
            case ValueKind.WholeNumber:
                value["type"] = "integer";
                value["minimum"] = key.Range.Least;
                value["maximum"] = key.Range.Most;
                break;
            case ValueKind.Flag:
                value["type"] = "boolean";
                break;
            case ValueKind.Word:
                value["enum"] = new JsonArray([.. key.Words.Select(w => JsonValue.Create(w))]);
                break;
            case ValueKind.Share:
                value["type"] = "number";
                value["minimum"] = 0;
                value["maximum"] = 1;
                break;
            case ValueKind.Words:
                value["type"] = "array";
                value["minItems"] = 1;
                value["uniqueItems"] = true;
                value["items"] = new JsonObject { ["enum"] = new JsonArray([.. key.Words.Select(w => JsonValue.Create(w))]) };
                break;
            case ValueKind.Patterns:
                value["type"] = "array";
                value["items"] = new JsonObject { ["type"] = "string", ["minLength"] = 1 };
                break;
            case ValueKind.Variables:
                value["type"] = "object";
                value["additionalProperties"] = new JsonObject { ["type"] = new JsonArray("string", "null") };
                break;
            default:
                value["type"] = "string";
                value["minLength"] = 1;
                break;
        }

        if (key.Default is { } text)
        {
            value["default"] = key.Kind switch
            {
                ValueKind.WholeNumber => (JsonNode)long.Parse(text, CultureInfo.InvariantCulture),
                ValueKind.Flag => text == "true",
                ValueKind.Share => double.Parse(text, CultureInfo.InvariantCulture),
                ValueKind.Words => new JsonArray([.. text.Split(", ").Select(w => JsonValue.Create(w))]),
                _ => text,
            };
        }

        return value;
    }
}
