namespace RunScope.Testing;

/// <summary>Warnings that are told apart from others, by their beginnings.</summary>
internal static class WarningTexts
{
    /// <summary>The peak memory couldn't be read.</summary>
    public const string PeakMemoryUnknown = "Peak memory is unknown";

    /// <summary>The peak memory of what outlived the workload couldn't be told.</summary>
    public const string PeakMemoryUnbounded = "Peak memory may have been larger";

    /// <summary>Nobody told how the process ended.</summary>
    public const string ExitCodeUnknown = "Exit code is unknown";

    /// <summary>More phases were marked than are kept.</summary>
    public const string PhasesLeftOut = "Phases are left out";

    /// <summary>The context switches of what outlived the workload couldn't be told.</summary>
    public const string SwitchesUnknown = "Context switches are unknown";

    /// <summary>The bytes that what outlived the workload has read and written couldn't be read.</summary>
    public const string StorageUnknown = "Bytes read and written are unknown";

    /// <summary>The bytes that an attached process has read and written from mark to mark couldn't be told.</summary>
    public const string PhaseStorageUnknown = "Bytes read and written in phases are unknown";

    /// <summary>Nothing of the workload may be looked into.</summary>
    public const string NotLookedInto = "The workload couldn't be looked into";

    /// <summary>/proc hides processes of the workload.</summary>
    public const string Hidden = "Processes are hidden";

    /// <summary>Which processes the mount option hidepid hides from their own user, and what to do; <c>proc(5)</c>.</summary>
    public const string HiddenRemedy =
        "/proc is mounted with hidepid, which hides from its own user a process that keeps it out (a setuid program, one with file capabilities, or PR_SET_DUMPABLE). "
        + "Run this as root, or lift it for everybody by `sudo mount -o remount,hidepid=0 /proc`.";

    /// <summary>Why a figure is unknown, in the profile's own words.</summary>
    /// <param name="engine">The engine of the profile.</param>
    /// <param name="unknown">How the warning begins, which is one of those here.</param>
    public static string Reason(EngineInfo engine, string unknown) =>
        !engine.Warnings.IsDefault && engine.Warnings.FirstOrDefault(w => w.StartsWith(unknown, StringComparison.Ordinal)) is { } warning
            ? warning[unknown.Length..].TrimStart(':', ' ').TrimEnd('.')
            : "the profile doesn't have it";

    /// <summary>All reasons for which a figure is unknown.</summary>
    /// <param name="engine">The engine of the profile.</param>
    /// <param name="unknown">How the warnings begin.</param>
    public static string Reasons(EngineInfo engine, params string[] unknown)
    {
        var told = unknown.Where(u => engine.Warnings.Any(w => w.StartsWith(u, StringComparison.Ordinal))).DefaultIfEmpty(unknown[0]);
        return string.Join("; ", told.Select(u => Reason(engine, u)));
    }

    private static readonly string[] OneFigure = [PeakMemoryUnknown, PeakMemoryUnbounded, SwitchesUnknown, StorageUnknown, PhaseStorageUnknown, ExitCodeUnknown];

    /// <summary>The warnings that matter whatever was asked: not those that one figure is unknown, which is said where the figure would stand.</summary>
    public static IEnumerable<string> OfTheWhole(EngineInfo engine) => engine.Warnings.Where(w => !OneFigure.Any(start => w.StartsWith(start, StringComparison.Ordinal)));
}
