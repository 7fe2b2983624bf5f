using RunScope.Testing.Analysis;

namespace RunScope.Testing;

/// <summary>A part of a profile by the name of a phase.</summary>
public static class ProfilePhases
{
    /// <summary>The profile of a phase alone: every limit on it covers that phase.</summary>
    /// <remarks>
    /// Phases of one name are taken together: their lengths and times add up; one within another of its name is counted once. Times of day, exit
    /// code, output and the waits named stay those of the whole run. The profile of a phase is cut to that phase already, and can't be cut to another.
    /// </remarks>
    /// <param name="profile">The profile of a run.</param>
    /// <param name="name">The name, as it was given to <see cref="RunningProcess.PhaseAsync"/>.</param>
    /// <exception cref="RunScopeException">The run has no phase of that name, and the message names those that it has; or the profile is of another phase alone.</exception>
    public static ProcessProfile Phase(this ProcessProfile profile, string name)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return PhaseSpans.Has(profile, name)
            ? PhaseSpans.Cut(profile, name)
            : throw new RunScopeException($"Cannot cut {VisibleText.Of(profile.Target.Command)} to a phase {VisibleText.Quote(name)}: {PhaseSpans.Names(profile)}.");
    }
}
