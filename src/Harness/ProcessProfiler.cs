using CliWrap;
using RunScope.Testing.Attaching;
using RunScope.Testing.Configuration;
using RunScope.Testing.Hosting;

namespace RunScope.Testing;

/// <summary>Starts processes and says where their threads spent their time.</summary>
public static class ProcessProfiler
{
    /// <summary>Runs a command to its end and returns its profile.</summary>
    /// <remarks>
    /// Waits first until no other test process of this user profiles (see <see cref="ProfileOptions.IgnoreRunLock"/>). Commands that one process starts run
    /// beside each other: a test may want a server and a client. Tests that must not measure each other belong into one xUnit collection, or are marked
    /// <c>[NonParallelizable]</c> in NUnit.
    /// </remarks>
    /// <param name="command">What to start. Its pipes, folder, environment and policy are respected; its validation is not: the exit code is in the profile.</param>
    /// <param name="options">
    /// How to watch it. What it doesn't set, and all when it is null, is as runscope.json and RUNSCOPE_ variables say, which is
    /// <see cref="ProfileOptions.Default"/> where they say nothing. RUNSCOPE_OVERRIDE__ variables win over it.
    /// </param>
    /// <param name="forcefulCancellation">Kills the whole tree; the call then throws <see cref="OperationCanceledException"/>.</param>
    /// <param name="gracefulCancellation">Asks the process to stop (SIGTERM), kills the tree after the grace period, and throws likewise.</param>
    /// <exception cref="InvalidConfigurationException">runscope.json or a RUNSCOPE_ variable is wrong; nothing ran.</exception>
    /// <exception cref="WorkloadLaunchException">The command couldn't be started; nothing ran.</exception>
    /// <exception cref="ProfilingUnavailableException">This machine doesn't permit a profile.</exception>
    /// <exception cref="RecorderLostException">The recorder was killed; the tree has been ended.</exception>
    public static async Task<ProcessProfile> ProfileAsync(
        Command command,
        ProfileOptions? options = null,
        CancellationToken forcefulCancellation = default,
        CancellationToken gracefulCancellation = default)
    {
        await using var running = await StartAsync(command, options, forcefulCancellation, gracefulCancellation).ConfigureAwait(false);
        return await running.Completion.ConfigureAwait(false);
    }

    /// <summary>Starts a command and returns at once when it runs.</summary>
    /// <inheritdoc cref="ProfileAsync"/>
    public static async Task<RunningProcess> StartAsync(
        Command command,
        ProfileOptions? options = null,
        CancellationToken forcefulCancellation = default,
        CancellationToken gracefulCancellation = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        gracefulCancellation.ThrowIfCancellationRequested();
        if (options is not { IsEffective: true })
        {
            var configured = RunScopeConfiguration.OfProcess.With();
            options = configured.Over(options);
            command = WorkloadEnvironment.Under(command, configured.Environment);
        }

        var turn = await TurnAsync(command, options, forcefulCancellation, gracefulCancellation).ConfigureAwait(false);
        try
        {
            var host = await RecorderHost.StartAsync(command, options, forcefulCancellation).ConfigureAwait(false);
            return new RunningProcess(host, turn, forcefulCancellation, gracefulCancellation);
        }
        catch
        {
            turn?.Dispose();
            throw;
        }
    }

    /// <summary>Watches a process that runs already, and its children, from now on. Returns after the first round.</summary>
    /// <remarks>
    /// The process is borrowed: it is never stopped, signalled or ended. No privilege is needed for processes of the same user; what may not be read of others, and of one's own
    /// where the kernel restricts ptrace access, is missing and named in <see cref="AttachedProcess.Access"/>. It doesn't wait for tests that profile.
    /// </remarks>
    /// <param name="processId">The process ID.</param>
    /// <param name="options">How to watch it. What it doesn't set is as runscope.json and RUNSCOPE_ variables say.</param>
    /// <param name="cancellationToken">Gives up attaching; afterwards it has no effect.</param>
    /// <exception cref="InvalidConfigurationException">runscope.json or a RUNSCOPE_ variable is wrong.</exception>
    /// <exception cref="AttachException">The process can't be attached to.</exception>
    /// <exception cref="ProfilingUnavailableException">This machine doesn't permit a profile.</exception>
    public static Task<AttachedProcess> AttachAsync(int processId, AttachOptions? options = null, CancellationToken cancellationToken = default) =>
        AttachedStart.ConfiguredAsync(processId, options, null, cancellationToken);

    /// <summary>Watches a process that runs already, if its ID hasn't been given to another since.</summary>
    /// <remarks>
    /// Whether it has is told from <see cref="System.Diagnostics.Process.StartTime"/>: read that once when you find the process, because it is looked up when it is first asked for.
    /// </remarks>
    /// <inheritdoc cref="AttachAsync(int, AttachOptions?, CancellationToken)" path="/exception"/>
    /// <param name="process">The process.</param>
    /// <param name="options">How to watch it. What it doesn't set is as runscope.json and RUNSCOPE_ variables say.</param>
    /// <param name="cancellationToken">Gives up attaching; afterwards it has no effect.</param>
    public static Task<AttachedProcess> AttachAsync(System.Diagnostics.Process process, AttachOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(process);
        return AttachedStart.ConfiguredAsync(ProcessAge.IdOf(process), options, () => ProcessAge.IsSame(process), cancellationToken);
    }

    private static async Task<IDisposable?> TurnAsync(Command command, ProfileOptions options, CancellationToken forceful, CancellationToken graceful)
    {
        if (options.IgnoreRunLock) return null;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(forceful, graceful);
        return await RunGate.Default.ShareAsync(command.TargetFilePath, Console.Error.WriteLine, either.Token).ConfigureAwait(false);
    }
}
