namespace RunScope.Testing.Assertions;

/// <summary>What can be wrong with the phase of a declared limit, in words.</summary>
internal static class PhaseProblems
{
    /// <param name="phase">The phase that the limit names; null when it names none.</param>
    /// <param name="ofWholeRun">Whether the kind of limit is of the whole run.</param>
    public static IEnumerable<string> Of(string? phase, bool ofWholeRun)
    {
        if (phase is null) yield break;
        if (string.IsNullOrWhiteSpace(phase)) yield return "Phase is empty: write the name that the test gives to PhaseAsync";
        if (ofWholeRun) yield return "it is of the whole run: leave Phase out";
    }
}
