using System.Text.Json;
using System.Text.Json.Serialization;

namespace RunScope.Testing.Conditions;

/// <summary>How a check ended.</summary>
internal enum Outcome
{
    /// <summary>Everything is there.</summary>
    Full,

    /// <summary>Something is missing, and the profile says what, why, and how to get it.</summary>
    Reduced,

    /// <summary>An error that says why, and what to do.</summary>
    Refused,

    /// <summary>There is nothing here to try it on.</summary>
    Absent,

    /// <summary>Something was wrong.</summary>
    Failed,
}

/// <summary>One check, as it is printed.</summary>
internal sealed record CheckLine
{
    public required string Check { get; init; }

    public required Outcome Outcome { get; init; }

    /// <summary>Fidelity per state.</summary>
    public SortedDictionary<string, Fidelity>? Fidelity { get; init; }

    /// <summary>Whether the calls that threads wait in are named.</summary>
    public bool? Calls { get; init; }

    public string? Engine { get; init; }

    public string? Reason { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The sentences of what was told that say what to do.</summary>
    public required IReadOnlyList<string> Remedy { get; init; }

    /// <summary>The error's text, where it was refused.</summary>
    public string? Error { get; init; }

    /// <summary>What was wrong, where it failed.</summary>
    public required IReadOnlyList<string> Wrong { get; init; }

    /// <summary>What else is worth knowing.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    public required long TookMs { get; init; }
}

/// <summary>Prints lines of JSON.</summary>
/// <param name="file">Also put there, after what is there; null for none.</param>
internal sealed class Lines(string? file)
{
    public static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter<Outcome>(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Prints a check; false when it failed.</summary>
    public bool Write(CheckLine line)
    {
        Write<CheckLine>(line);
        return line.Outcome != Outcome.Failed;
    }

    public void Write<T>(T value)
    {
        var line = JsonSerializer.Serialize(value, Web) + "\n";
        Console.Out.Write(line);
        Console.Out.Flush();
        if (file is not null) File.AppendAllText(file, line);
    }
}
