using RunScope.Testing.Configuration;

namespace RunScope.Testing;

/// <summary>Whether a machine that doesn't permit profiles is good enough: RUNSCOPE_REQUIRE=1 says no, for CI that must not go green by skipping.</summary>
internal static class Requirement
{
    /// <summary>What a test that can't be profiled becomes: skipped with the reason, or failed with it.</summary>
    public static ProfiledOutcome Apply(ProfilingUnavailableException unavailable, EffectiveOptions configured)
    {
        if (!configured.Options.Require) return new ProfiledOutcome(null, unavailable.Message, []);

        return new ProfiledOutcome(new ProfilingUnavailableException($"{Who(configured)} is set, and this machine doesn't permit a profile: {unavailable.Message}", unavailable), null, []);
    }

    /// <summary>Who says that skipping isn't good enough.</summary>
    public static string Who(EffectiveOptions configured)
    {
        var source = configured.SourceOf("require");
        return source.StartsWith(ConfigurationKey.Prefix, StringComparison.Ordinal) ? source : $"require at {source}";
    }
}
