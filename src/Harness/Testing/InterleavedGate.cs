using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Baselines;

namespace RunScope.Testing;

/// <summary>Holds a build against a reference build that runs in turns with it: pairs until the screen is clear, and fresh ones before anything is red.</summary>
/// <param name="rules">The rules.</param>
/// <param name="disturbance">What disturbed a run, in words; null when nothing did.</param>
/// <param name="make">Makes one run.</param>
internal sealed class InterleavedGate(GateRules rules, Func<ProcessProfile, string?> disturbance, MakeRun make)
{
    private static readonly ImmutableArray<Side> Both = [Side.Base, Side.Head];

    /// <summary>Runs both builds and compares them; null when a run ended the test before there was anything to tell.</summary>
    public async Task<Comparison?> CompareAsync()
    {
        var runs = Pairs(rules.MaxRuns);
        Comparison? screen = null;
        foreach (var look in Look.At(rules.Runs, rules.MaxRuns))
        {
            var filled = await runs.FillAsync(look.Pairs, $"up to {Counts.Format(rules.MaxRuns)}").ConfigureAwait(false);
            if (filled == Filled.BrokenOff) return null;
            if (filled == Filled.Disturbed) return Unsure(runs);
            screen = Comparisons.Screen(rules, Samples(runs, Side.Base), Samples(runs, Side.Head), look);
            if (Comparisons.IsClear(screen)) break;
        }

        var told = Told(screen!, runs);
        return Comparisons.NeedsConfirmation(told) && rules.Confirm ? await ConfirmAsync(told).ConfigureAwait(false) : Explained(told, runs);
    }

    private async Task<Comparison> ConfirmAsync(Comparison screen)
    {
        var fresh = Pairs(rules.ConfirmationRuns);
        return await fresh.FillAsync(rules.ConfirmationRuns, $"{Counts.Format(rules.ConfirmationRuns)} that confirm").ConfigureAwait(false) switch
        {
            Filled.BrokenOff => OpenVerdict.Of(screen, OpenVerdict.RunFailed),
            Filled.Disturbed => Told(OpenVerdict.Of(screen, $"what looked worse couldn't be confirmed, because {fresh.TooFew}"), fresh),
            _ => Explained(Told(Comparisons.Confirm(rules, screen, Samples(fresh, Side.Base), Samples(fresh, Side.Head)), fresh), fresh),
        };
    }

    /// <summary>Pairs of which half as many as there may be at most can be repeated.</summary>
    private GatedRuns Pairs(int most) => new(Both, most / 2, disturbance, make);

    /// <summary>What can be said of too few pairs: their numbers, and nothing of what they mean.</summary>
    private Comparison Unsure(GatedRuns runs)
    {
        var seen = runs.Count == 0
            ? new Comparison { Kind = ComparisonKind.Interleaved, Outcome = VerdictOutcome.Inconclusive }
            : Comparisons.Screen(rules, Samples(runs, Side.Base), Samples(runs, Side.Head), new Look(runs.Count, 0, true));
        return OpenVerdict.Of(seen, runs.TooFew);
    }

    private static Comparison Told(Comparison comparison, GatedRuns runs) =>
        runs.Repeated is { } repeated ? comparison with { Notes = [.. comparison.Notes, repeated] } : comparison;

    private Comparison Explained(Comparison comparison, GatedRuns runs)
    {
        var host = runs.Of(Side.Head)[0].Host;
        return Growth.Explain(comparison, Samples(runs, Side.Base), Samples(runs, Side.Head), host.CgroupCpuQuota ?? host.CpuCount);
    }

    // Both sides are cut alike: where one run has no body to cut to, all are taken whole.
    private ImmutableArray<RunSample> Samples(GatedRuns runs, Side side)
    {
        var cut = ProfileCut.CutAll([.. runs.Of(Side.Base), .. runs.Of(Side.Head)], Phase.Body);
        return [.. (side == Side.Base ? cut.Take(runs.Count) : cut.Skip(runs.Count)).Select(r => RunSample.Of(r, rules.Threads))];
    }
}
