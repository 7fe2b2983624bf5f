using RunScope.Testing.Analysis;

namespace RunScope.Testing.Cli.Calibrate;

/// <summary>Runs two commands in turns, as a test with a reference build does: each pair's order is the other way round, and pairs that the machine disturbed are repeated within a budget.</summary>
/// <remarks>Each run has a recorder process of its own: this process uses System.Diagnostics.Process through CliWrap, so it can't be one itself.</remarks>
/// <param name="before">The base.</param>
/// <param name="after">The head; for A against A, the base again.</param>
/// <param name="options">How each run is watched.</param>
/// <param name="disturbance">What disturbed a run, in words; null when nothing did.</param>
internal sealed class InterleavedRuns(CliWrap.Command before, CliWrap.Command after, ProfileOptions options, Func<ProcessProfile, string?> disturbance)
{
    private GatedRuns? _runs;

    /// <summary>The undisturbed runs of the base, in the order in which they ran.</summary>
    public IReadOnlyList<ProcessProfile> Base => _runs?.Of(Side.Base) ?? [];

    /// <summary>Those of the head, each beside one of the base.</summary>
    public IReadOnlyList<ProcessProfile> Head => _runs?.Of(Side.Head) ?? [];

    /// <summary>The run that failed, and so ended it all; null when none did.</summary>
    public ProcessProfile? Failed { get; private set; }

    /// <summary>What the machine did to the runs, as a sentence; null when nothing is known.</summary>
    public string? Disturbed { get; private set; }

    /// <summary>Runs pairs until there are enough, one fails, or it is cancelled: what was seen until then is there in any case.</summary>
    public async Task RunAsync(int pairs, Action<string> tell, CancellationToken cancellation)
    {
        _runs = new GatedRuns([Side.Base, Side.Head], pairs / 2, disturbance, MakeAsync);
        var filled = await _runs.FillAsync(pairs, Counts.Format(pairs)).ConfigureAwait(false);
        Disturbed = filled == Filled.Disturbed ? _runs.TooFew : _runs.Repeated;

        async Task<ProcessProfile?> MakeAsync(Side side, string which)
        {
            tell(which);
            return await OneAsync(side == Side.Base ? before : after, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>One run that counts for nothing: it warms caches, and shows that the command works. Null when it failed or was cancelled.</summary>
    public Task<ProcessProfile?> WarmUpAsync(CancellationToken cancellation) => OneAsync(before, cancellation);

    private async Task<ProcessProfile?> OneAsync(CliWrap.Command command, CancellationToken cancellation)
    {
        try
        {
            var run = await ProcessProfiler.ProfileAsync(command, options, cancellation).ConfigureAwait(false);
            if (run is { EndedBy: EndedBy.Exit, ExitCode: 0 }) return run;

            // Ctrl-C reaches the command too, perhaps before us.
            if (!cancellation.IsCancellationRequested) Failed = run;
            return null;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
