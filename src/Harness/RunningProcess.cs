using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using RunScope.Testing.Hosting;
using RunScope.Testing.Hosting.Readiness;

namespace RunScope.Testing;

/// <summary>A process that runs and is being profiled. Disposing it ends the whole tree.</summary>
public sealed class RunningProcess : IAsyncDisposable
{
    private const int LongestText = 1000;
    private readonly RecorderHost _host;
    private readonly IDisposable? _turn;
    private readonly CancellationTokenRegistration _forceful;
    private readonly CancellationTokenRegistration _graceful;

    internal RunningProcess(RecorderHost host, IDisposable? turn, CancellationToken forceful, CancellationToken graceful)
    {
        _host = host;
        _turn = turn;
        Completion = CompleteAsync(forceful, graceful);

        // Registered last: a token that is cancelled already acts at once.
        _graceful = graceful.Register(() => _ = host.StopAsync(SignalNumber.Terminate));
        _forceful = forceful.Register(() => _ = host.KillAsync());
    }

    /// <summary>The process ID of the workload itself.</summary>
    public int ProcessId => _host.ProcessId;

    /// <summary>The profile, once the process has ended.</summary>
    public Task<ProcessProfile> Completion { get; }

    /// <summary>The end of what the process has written to standard output so far, at most 16 KiB; also where the command has a target of its own for it.</summary>
    public string StandardOutputTail => _host.StandardOutputTail;

    /// <summary>The end of what the process has written to standard error so far, at most 16 KiB.</summary>
    public string StandardErrorTail => _host.StandardErrorTail;

    /// <summary>Waits until the process has written a line that contains a text, to standard output or standard error, and returns that line.</summary>
    /// <remarks>
    /// Every line counts from the first that it wrote, also before this call: of each stream the first 128 KiB and the last mebibyte are kept. A line that isn't
    /// complete counts when nothing has been added to it for a quarter of a second, as with a prompt. A line of more than 65,536 characters is searched in pieces.
    /// </remarks>
    /// <param name="text">A part of the line, at most 1,000 characters; upper and lower case count.</param>
    /// <param name="timeout">How long to wait; as long as the process may run (<see cref="ProfileOptions.Timeout"/>) when null.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="WorkloadNotReadyException">The process ended first, or the time was up. The message has its last lines and the ports that it listens on.</exception>
    public async Task<string> WaitForOutputAsync(string text, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        if (text.Length > LongestText || text.Contains('\n')) throw new ArgumentException($"The text has to be of one line, and of at most {LongestText} characters.", nameof(text));
        using var wait = new ReadinessWait(_host, timeout, cancellationToken);
        return await OutputWait.ForLineAsync(wait, line => line.Contains(text, StringComparison.Ordinal), $"a line that contains \"{text}\"").ConfigureAwait(false);
    }

    /// <summary>Waits until the process has written a line that matches a pattern, to standard output or standard error, and returns that line.</summary>
    /// <inheritdoc cref="WaitForOutputAsync(string, TimeSpan?, CancellationToken)"/>
    /// <param name="pattern">Is held against each line by itself.</param>
    /// <param name="timeout">How long to wait; as long as the process may run (<see cref="ProfileOptions.Timeout"/>) when null.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<string> WaitForOutputAsync(Regex pattern, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        using var wait = new ReadinessWait(_host, timeout, cancellationToken);
        return await OutputWait.ForLineAsync(wait, pattern.IsMatch, $"a line that matches /{pattern}/").ConfigureAwait(false);
    }

    /// <summary>Waits until the process, or one that it started, listens on a TCP port, and returns the port.</summary>
    /// <remarks>
    /// IPv4 and IPv6, on any address, in the process's own network namespace. The socket has to be one of the process's tree: another process that
    /// listens on the port is an error that names it.
    /// </remarks>
    /// <param name="port">The port; 0 for any, and where the process listens on several the lowest is returned.</param>
    /// <param name="timeout">How long to wait; as long as the process may run (<see cref="ProfileOptions.Timeout"/>) when null.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="WorkloadNotReadyException">The process ended first, the time was up, or another process has the port. The message says where the process listens and has its last lines.</exception>
    public async Task<int> WaitForPortAsync(int port = 0, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        if (port is < 0 or > ushort.MaxValue) throw new ArgumentOutOfRangeException(nameof(port), $"{port} is no TCP port: ports have numbers up to 65535, and 0 stands for any.");
        using var wait = new ReadinessWait(_host, timeout, cancellationToken);
        return await PortWait.ForPortAsync(wait, port).ConfigureAwait(false);
    }

    /// <summary>Marks the start of a phase, a named span of the run; dispose the result at its end. The profile has each thread's books over it.</summary>
    /// <remarks>
    /// Both marks are entered in the recorder when the calls return. Phases may overlap, lie within each other and repeat: the end of a name closes the
    /// one of that name that began last. One that is open when the process ends, ends with it.
    /// </remarks>
    /// <param name="name">The name, at most 200 characters: for <see cref="ProfilePhases.Phase"/>, and for <see cref="ProfileAssertionAttribute.Phase"/> of a limit.</param>
    /// <exception cref="ArgumentException">The name is empty, too long, or "body", which is that of a decorated test's own body.</exception>
    public async Task<IAsyncDisposable> PhaseAsync(string name)
    {
        PhaseNames.Require(name);
        return await BeginAsync(name).ConfigureAwait(false);
    }

    /// <summary>The same as <see cref="PhaseAsync"/> for synchronous code: each mark blocks the calling thread until it is entered.</summary>
    /// <inheritdoc cref="PhaseAsync"/>
    public IDisposable Phase(string name)
    {
        PhaseNames.Require(name);
        _host.MarkAsync(name, begin: true).GetAwaiter().GetResult();
        return new PhaseEnd(() => _host.MarkAsync(name, begin: false));
    }

    /// <summary>Marks the span of the test's body, which limits cover that name no phase.</summary>
    internal Task<IAsyncDisposable> BodyAsync() => BeginAsync(Testing.Phase.Body);

    /// <summary>Sends a signal to the process; nothing more follows from it. False when the process has ended.</summary>
    /// <remarks>
    /// To the process alone, not to its children, and never to another process that was given its ID. A process that ends by it has ended early in the eyes of a
    /// decorated test: end it by <see cref="StopAsync(PosixSignal, CancellationToken)"/>.
    /// </remarks>
    /// <exception cref="RunScopeException">The process may not be signalled: it runs as another user.</exception>
    public bool SendSignal(PosixSignal signal) => SendSignal(SignalNumber.Of(signal));

    /// <summary>Sends a signal by its number, such as 10 for SIGUSR1.</summary>
    /// <inheritdoc cref="SendSignal(PosixSignal)"/>
    /// <param name="signal">The number, 1 to 64.</param>
    public bool SendSignal(int signal) => _host.TrySignal(SignalNumber.Checked(signal));

    /// <summary>Asks the process to stop (SIGTERM), kills the tree after the grace period, and returns the profile.</summary>
    public Task<ProcessProfile> StopAsync(CancellationToken cancellationToken = default) => StopAsync(PosixSignal.SIGTERM, cancellationToken);

    /// <summary>Asks the process to stop by a signal, such as SIGINT for what Ctrl-C does, kills the tree after the grace period, and returns the profile.</summary>
    /// <remarks>The profile says that the harness ended it, whatever exit code or signal came of it. The first call decides the signal.</remarks>
    /// <param name="signal">The signal; a number that has no name in <see cref="PosixSignal"/> may be cast to it.</param>
    /// <param name="cancellationToken">Gives up waiting; the process is ended all the same.</param>
    public async Task<ProcessProfile> StopAsync(PosixSignal signal, CancellationToken cancellationToken = default)
    {
        await _host.StopAsync(SignalNumber.Of(signal)).ConfigureAwait(false);
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
        var profile = await ProfileAsync().ConfigureAwait(false);
        if (profile.EndedBy == EndedBy.Harness)
        {
            if (forceful.IsCancellationRequested) throw new OperationCanceledException($"{_host.CommandLine} (process {ProcessId}) was killed with its children: forceful cancellation was asked for.", forceful);
            if (graceful.IsCancellationRequested) throw new OperationCanceledException($"{_host.CommandLine} (process {ProcessId}) was stopped: graceful cancellation was asked for.", graceful);
        }

        return profile;
    }

    private async Task<ProcessProfile> ProfileAsync()
    {
        try
        {
            return await _host.Profile.ConfigureAwait(false);
        }
        finally
        {
            _turn?.Dispose();
        }
    }

    private async Task<IAsyncDisposable> BeginAsync(string name)
    {
        await _host.MarkAsync(name, begin: true).ConfigureAwait(false);
        return new PhaseEnd(() => _host.MarkAsync(name, begin: false));
    }
}
