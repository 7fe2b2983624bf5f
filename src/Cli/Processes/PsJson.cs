using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using RunScope.Testing.Analysis.Redaction;
using RunScope.Testing.Attach;

namespace RunScope.Testing.Cli.Processes;

/// <summary>The list of processes as JSON, schema version 1: whole nanoseconds and bytes, null where something isn't known.</summary>
internal static class PsJson
{
    public const int SchemaVersion = 1;

    /// <param name="seen">The processes.</param>
    /// <param name="redactor">What hides secrets.</param>
    /// <param name="hidden">How many there are of which nothing may be read.</param>
    /// <param name="users">Names of users.</param>
    /// <param name="now">The time.</param>
    /// <param name="sinceBootNs">The same time since boot.</param>
    /// <param name="look">How long the look took.</param>
    public static string Of(ImmutableArray<SeenProcess> seen, Redactor redactor, int hidden, UserNames users, DateTimeOffset now, long sinceBootNs, TimeSpan look)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", SchemaVersion);
            json.WriteString("takenAt", now);
            json.WriteNumber("lookNs", (long)look.TotalNanoseconds);
            json.WriteNumber("hiddenProcesses", hidden);
            json.WriteStartArray("processes");
            foreach (var process in seen) Process(json, process, redactor, users, now, sinceBootNs);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Process(Utf8JsonWriter json, SeenProcess seen, Redactor redactor, UserNames users, DateTimeOffset now, long sinceBootNs)
    {
        var process = seen.Process;
        var age = process.Age(sinceBootNs);
        json.WriteStartObject();
        json.WriteNumber("pid", process.Pid);
        json.WriteNumber("parentPid", process.Parent);
        Number(json, "user", process.User);
        json.WriteString("userName", process.User is { } user ? users.Find(user) : null);
        json.WriteString("name", redactor.Text(process.Name));
        json.WriteStartArray("names");
        foreach (var name in ProgramNames.Of(process)) json.WriteStringValue(redactor.Text(name));
        json.WriteEndArray();
        json.WriteStartArray("commandLine");
        foreach (var argument in redactor.Arguments(process.CommandLine)) json.WriteStringValue(argument);
        json.WriteEndArray();
        json.WriteString("executable", process.Executable is { } file ? redactor.Text(file) : null);
        json.WriteString("startedAt", now - age);
        json.WriteNumber("ageNs", (long)age.TotalNanoseconds);
        json.WriteNumber("threads", process.Threads);
        States(json, seen.States);
        if (seen.OnCpu is { } cpus) json.WriteNumber("onCpu", Math.Round(cpus, 4));
        else json.WriteNull("onCpu");
        Number(json, "cpuTimeNs", seen.CpuNs);
        json.WriteNumber("residentBytes", process.ResidentBytes);
        json.WriteStartObject("attach");
        json.WriteString("fidelity", seen.Attach.Fidelity switch { AttachFidelity.Full => "full", AttachFidelity.StatesOnly => "statesOnly", _ => "none" });
        json.WriteString("reason", seen.Attach.Reason);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void States(Utf8JsonWriter json, StateCounts? states)
    {
        if (states is not { } s)
        {
            json.WriteNull("states");
            return;
        }

        json.WriteStartObject("states");
        json.WriteNumber("wantsCpu", s.WantsCpu);
        json.WriteNumber("sleeping", s.Sleeping);
        json.WriteNumber("diskSleep", s.DiskSleep);
        json.WriteNumber("stopped", s.Stopped);
        json.WriteNumber("tracingStop", s.TracingStop);
        json.WriteNumber("ended", s.Ended);
        json.WriteNumber("other", s.Other);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }
}
