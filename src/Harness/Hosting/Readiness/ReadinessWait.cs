namespace RunScope.Testing.Hosting.Readiness;

/// <summary>One wait for a process to become ready: over when it ends, when its time is up, or when the caller gives up.</summary>
internal sealed class ReadinessWait : IDisposable
{
    private readonly TimeSpan? _timeout;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenSource _over;

    /// <param name="process">The process.</param>
    /// <param name="timeout">How long to wait at most; as long as the process may run when null.</param>
    /// <param name="cancellation">Gives up.</param>
    public ReadinessWait(IWaitedFor process, TimeSpan? timeout, CancellationToken cancellation)
    {
        if (timeout <= TimeSpan.Zero || timeout > ProfileOptions.LongestTimeout) throw new ArgumentOutOfRangeException(nameof(timeout), $"The timeout is {timeout}; it takes more than 0 and at most 7 days, or null to wait as long as the process may run.");
        Process = process;
        _timeout = timeout;
        _cancellation = cancellation;
        _over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (timeout is { } limit) _over.CancelAfter(limit);
    }

    public IWaitedFor Process { get; }

    /// <summary>Whether the process has ended, with all that it wrote.</summary>
    public bool HasEnded => Process.Completion.IsCompleted;

    /// <summary>Waits until one of these has happened, or the wait is over.</summary>
    public async Task ForAnyAsync(params Task[] events) =>
        await ((Task)Task.WhenAny([Process.Completion, .. events])).WaitAsync(_over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Waits for a moment, unless something ends the wait.</summary>
    public Task PauseAsync(TimeSpan moment) => ForAnyAsync(Task.Delay(moment, _over.Token));

    /// <summary>Raises what ended the wait, where something has.</summary>
    /// <param name="ended">Whether the process had ended before the last look at it: what it did until then has been seen.</param>
    /// <param name="wanted">What it was to do, such as <c>listen on TCP port 80</c>.</param>
    /// <param name="hint">What to do about it.</param>
    public async Task ThrowIfOverAsync(bool ended, string wanted, Func<string> hint)
    {
        if (ended)
        {
            // A profile that can't be had, or a cancellation, says more than that it didn't become ready.
            var profile = await Process.Completion.ConfigureAwait(false);
            throw NotReady(wanted, $"it {HowItEnded(profile)} first", hint(), profile);
        }

        // The token of a decorated test's body is cancelled at the end of its process, whose profile is a moment away: that is the better word.
        if (_cancellation.IsCancellationRequested && !HasEnded) _cancellation.ThrowIfCancellationRequested();
        if (_over.IsCancellationRequested && !HasEnded) throw NotReady(wanted, $"it didn't within {Analysis.Durations.Format(_timeout!.Value)} and still runs", hint());
    }

    public WorkloadNotReadyException NotReady(string wanted, string what, string hint, ProcessProfile? profile = null) =>
        new(NotReadyMessage.Of(Process, wanted, what, hint)) { ProcessId = Process.ProcessId, Profile = profile };

    public void Dispose() => _over.Dispose();

    private static string HowItEnded(ProcessProfile profile) =>
        profile.EndedBy == EndedBy.Timeout ? $"was ended after {Analysis.Durations.Format(profile.WallTime)}, the time limit of its run,"
        : profile.EndedBy == EndedBy.Harness ? "was stopped"
        : profile.ExitSignal is { } signal ? $"was ended by {SignalNames.Of(signal)}"
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"exited with code {profile.ExitCode}");
}

/// <summary>What a wait needs to know of a process.</summary>
internal interface IWaitedFor
{
    /// <summary>The command, for messages.</summary>
    string Command { get; }

    int ProcessId { get; }

    /// <summary>Whether the process itself runs.</summary>
    bool IsAlive { get; }

    /// <summary>The process whose descendants are the workload and all that it started.</summary>
    int RecorderId { get; }

    Task<ProcessProfile> Completion { get; }

    OutputTail Stdout { get; }

    OutputTail Stderr { get; }

    /// <summary>The end of one of them for messages, without secrets.</summary>
    string Shown(OutputTail tail);
}
