namespace RunScope.Testing.Configuration;

/// <summary>One value in one layer.</summary>
/// <param name="Key">The key that it is for.</param>
/// <param name="Part">Which pattern of a list, or which environment variable; empty for a plain key.</param>
/// <param name="Shown">The value as it was written.</param>
/// <param name="Value">The value in the form that is bound: durations in .NET's constant format, flags as true and false. Null takes a variable away.</param>
/// <param name="Source">Who says so: "/repo/runscope.json:3", "RUNSCOPE_RUNS", "[ProfileProcess]".</param>
internal sealed record ConfigurationEntry(ConfigurationKey Key, string Part, string Shown, string? Value, string Source);

/// <summary>An effective value and where it came from, for reports.</summary>
/// <param name="Name">The key.</param>
/// <param name="Value">The value as its author wrote it; values of environment variables and patterns of secrets are never shown.</param>
/// <param name="Source">"default", a file with its line, a variable, an attribute or an argument.</param>
internal sealed record ConfiguredValue(string Name, string Value, string Source);
