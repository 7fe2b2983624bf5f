using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Baselines;

namespace RunScope.Testing;

/// <summary>Holds the runs of this job against jobs that were accepted before, and makes fresh ones before anything is red.</summary>
/// <param name="rules">The rules.</param>
/// <param name="read">Reads the baseline; null when there is none.</param>
/// <param name="disturbance">What disturbed a run, in words; null when nothing did.</param>
/// <param name="make">Makes one run.</param>
internal sealed class StoredGateRuns(GateRules rules, Func<Baseline?> read, Func<ProcessProfile, string?> disturbance, MakeRun make)
{
    // So many runs may be repeated in the screen, and so many again in the confirmation.
    private readonly int _budget = rules.MaxRuns / 2;
    private readonly List<ProcessProfile> _clean = [];

    /// <summary>The runs that count, cut to what is judged; complete when the comparison is there.</summary>
    public ImmutableArray<ProcessProfile> Runs => ProfileCut.CutAll([.. _clean], Phase.Body);

    /// <summary>Whether there are as many undisturbed runs as the rules ask for, so that they can be accepted.</summary>
    public bool IsWhole => _clean.Count >= rules.Runs;

    /// <summary>Runs the build and compares it; null when a run ended the test before there was anything to tell.</summary>
    /// <param name="confirms">Whether what looks worse is run again.</param>
    /// <exception cref="RunScopeException">The baseline is there, and can't be read.</exception>
    public async Task<Comparison?> CompareAsync(bool confirms)
    {
        var runs = new GatedRuns([Side.Head], _budget, disturbance, make);

        // Before the others cost time: the first run tells all that is needed to know whether there is a baseline that can be read.
        var said = Counts.Format(rules.Runs);
        if (await runs.FillAsync(1, said).ConfigureAwait(false) == Filled.BrokenOff) return null;
        var baseline = read();
        var filled = await runs.FillAsync(rules.Runs, said).ConfigureAwait(false);
        if (filled == Filled.BrokenOff) return null;

        var before = _clean.Count;
        _clean.AddRange(runs.Of(Side.Head));
        var screen = Told(StoredComparison.Of(rules, baseline, Runs), runs);
        if (filled == Filled.Disturbed) return Unsure(screen, runs.TooFew);
        if (screen.Outcome != VerdictOutcome.Regressed) return screen;
        return confirms && Comparisons.NeedsConfirmation(screen) ? await ConfirmAsync(screen, baseline!).ConfigureAwait(false) : StoredComparison.Explain(screen, rules, baseline!, Runs[before..]);
    }

    private async Task<Comparison> ConfirmAsync(Comparison screen, Baseline baseline)
    {
        var fresh = new GatedRuns([Side.Head], _budget, disturbance, make);
        var filled = await fresh.FillAsync(rules.Runs, $"{Counts.Format(rules.Runs)} that confirm").ConfigureAwait(false);
        if (filled == Filled.BrokenOff) return OpenVerdict.Of(screen, OpenVerdict.RunFailed);

        var before = _clean.Count;
        _clean.AddRange(fresh.Of(Side.Head));
        return filled == Filled.Disturbed
            ? Unsure(Told(screen, fresh), $"what looked worse couldn't be confirmed, because {fresh.TooFew}")
            : Told(StoredComparison.Confirm(screen, rules, baseline, Runs[before..]), fresh);
    }

    // That there is no baseline is known however busy the machine was.
    private static Comparison Unsure(Comparison seen, string why) =>
        seen.Outcome == VerdictOutcome.MissingBaseline ? seen : OpenVerdict.Of(seen, why);

    private static Comparison Told(Comparison comparison, GatedRuns runs) =>
        runs.Repeated is { } repeated ? comparison with { Notes = [.. comparison.Notes, repeated] } : comparison;
}
