using RunScope.Testing.Hosting;

namespace RunScope.Testing;

/// <summary>A process that runs and is being profiled. Disposing it ends the whole tree.</summary>
public sealed class RunningProcess : IAsyncDisposable
{
    private const int LongestPhaseName = 200;
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

    /// <summary>Marks the start of a phase, a named span of the run; dispose the result at its end. The profile has each thread's books over it.</summary>
    /// <remarks>
    /// Both marks are entered in the recorder when the calls return. Phases may overlap, lie within each other and repeat: the end of a name closes the
    /// one of that name that began last. One that is open when the process ends, ends with it.
    /// </remarks>
    /// <param name="name">The name, at most 200 characters: for <see cref="ProfilePhases.Phase"/>, and for <see cref="ProfileAssertionAttribute.Phase"/> of a limit.</param>
    public async Task<IAsyncDisposable> PhaseAsync(string name)
    {
        RequireName(name);
        await _host.MarkAsync(name, begin: true).ConfigureAwait(false);
        return new PhaseEnd(_host, name);
    }

    /// <summary>The same as <see cref="PhaseAsync"/> for synchronous code: each mark blocks the calling thread until it is entered.</summary>
    /// <inheritdoc cref="PhaseAsync"/>
    public IDisposable Phase(string name)
    {
        RequireName(name);
        _host.MarkAsync(name, begin: true).GetAwaiter().GetResult();
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

    private static void RequireName(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.Length > LongestPhaseName) throw new ArgumentException($"The phase's name has {name.Length} characters; it takes at most {LongestPhaseName}.", nameof(name));
    }

    /// <summary>Ends a phase once, however often it is disposed: a second end would close another phase of that name.</summary>
    private sealed class PhaseEnd(RecorderHost host, string name) : IAsyncDisposable, IDisposable
    {
        private int _ended;

        public async ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0) await host.MarkAsync(name, begin: false).ConfigureAwait(false);
        }

        public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
