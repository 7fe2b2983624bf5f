namespace RunScope.Testing;

/// <summary>A process didn't do what a test waited for: it ended first, its time was up, or another process has the port.</summary>
public sealed class WorkloadNotReadyException(string message, Exception? innerException = null) : RunScopeException(message, innerException)
{
    /// <summary>The profile, when the process has ended; null when it was still running.</summary>
    public ProcessProfile? Profile { get; init; }
}
