using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Analysis.Statistics;
using RunScope.Testing.Baselines;

namespace RunScope.Testing.Cli.Compare;

/// <summary>Holds a subject of one side against that of the other. It makes no run, so what it finds worse is a screen's finding.</summary>
/// <param name="rules">The rules.</param>
/// <param name="leavesDisturbed">Whether runs that the machine disturbed don't count, as long as enough are left.</param>
internal sealed partial class Judge(GateRules rules, bool leavesDisturbed)
{
    private const string HowToTakeTurns = "run base and head in turns, as docs/compare.md shows";

    public Comparison Of(Subject before, Subject after)
    {
        var comparison = before.Baseline is not null || after.Baseline is not null ? Stored(before, after) : OfRuns(before, after);
        comparison = Unsure(comparison, [.. comparison.Reasons.Concat(Differences.Of(before, after)).Distinct()]);
        comparison = comparison with { Metrics = [.. comparison.Metrics.Select(m => comparison.Reasons.IsEmpty ? Blind(m) : m)] };
        if (before.Command != after.Command && before.Test is null && after.Test is null)
            comparison = comparison with { Notes = [.. comparison.Notes, $"the commands differ: {VisibleText.Of(before.Command, 200)} against {VisibleText.Of(after.Command, 200)}"] };
        if (!leavesDisturbed && DisturbedRuns.Note([.. before.Runs, .. after.Runs]) is { } note) comparison = comparison with { Notes = [.. comparison.Notes, note] };
        return comparison.Outcome != VerdictOutcome.Regressed ? comparison : comparison with
        {
            Notes = [.. comparison.Notes, $"nothing was run again to confirm it: up to {Percent.Whole(GateRules.Alpha)} of comparisons of unchanged programs are red by chance"],
        };
    }

    /// <summary>A head that there is nothing to hold against.</summary>
    public static Comparison Missing(Subject head, string basePath) => new()
    {
        Kind = ComparisonKind.Stored,
        Outcome = VerdictOutcome.MissingBaseline,
        Reasons = [$"{VisibleText.Of(basePath, 300)} has no runs of it to hold {head.Words} against"],
    };

    /// <summary>What disturbed a run so that it doesn't count; null when nothing did.</summary>
    private string? Disturbance(ProcessProfile run) => leavesDisturbed ? Contamination.Of(run) : null;

    private Comparison OfRuns(Subject before, Subject after)
    {
        var (baseRuns, headRuns) = ComparedRun.Of(before.Runs, after.Runs, rules.Threads);
        var turns = Turns.Of(baseRuns, headRuns);
        var comparison = turns.Pairs.IsEmpty ? OneAfterTheOther(baseRuns, headRuns, turns.Why) : InTurns(turns);
        return comparison with { Against = before.Words };
    }

    private Comparison InTurns(Turns turns)
    {
        var clean = turns.Pairs.Where(p => Disturbance(p.Base.Whole) is null && Disturbance(p.Head.Whole) is null).ToImmutableArray();
        var enough = SignedRank.FewestPairs(GateRules.Alpha / rules.Metrics.Length);
        var used = clean.Length >= enough ? clean : turns.Pairs;
        ImmutableArray<RunSample> before = [.. used.Select(p => p.Base.Sample)];
        ImmutableArray<RunSample> after = [.. used.Select(p => p.Head.Sample)];
        var screen = Comparisons.Screen(rules, before, after, new Look(used.Length, 1, true));
        var explained = Growth.Explain(screen, before, after, Cpus(turns.Pairs[0].Head));
        var told = Told(explained, "pair", turns.Pairs.Length, clean.Length, enough, turns.Pairs.Length - clean.Length, turns.Pairs.Length, turns.Pairs.SelectMany(p => new[] { p.Base, p.Head }));
        return told with { Notes = [.. Left("pair", turns.Pairs.Length - used.Length), .. turns.Why.Length > 0 ? (string[])[turns.Why] : []] };
    }

    private Comparison OneAfterTheOther(ImmutableArray<ComparedRun> before, ImmutableArray<ComparedRun> after, string why)
    {
        var enough = FewestRuns(GateRules.Alpha / rules.Metrics.Length);
        ImmutableArray<ComparedRun> cleanBase = [.. before.Where(r => Disturbance(r.Whole) is null)];
        ImmutableArray<ComparedRun> cleanHead = [.. after.Where(r => Disturbance(r.Whole) is null)];
        var fewest = Math.Min(cleanBase.Length, cleanHead.Length);
        var (usedBase, usedHead) = fewest >= enough ? (cleanBase, cleanHead) : (before, after);
        var job = new AcceptedJob(
            usedBase[0].Whole.StartedAt, null, null, BaselineEnvironment.Of(usedBase[0].Whole),
            [.. usedBase.Select(r => r.Sample.Metrics)], WaitTotal.Average([.. usedBase.Select(r => r.Sample.Waits)]));
        ImmutableArray<RunSample> now = [.. usedHead.Select(r => r.Sample)];
        var judged = Comparisons.Stored(rules, [job], now);
        judged = Growth.Explain(judged with { Metrics = [.. judged.Metrics.Select(m => InOwnWords(m, Math.Min(usedBase.Length, usedHead.Length) >= enough))] }, [job], now, Cpus(after[0]));
        return Told(judged, "run", Math.Min(before.Length, after.Length), fewest, enough, before.Length + after.Length - cleanBase.Length - cleanHead.Length, before.Length + after.Length, before.Concat(after)) with
        {
            Notes = [.. Left("run", before.Length + after.Length - usedBase.Length - usedHead.Length), $"the runs weren't made in turns ({why}), so that only a growth of over {Percent.Whole(GateRules.LargeEffect)} is red: {HowToTakeTurns}"],
        };
    }

    /// <param name="judged">The comparison.</param>
    /// <param name="thing">What is counted, pairs or runs.</param>
    /// <param name="there">How many there are, of runs on the side that has fewer.</param>
    /// <param name="clean">How many of these are undisturbed.</param>
    /// <param name="enough">How many are needed.</param>
    /// <param name="disturbed">How many are disturbed, of runs on both sides.</param>
    /// <param name="all">Of how many.</param>
    /// <param name="runs">All runs.</param>
    private Comparison Told(Comparison judged, string thing, int there, int clean, int enough, int disturbed, int all, IEnumerable<ComparedRun> runs)
    {
        if (there < enough) return Unsure(judged with { Metrics = [.. judged.Metrics.Select(m => m with { Low = null, High = null, Notes = [] })] }, [.. judged.Reasons, $"{Counts.Of(there, thing)}{(thing == "run" ? " on a side" : "")} can't show a regression of {Counts.Of(rules.Metrics.Length, "metric")}, however large: make at least {enough}"]);
        if (clean >= enough) return judged;
        var cause = runs.Select(r => Disturbance(r.Whole)).First(c => c is not null);
        return Unsure(judged, [.. judged.Reasons, $"the machine disturbed {Counts.Format(disturbed)} of {Counts.Of(all, thing)}, and {Counts.Format(enough)} undisturbed ones are needed{(thing == "run" ? " on each side" : "")}; in one {cause}"]);
    }

    // Enough pairs, and still too wide an interval; there is no attribute to change.
    private static MetricComparison Blind(MetricComparison metric) =>
        metric is not { Outcome: VerdictOutcome.Inconclusive, Paired: true, High: { } high } || double.IsNaN(metric.Shift) ? metric : metric with
        {
            Notes = [$"a growth of up to {MetricText.Of(metric.Metric, high)} isn't excluded, and more than {MetricText.Of(metric.Metric, metric.Tolerated)} matters: make more pairs, or make them where less else runs"],
        };

    private static IEnumerable<string> Left(string thing, int count)
    {
        if (count > 0) yield return $"{Counts.Of(count, thing)} that the machine disturbed {(count == 1 ? "doesn't" : "don't")} count";
    }

    /// <summary>The comparison as it is when nothing may be concluded from it; its numbers stay.</summary>
    private static Comparison Unsure(Comparison comparison, ImmutableArray<string> reasons) => reasons.IsEmpty ? comparison : comparison with
    {
        Outcome = VerdictOutcome.Inconclusive,
        Reasons = reasons,
        Metrics = [.. comparison.Metrics.Select(m => m with { Outcome = VerdictOutcome.Inconclusive, Causes = [] })],
    };

    // The base is no accepted job, and there is no attribute to change.
    private static MetricComparison InOwnWords(MetricComparison metric, bool enough) => metric.Outcome != VerdictOutcome.Inconclusive ? metric : metric with
    {
        Notes = [double.IsNaN(metric.Shift) ? "it isn't known in every run" : !enough ? "there are too few runs to tell anything" : metric.Low > 0 ? $"it grew, but a machine that was slower meanwhile would look the same: {HowToTakeTurns}" : $"the runs differ too much to exclude a growth of {Percent.Whole(GateRules.LargeEffect)} of the base: {HowToTakeTurns}"],
    };

    /// <summary>The fewest runs on each side that can show anything: one order of all that there are must be rare enough.</summary>
    private static int FewestRuns(double alpha)
    {
        var (runs, orders) = (1, 2.0);
        for (; 1 / orders > alpha; runs++) orders *= 2.0 * ((2 * runs) + 1) / (runs + 1);
        return runs;
    }

    private static double? Cpus(ComparedRun run) => run.Whole.Host.CgroupCpuQuota ?? run.Whole.Host.CpuCount;
}
