namespace RunScope.Testing;

/// <summary>A profiled test missed a limit; the message lists every finding.</summary>
public sealed class ProfileAssertionException(string message, Verdict verdict) : RunScopeException(message)
{
    /// <summary>The findings.</summary>
    public Verdict Verdict { get; } = verdict;
}
