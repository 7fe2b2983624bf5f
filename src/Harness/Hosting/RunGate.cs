namespace RunScope.Testing;

/// <summary>Lets one profiled test run at a time: in this process, and among all test processes of this user.</summary>
/// <remarks>
/// Two workloads on one machine measure each other. Across processes the gate is a lock file; a holder that is our own ancestor lets us
/// pass, because it waits for us: that is how a profiled test may profile <c>dotnet test</c> of a profiled test. Waiting happens
/// before any clock of the run starts.
/// <para>
/// Profiles that a test starts itself share the file among this process: they keep other processes away, and never wait for each other or for a decorated
/// test of their own process. A test may want several at once, and a fixture's server runs as long as the tests that need it: waiting could last for ever.
/// </para>
/// </remarks>
internal sealed class RunGate(IReadOnlyList<string> lockFiles)
{
    private const int MostLooks = 10;
    private static readonly TimeSpan PauseBetweenLooks = TimeSpan.FromMilliseconds(10);

    private readonly SemaphoreSlim _inThisProcess = new(1, 1);
    private readonly SemaphoreSlim _counting = new(1, 1);
    private RunLockFile? _file;
    private volatile string? _waitingFor;
    private int _holders;

    /// <summary>The gate of this process.</summary>
    public static RunGate Default { get; } = new(RunLockFile.Candidates());

    /// <summary>Waits for the turn of a test; disposing the result ends it.</summary>
    /// <param name="test">The test's name, shown to whoever waits for it.</param>
    /// <param name="announce">Told whom the test waits for, and what keeps the gate from working.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<IDisposable> EnterAsync(string test, Action<string> announce, CancellationToken cancellationToken = default)
    {
        await _inThisProcess.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var share = await ShareAsync(test, announce, cancellationToken).ConfigureAwait(false);
            return new Turn(() =>
            {
                share.Dispose();
                _inThisProcess.Release();
            });
        }
        catch
        {
            _inThisProcess.Release();
            throw;
        }
    }

    /// <summary>Waits until no other process has the gate, and keeps them away until the result is disposed.</summary>
    /// <inheritdoc cref="EnterAsync"/>
    public async Task<IDisposable> ShareAsync(string test, Action<string> announce, CancellationToken cancellationToken = default)
    {
        if (_waitingFor is { } waitingFor) announce(waitingFor);
        await _counting.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_holders == 0) _file = await LockAsync(test, announce, cancellationToken).ConfigureAwait(false);
            _holders++;
            return new Turn(Leave);
        }
        finally
        {
            _counting.Release();
        }
    }

    private void Leave()
    {
        // Nobody waits for another process while there is a holder, so this is a short wait.
        _counting.Wait();
        try
        {
            if (--_holders > 0) return;
            _file?.Release();
            _file = null;
        }
        finally
        {
            _counting.Release();
        }
    }

    private async Task<RunLockFile?> LockAsync(string test, Action<string> announce, CancellationToken cancellationToken)
    {
        var file = RunLockFile.Open(lockFiles, out var problem);
        if (file is null)
        {
            announce($"Other test processes can't be kept away while this test runs: {problem?.TrimEnd('.')}. Set XDG_RUNTIME_DIR to a writable folder of your own.");
            return null;
        }

        try
        {
            if (!file.TryTake())
            {
                var holder = await HolderAsync(file, cancellationToken).ConfigureAwait(false);
                if (holder is { } known && known.Process.IsOurAncestor())
                {
                    file.Dispose();
                    return null;
                }

                // Who comes meanwhile queues behind this wait, and is told the same.
                _waitingFor = $"Waiting for {holder?.ToString() ?? "another process"}, which runs a profiled test: two at once would measure each other.";
                announce(_waitingFor);
                await file.TakeAsync(cancellationToken).ConfigureAwait(false);
            }

            file.WriteHolder(new RunHolder(ProcessIdentity.Current, test));
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
        finally
        {
            _waitingFor = null;
        }
    }

    // Who has just taken the lock of a killed process hasn't written its own name over the other's yet.
    private static async Task<RunHolder?> HolderAsync(RunLockFile file, CancellationToken cancellationToken)
    {
        var holder = file.ReadHolder();
        for (var i = 0; i < MostLooks && holder is not { Process.IsThere: true }; i++)
        {
            await Task.Delay(PauseBetweenLooks, cancellationToken).ConfigureAwait(false);
            holder = file.ReadHolder();
        }

        return holder;
    }

    private sealed class Turn(Action end) : IDisposable
    {
        private int _over;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _over, 1) == 0) end();
        }
    }
}
