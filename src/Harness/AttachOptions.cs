namespace RunScope.Testing;

/// <summary>
/// How to watch a process that runs already. Immutable: change it with <c>with</c>, share it freely. What isn't set is as runscope.json and RUNSCOPE_ variables
/// say, and else the default.
/// </summary>
public sealed record AttachOptions
{
    /// <summary>The defaults.</summary>
    public static AttachOptions Default { get; } = new();

    /// <summary>Rounds per second, 1 to 1000; 100 by default. <see cref="AttachedProcess.SampleRate"/> changes it while the process is watched.</summary>
    public int SampleRate { get => GivenSampleRate ?? 100; init => GivenSampleRate = value; }

    /// <summary>Which engine; <see cref="EngineChoice.Auto"/> by default.</summary>
    public EngineChoice Engine { get => GivenEngine ?? EngineChoice.Auto; init => GivenEngine = value; }

    /// <summary>How long to watch, more than 0 and at most 7 days; until the process ends or <see cref="AttachedProcess.DetachAsync"/> is called when null, which is the default.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How many of the latest samples are kept for <see cref="AttachedProcess.RecentSamples"/>, 0 to 1,000,000; 1,000 by default. Each takes 72 bytes.</summary>
    public int RecentSamples { get; init; } = 1000;

    /// <summary>Whether the process's children, and theirs, are watched too, those that are there and those to come; true by default.</summary>
    public bool FollowChildren { get; init; } = true;

    // What the program set itself; null is left to the configuration.
    internal int? GivenSampleRate { get; private init; }

    internal EngineChoice? GivenEngine { get; private init; }

    /// <summary>Every problem with these options, in words; empty when there is none.</summary>
    internal IEnumerable<string> Problems()
    {
        if (!ProfileOptions.IsRate(SampleRate)) yield return $"SampleRate is {SampleRate}; it takes 1 to 1000 rounds per second.";
        if (!Enum.IsDefined(Engine)) yield return $"Engine is {(int)Engine}, which is none of {string.Join(", ", Enum.GetNames<EngineChoice>())}.";
        if (Duration <= TimeSpan.Zero || Duration > ProfileOptions.LongestTimeout) yield return $"Duration is {Duration}; it takes more than 0 and at most 7 days.";
        if (RecentSamples is < 0 or > 1_000_000) yield return $"RecentSamples is {RecentSamples}; it takes 0 to 1,000,000.";
    }
}
