namespace RunScope.Testing.Reporting.Html;

/// <summary>What the machine did to the run, in a sentence.</summary>
/// <param name="Key">"calm", "disturbed" or "unknown".</param>
/// <param name="Mark">A sign for it.</param>
/// <param name="Text">The sentence.</param>
internal sealed record NoiseView(string Key, string Mark, string Text);

/// <summary>Whether the machine disturbed the run, and which numbers that touches.</summary>
internal static partial class PageBuilder
{
    private const double NoticeableSteal = 0.01;
    private const double NoticeableDelay = 0.01;
    private const double NoticeablePressure = 0.10;
    private const double NoticeableThrottling = 0.01;

    private static IEnumerable<NoiseView> Noise(ProcessProfile profile)
    {
        yield return Steal(profile.Host.Noise.StealShare);
        yield return OthersOnTheCpus(profile);
        if (profile.Host.CgroupCpuQuota is { } quota) yield return Throttled(profile, quota);
        yield return Storage(profile);
    }

    private static NoiseView Steal(double? share) => share switch
    {
        null => Unknown("Whether a hypervisor took CPU time isn't known: the kernel doesn't tell."),
        < NoticeableSteal => Calm($"The hypervisor took hardly any CPU time ({Quantities.Share(share)})."),
        _ => Disturbed($"The hypervisor took {Quantities.Share(share)} of the machine's CPU time. A thread counts as Running meanwhile and stands still: wall time, CPU time and "
            + "Running are longer than on a machine of one's own."),
    };

    private static NoiseView OthersOnTheCpus(ProcessProfile profile)
    {
        var all = profile.States.Total;
        if (profile.Host.Noise.ExternalRunDelay is not { } delay || all <= TimeSpan.Zero)
            return Unknown("Whether other processes kept these threads off the CPUs isn't known.");

        var pressure = profile.Host.Noise.CpuPressure is { } p ? $"; in {Quantities.Share(p)} of the run some task of the machine waited for a CPU" : "";
        return delay / all < NoticeableDelay
            ? Calm($"Other processes hardly kept these threads waiting for a CPU: {Quantities.Share(delay, all)} of the thread time{pressure}.")
            : Disturbed($"Other processes kept these threads waiting for a CPU for {Quantities.Duration(delay)}, {Quantities.Share(delay, all)} of the thread time{pressure}. "
                + "Limits on wall time, on Runnable and on Running alone are touched by it; Running + Runnable together and CPU time hardly are.");
    }

    private static NoiseView Throttled(ProcessProfile profile, double quota)
    {
        if (profile.Host.Noise.Throttled is not { } throttled || profile.WallTime <= TimeSpan.Zero)
            return Unknown($"Whether the control group's quota of {Quantities.Number(quota)} CPUs held these threads up isn't known: the kernel doesn't tell.");
        var share = Quantities.Share(throttled / profile.WallTime);
        if (throttled < NoticeableThrottling * profile.WallTime)
            return Calm($"The control group's quota of {Quantities.Number(quota)} CPUs was hardly ever used up: threads were held up for {share} of the run.");
        var others = profile.Host.Noise.QuotaUsedByOthers is { } used ? $" Other processes of the group took {Quantities.Duration(used)} of it." : "";
        return Disturbed($"The control group's quota of {Quantities.Number(quota)} CPUs was used up: threads were held up for {Quantities.Duration(throttled)}, summed over CPUs, {share} of the run.{others} "
            + "Wall time and Runnable are longer by it.");
    }

    private static NoiseView Storage(ProcessProfile profile)
    {
        var own = Quantities.Share(profile.States.DiskSleep, profile.States.Total);
        return profile.Host.Noise.IoPressure switch
        {
            null => Unknown("Whether storage was busy isn't known: the kernel doesn't tell."),
            < NoticeablePressure and var p => Calm($"Storage was not busy: in {Quantities.Share(p)} of the run some task of the machine waited for it."),
            var p when profile.States.DiskSleep.Ticks < 0.01 * profile.States.Total.Ticks =>
                Calm($"Storage was busy, in {Quantities.Share(p)} of the run some task of the machine waited for it; these threads did so for {own} of their time only."),
            var p => Disturbed($"In {Quantities.Share(p)} of the run some task of the machine waited for storage. These threads were in DiskSleep for {own} of their time: "
                + "whether others made that longer can't be told."),
        };
    }

    private static NoiseView Calm(string text) => new("calm", "✓", text);

    private static NoiseView Disturbed(string text) => new("disturbed", "!", text);

    private static NoiseView Unknown(string text) => new("unknown", "?", text);
}
