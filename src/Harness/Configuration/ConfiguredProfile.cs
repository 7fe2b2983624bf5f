namespace RunScope.Testing.Configuration;

/// <summary>How a process is watched, as configured.</summary>
internal static class ConfiguredProfile
{
    /// <summary>Options of which every layer has had its say.</summary>
    public static ProfileOptions ToProfile(this EffectiveOptions effective) => new()
    {
        SampleRate = effective.Options.SampleRate,
        Engine = effective.Options.Engine,
        Timeout = effective.Options.TimeLimit,
        GracePeriod = effective.Options.GracePeriod,
        LeaveChildren = effective.Options.LeaveChildren,
        Redactor = effective.Redactor,
        IsEffective = true,
    };

    /// <summary>Options that a program gives are arguments: only what overrides everything changes them, and what is hidden is hidden.</summary>
    public static ProfileOptions Over(this EffectiveOptions effective, ProfileOptions? given)
    {
        var own = effective.ToProfile();
        return given is null ? own : given with
        {
            SampleRate = effective.IsOverridden("sampleRate") ? own.SampleRate : given.SampleRate,
            Engine = effective.IsOverridden("engine") ? own.Engine : given.Engine,
            Timeout = effective.IsOverridden("timeLimit") ? own.Timeout : given.Timeout,
            Redactor = own.Redactor,
            IsEffective = true,
        };
    }

    private static bool IsOverridden(this EffectiveOptions effective, string key) =>
        effective.SourceOf(key).StartsWith(ConfigurationKeys.OverridePrefix, StringComparison.OrdinalIgnoreCase);
}
