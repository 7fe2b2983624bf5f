using RunScope.Testing.Hosting;

namespace RunScope.Testing;

/// <summary>A process that runs and is being profiled. Disposing it ends the whole tree.</summary>
public sealed class RunningProcess : IAsyncDisposable
{
    private readonly RecorderHost _host;
    private readonly CancellationTokenRegistration _forceful;
    private readonly CancellationTokenRegistration _graceful;

    internal RunningProcess(RecorderHost host, CancellationToken forceful, CancellationToken graceful)
    {
        _host = host;
        Completion = CompleteAsync(forceful, graceful);

        // Registered last: a token that is cancelled already acts at once.
        _graceful = graceful.Register(() => _ = host.StopAsync());
        _forceful = forceful.Register(() => _ = host.KillAsync());
    }

    /// <summary>The process ID of the workload itself.</summary>
    public int ProcessId => _host.ProcessId;

    /// <summary>The profile, once the process has ended.</summary>
    public Task<ProcessProfile> Completion { get; }

    /// <summary>The end of what the process has written to standard error so far.</summary>
    public string StandardErrorTail => _host.StandardErrorTail;

    /// <summary>Marks the start of a named span; dispose the result at its end. The profile has each thread's books over it.</summary>
    /// <remarks>Both marks are entered in the recorder when the calls return.</remarks>
    public async Task<IAsyncDisposable> BeginPhaseAsync(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        await _host.MarkAsync(name, begin: true).ConfigureAwait(false);
        return new PhaseEnd(_host, name);
    }

    /// <summary>Asks the process to stop (SIGTERM), kills the tree after the grace period, and returns the profile.</summary>
    public async Task<ProcessProfile> StopAsync(CancellationToken cancellationToken = default)
    {
        await _host.StopAsync().ConfigureAwait(false);
        return await Completion.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync().ConfigureAwait(false);
        await _graceful.DisposeAsync().ConfigureAwait(false);
        await _forceful.DisposeAsync().ConfigureAwait(false);

        // Whoever disposes without awaiting doesn't want to hear of it.
        await ((Task)Completion).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<ProcessProfile> CompleteAsync(CancellationToken forceful, CancellationToken graceful)
    {
        var profile = await _host.Profile.ConfigureAwait(false);
        if (profile.EndedBy == EndedBy.Harness)
        {
            if (forceful.IsCancellationRequested) throw new OperationCanceledException($"{_host.CommandLine} (process {ProcessId}) was killed with its children: forceful cancellation was asked for.", forceful);
            if (graceful.IsCancellationRequested) throw new OperationCanceledException($"{_host.CommandLine} (process {ProcessId}) was stopped: graceful cancellation was asked for.", graceful);
        }

        return profile;
    }

    private sealed class PhaseEnd(RecorderHost host, string name) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await host.MarkAsync(name, begin: false).ConfigureAwait(false);
    }
}
