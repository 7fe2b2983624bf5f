namespace RunScope.Testing;

/// <summary>A process that runs and is being profiled. Disposing it ends the whole tree.</summary>
public sealed class RunningProcess : IAsyncDisposable
{
    internal RunningProcess()
    {
    }

    /// <summary>The process ID of the workload itself.</summary>
    public int ProcessId { get; }

    /// <summary>The profile, once the process has ended.</summary>
    public Task<ProcessProfile> Completion => throw new NotSupportedException();

    /// <summary>Marks the start of a named span; dispose the result at its end. The profile has each thread's books over it.</summary>
    public IDisposable Phase(string name) => throw new NotSupportedException();

    /// <summary>Asks the process to stop (SIGTERM), kills the tree after the grace period, and returns the profile.</summary>
    public Task<ProcessProfile> StopAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
