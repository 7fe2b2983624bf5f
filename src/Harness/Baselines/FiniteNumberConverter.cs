using System.Text.Json;
using System.Text.Json.Serialization;

namespace RunScope.Testing.Baselines;

/// <summary>A number that may not be known: JSON has no NaN and no infinity, so both are null there, and null is NaN here.</summary>
internal sealed class FiniteNumberConverter : JsonConverter<double>
{
    public override bool HandleNull => true;

    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value)) writer.WriteNumberValue(value);
        else writer.WriteNullValue();
    }
}

/// <summary>The end of an interval: null where there is none, or where it is infinite.</summary>
internal sealed class FiniteEndConverter : JsonConverter<double?>
{
    public override double? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType == JsonTokenType.Null ? null : reader.GetDouble();

    public override void Write(Utf8JsonWriter writer, double? value, JsonSerializerOptions options)
    {
        if (value is { } known && double.IsFinite(known)) writer.WriteNumberValue(known);
        else writer.WriteNullValue();
    }
}
