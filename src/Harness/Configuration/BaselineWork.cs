namespace RunScope.Testing.Configuration;

/// <summary>What one run of the tests does with baselines besides judging, as its variables say.</summary>
internal sealed record BaselineWork
{
    /// <summary>Whether each job is added to its baseline: RUNSCOPE_ACCEPT=1.</summary>
    public bool Accept { get; init; }

    /// <summary>Why, in the words of who accepts: RUNSCOPE_ACCEPT_REASON; null when nothing is said.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether each build is held against itself, to learn what this machine can tell: RUNSCOPE_CALIBRATE=1.</summary>
    public bool Calibrate { get; init; }
}
