namespace RunScope.Testing;

/// <summary>Whether a machine that doesn't permit profiles is good enough: RUNSCOPE_REQUIRE=1 says no, for CI that must not go green by skipping.</summary>
internal static class Requirement
{
    public const string Variable = "RUNSCOPE_REQUIRE";

    public static bool IsSet => Environment.GetEnvironmentVariable(Variable) is "1" or "true";

    /// <summary>What a test that can't be profiled becomes: skipped with the reason, or failed with it.</summary>
    public static ProfiledOutcome Apply(ProfilingUnavailableException unavailable)
    {
        if (!IsSet) return new ProfiledOutcome(null, unavailable.Message, []);

        var message = $"{Variable} is set, and this machine doesn't permit a profile: {unavailable.Message}";
        return new ProfiledOutcome(new ProfilingUnavailableException(message, unavailable), null, []);
    }
}
