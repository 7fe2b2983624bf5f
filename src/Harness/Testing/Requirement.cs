using RunScope.Testing.Analysis;

namespace RunScope.Testing;

/// <summary>Whether a machine that doesn't permit profiles is good enough: RUNSCOPE_REQUIRE=1 says no, for CI that must not go green by skipping.</summary>
internal static class Requirement
{
    public const string Variable = "RUNSCOPE_REQUIRE";

    /// <exception cref="RunScopeException">The variable holds a word that is neither yes nor no.</exception>
    public static bool IsSet => Environment.GetEnvironmentVariable(Variable)?.Trim().ToLowerInvariant() switch
    {
        null or "" or "0" or "false" => false,
        "1" or "true" => true,
        var word => throw new RunScopeException($"{Variable} is {VisibleText.Quote(word)}, which is none of 1, true, 0, false: set one of them, or unset it."),
    };

    /// <summary>What a test that can't be profiled becomes: skipped with the reason, or failed with it.</summary>
    public static ProfiledOutcome Apply(ProfilingUnavailableException unavailable)
    {
        if (!IsSet) return new ProfiledOutcome(null, unavailable.Message, []);

        var message = $"{Variable} is set, and this machine doesn't permit a profile: {unavailable.Message}";
        return new ProfiledOutcome(new ProfilingUnavailableException(message, unavailable), null, []);
    }
}
