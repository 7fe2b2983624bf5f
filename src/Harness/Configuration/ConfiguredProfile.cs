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

    /// <summary>
    /// Options that a program sets are arguments: only what overrides everything changes them. The others are as configured, and what is hidden is hidden.
    /// </summary>
    public static ProfileOptions Over(this EffectiveOptions effective, ProfileOptions? given)
    {
        var own = effective.ToProfile();
        return given is null ? own : given with
        {
            SampleRate = Pick("sampleRate", given.GivenSampleRate, own.SampleRate),
            Engine = Pick("engine", given.GivenEngine, own.Engine),
            Timeout = Pick("timeLimit", given.GivenTimeout, own.Timeout),
            GracePeriod = Pick("gracePeriod", given.GivenGracePeriod, own.GracePeriod),
            LeaveChildren = Pick("leaveChildren", given.GivenLeaveChildren, own.LeaveChildren),
            Redactor = own.Redactor,
            IsEffective = true,
        };

        T Pick<T>(string key, T? set, T configured)
            where T : struct => effective.Pick(key, set, configured);
    }

    /// <summary>The same for a process that runs already.</summary>
    public static AttachOptions OverAttach(this EffectiveOptions effective, AttachOptions? given)
    {
        given ??= AttachOptions.Default;
        return given with
        {
            SampleRate = effective.Pick("sampleRate", given.GivenSampleRate, effective.Options.SampleRate),
            Engine = effective.Pick("engine", given.GivenEngine, effective.Options.Engine),
        };
    }

    private static T Pick<T>(this EffectiveOptions effective, string key, T? set, T configured)
        where T : struct => set is { } value && !effective.IsOverridden(key) ? value : configured;

    private static bool IsOverridden(this EffectiveOptions effective, string key) =>
        effective.SourceOf(key).StartsWith(ConfigurationKeys.OverridePrefix, StringComparison.OrdinalIgnoreCase);
}
