using System.Collections.Immutable;
using RunScope.Testing.Attaching;

namespace RunScope.Testing;

/// <summary>A process that ran already and is being watched. It is borrowed: never stopped, signalled or ended, and disposing this only stops watching.</summary>
/// <remarks>
/// All members may be used from any thread. The rounds are taken on a thread of their own in this process, which doesn't keep the program from ending. Dispose it: until then the thread
/// watches, and a few descriptors are open for each thread of the process.
/// </remarks>
public sealed class AttachedProcess : IAsyncDisposable
{
    private const int MostRoundsKept = 100_000;
    private readonly AttachedSampling _sampling;

    internal AttachedProcess(AttachedSampling sampling) => _sampling = sampling;

    /// <summary>The process ID.</summary>
    public int ProcessId => _sampling.ProcessId;

    /// <summary>The kernel's name of the process, 15 bytes at most.</summary>
    public string Name => _sampling.Name;

    /// <summary>The command line, for people: secrets are hidden; the name in brackets where it can't be read.</summary>
    public string CommandLine => _sampling.CommandLine;

    /// <summary>What may be read of it, and what is missing.</summary>
    public ProcessAccess Access => _sampling.Access;

    /// <summary>Rounds per second, 1 to 1000; may be changed at any time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is no rate.</exception>
    public int SampleRate
    {
        get => _sampling.SampleRate;
        set => _sampling.SampleRate = value;
    }

    /// <summary>Whether rounds are being taken.</summary>
    public bool IsSampling => _sampling.IsSampling;

    /// <summary>Rounds taken so far.</summary>
    public long Rounds => _sampling.Rounds;

    /// <summary>Of these, those that began more than half a period late.</summary>
    internal long RoundsLate => _sampling.RoundsLate;

    /// <summary>The profile from the moment of attaching to the end: of the process, of the duration, or of the attachment.</summary>
    public Task<ProcessProfile> Completion => _sampling.Completion;

    /// <summary>Stops taking rounds: the process is left wholly alone until <see cref="StartSampling"/>.</summary>
    /// <remarks>The kernel's accounting goes on, so that Running and Runnable stay exact over the gap; in which state threads were blocked meanwhile is unresolved.</remarks>
    public void StopSampling() => _sampling.SetSampling(false);

    /// <summary>Takes rounds again after <see cref="StopSampling"/>.</summary>
    public void StartSampling() => _sampling.SetSampling(true);

    /// <summary>The latest samples, the oldest first; at most <see cref="AttachOptions.RecentSamples"/>.</summary>
    public ImmutableArray<ThreadSample> RecentSamples() => _sampling.Hub.Recent();

    /// <summary>Calls a handler with the samples of every round from now on, until the result is disposed.</summary>
    /// <remarks>
    /// The handler runs on the sampling thread, between two rounds: one that takes long makes rounds late, which the profile counts, and its CPU time is counted as the sampler's. It must
    /// not wait for this object's tasks, which that thread completes. One that throws is called no more, and the profile's warnings say so. Disposing the result waits for a call that is
    /// under way, and none comes afterwards; a handler may do it itself. Who disposes it must hold no lock that the handler takes.
    /// </remarks>
    public IDisposable OnRound(SamplesHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _sampling.Hub.Subscribe(handler);
    }

    /// <summary>The rounds as they are taken, from the start of the enumeration until the process is no longer watched.</summary>
    /// <remarks>Nothing is kept before <c>await foreach</c> begins: to miss nothing of a load, begin to read before the load does. Each enumeration is a reader of its own.</remarks>
    /// <param name="capacity">How many rounds are kept for a reader that is slow, 1 to 100,000; then the oldest are left out, and <see cref="SampleRound.Skipped"/> counts them.</param>
    /// <param name="cancellationToken">Ends the reading; the process is watched on.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is none.</exception>
    /// <exception cref="OperationCanceledException">The reading was ended by the token; thrown by the enumeration.</exception>
    public IAsyncEnumerable<SampleRound> RoundsAsync(int capacity = 100, CancellationToken cancellationToken = default)
    {
        if (capacity is < 1 or > MostRoundsKept) throw new ArgumentOutOfRangeException(nameof(capacity), $"{capacity} rounds can't be kept; it takes 1 to 100,000.");
        return _sampling.Hub.ReadAsync(capacity, cancellationToken);
    }

    /// <summary>The profile from the moment of attaching up to now; the process is watched on. When it is no longer watched, that of <see cref="Completion"/>.</summary>
    /// <param name="cancellationToken">Gives up waiting for it; the process is watched on.</param>
    /// <exception cref="OperationCanceledException">The waiting was given up.</exception>
    /// <exception cref="Exception">Watching has failed; <see cref="Completion"/> has the same error.</exception>
    public Task<ProcessProfile> ProfileSoFarAsync(CancellationToken cancellationToken = default) => _sampling.ProfileSoFarAsync(cancellationToken);

    /// <summary>Marks the start of a phase, a named span; dispose the result at its end.</summary>
    /// <remarks>When the process is no longer watched nothing is marked.</remarks>
    /// <param name="name">The name, at most 200 characters.</param>
    /// <exception cref="ArgumentException">The name is none.</exception>
    /// <exception cref="Exception">Watching has failed; <see cref="Completion"/> has the same error.</exception>
    public async Task<IAsyncDisposable> PhaseAsync(string name)
    {
        PhaseNames.Require(name);
        await _sampling.MarkAsync(name, begin: true).ConfigureAwait(false);
        return new PhaseEnd(() => _sampling.MarkAsync(name, begin: false));
    }

    /// <summary>Stops watching and returns the profile. The process runs on as if it had never been watched.</summary>
    public Task<ProcessProfile> DetachAsync()
    {
        _sampling.Detach();
        return Completion;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _sampling.Detach();

        // Whoever disposes without awaiting doesn't want to hear of it.
        await ((Task)Completion).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
