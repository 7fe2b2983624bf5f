using System.Text;
using System.Text.Json;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Baselines;

namespace RunScope.Testing.Cli.Calibrate;

/// <summary>A calibration as JSON, schema version 1: whole nanoseconds and bytes, counts as they are, null where there is no number.</summary>
internal static class CalibrationJson
{
    public const int SchemaVersion = 1;

    public static string Of(string command, Calibration calibration)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", SchemaVersion);
            json.WriteString("command", command);
            json.WriteNumber("pairs", calibration.Pairs);
            json.WriteNumber("runTimeNs", (long)calibration.RunTime.TotalNanoseconds);
            FalseReds(json, calibration.FalseReds);
            json.WriteStartArray("metrics");
            foreach (var metric in calibration.Metrics) Metric(json, metric, calibration);
            json.WriteEndArray();
            json.WriteStartArray("notes");
            foreach (var note in calibration.Notes) json.WriteStringValue(note);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void FalseReds(Utf8JsonWriter json, FalseReds? reds)
    {
        json.WritePropertyName("falseReds");
        if (reds is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteNumber("trials", reds.Trials);
        json.WriteNumber("screen", reds.Screen);
        json.WriteNumber("confirmed", reds.Confirmed);
        json.WriteNumber("inconclusive", reds.Unsure);
        json.WriteEndObject();
    }

    private static void Metric(Utf8JsonWriter json, CalibratedMetric metric, Calibration calibration)
    {
        var kind = MetricKind.Of(metric.Metric);
        json.WriteStartObject();
        json.WriteString("metric", kind.Word);
        json.WriteString("unit", kind.Unit switch { MetricUnit.Seconds => "ns", MetricUnit.Bytes => "bytes", _ => "count" });
        Number("center", metric.Known ? metric.Center : null);
        Number("deviation", metric.Known ? metric.Deviation : null);
        Number("deviationInPairs", metric.Known ? metric.DeviationInPairs : null);
        Number("tolerated", metric.Known ? calibration.Rules.Tolerated(metric.Metric, metric.Center) : null);
        json.WriteStartArray("growth");
        foreach (var growth in metric.Growth)
        {
            json.WriteStartObject();
            json.WriteNumber("pairs", growth.Pairs);
            json.WriteNumber("screenTakesNs", (long)calibration.TimeOf(growth.Pairs).TotalNanoseconds);
            Number("alone", growth.Alone);
            Number("amongOthers", growth.AmongOthers);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();

        void Number(string name, double? value)
        {
            if (value is not { } known || !double.IsFinite(known)) json.WriteNull(name);
            else if (kind.Unit == MetricUnit.Count) json.WriteNumber(name, known);
            else json.WriteNumber(name, kind.ToWhole(known));
        }
    }
}
