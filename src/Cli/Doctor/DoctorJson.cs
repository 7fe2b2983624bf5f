using System.Globalization;
using System.Text;
using System.Text.Json;
using RunScope.Testing.Attach;
using RunScope.Testing.Cli.Help;

namespace RunScope.Testing.Cli.Doctor;

/// <summary>The findings as JSON, schema version 1; null where something isn't known.</summary>
internal static class DoctorJson
{
    public const int SchemaVersion = 1;

    public static string Of(Diagnosis diagnosis, MachineFacts facts, MachineDetails details, Trial launch, Trial attach)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", SchemaVersion);
            json.WriteString("version", VersionAction.Version);
            json.WriteBoolean("works", launch.Works);
            json.WriteStartObject("trials");
            Trial(json, "launch", launch);
            Trial(json, "attach", attach);
            json.WriteEndObject();
            json.WriteStartArray("engines");
            foreach (var engine in diagnosis.Engines) Engine(json, engine);
            json.WriteEndArray();
            json.WriteStartArray("limitations");
            foreach (var limit in diagnosis.Limitations) Limitation(json, limit);
            json.WriteEndArray();
            Machine(json, facts, details);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Trial(Utf8JsonWriter json, string name, Trial trial)
    {
        json.WriteStartObject(name);
        json.WriteBoolean("works", trial.Works);
        json.WriteBoolean("calls", trial.Calls);
        json.WriteString("told", trial.Told);
        json.WriteEndObject();
    }

    private static void Engine(Utf8JsonWriter json, EngineFor engine)
    {
        json.WriteStartObject();
        json.WriteString("target", engine.Id);
        json.WriteString("engine", engine.Engine);
        json.WriteBoolean("calls", engine.Calls);
        json.WriteString("reason", engine.Reason);
        json.WriteEndObject();
    }

    private static void Limitation(Utf8JsonWriter json, Limitation limit)
    {
        json.WriteStartObject();
        json.WriteString("id", limit.Id);
        json.WriteString("lost", limit.Lost);
        json.WriteString("reason", limit.Reason);
        json.WriteString("remedy", limit.Remedy);
        json.WriteString("securityCost", limit.Cost);
        json.WriteEndObject();
    }

    private static void Machine(Utf8JsonWriter json, MachineFacts facts, MachineDetails details)
    {
        json.WriteStartObject("machine");
        json.WriteString("kernel", details.Kernel);
        json.WriteString("architecture", details.Architecture);
        json.WriteString("runtime", details.Runtime);
        json.WriteNumber("cpuCount", details.Cpus);
        if (details.CpuQuota is { } quota) json.WriteNumber("cgroupCpuQuota", quota);
        else json.WriteNull("cgroupCpuQuota");
        json.WriteString("cgroups", details.Cgroups);
        json.WriteString("container", details.Container);
        json.WriteBoolean("threadAccounting", Permissions.Accounting(facts).Permitted);
        json.WriteNumber("user", facts.User);
        if (details.InUserNamespace is { } inside) json.WriteBoolean("userNamespace", inside);
        else json.WriteNull("userNamespace");
        json.WriteStartArray("capabilities");
        foreach (var capability in details.Capabilities) json.WriteStringValue(capability);
        json.WriteEndArray();
        json.WriteString("seccomp", details.Seccomp);
        Setting(json, "ptraceScope", facts.YamaScope);
        Setting(json, "perfEventParanoid", facts.PerfParanoid);
        json.WriteString("hidepid", details.HidePid);
        Descriptors(json, "softDescriptorLimit", details.Descriptors?.Soft);
        Descriptors(json, "hardDescriptorLimit", details.Descriptors?.Hard);
        json.WriteBoolean("pressure", details.HasPressure);
        json.WriteString("recorder", details.Recorder is { } recorder ? (recorder.IsNative ? "native" : "managed") : null);
        json.WriteString("recorderPath", details.Recorder is { } program ? (program.IsNative ? program.File : program.Arguments[^1]) : null);
        json.WriteEndObject();
    }

    private static void Setting(Utf8JsonWriter json, string name, string? text)
    {
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }

    // Unlimited is no number.
    private static void Descriptors(Utf8JsonWriter json, string name, long? limit)
    {
        if (limit is { } number and < long.MaxValue) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }
}
