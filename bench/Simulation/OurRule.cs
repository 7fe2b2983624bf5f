using System.Collections.Immutable;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Baselines;

namespace RunScope.Testing.Bench.Simulation;

/// <summary>How our gate ended a simulated test.</summary>
/// <param name="Screen">What the screen said.</param>
/// <param name="Final">What there is after the confirmation.</param>
/// <param name="Pairs">The pairs of the screen.</param>
internal readonly record struct GateEnd(VerdictOutcome Screen, VerdictOutcome Final, int Pairs);

/// <summary>The real gate, fed with simulated runs.</summary>
internal static class OurRule
{
    private static readonly GatedMetric[] Metrics = [GatedMetric.WallTime, GatedMetric.CpuTime, GatedMetric.BlockedTime];

    /// <param name="job">The job of the screen; the confirmation follows in it.</param>
    /// <param name="runs">The pairs before anything may be red.</param>
    /// <param name="maxRuns">The most pairs.</param>
    /// <param name="factor">How much longer the head takes.</param>
    /// <param name="metrics">Gated metrics, each with noise of its own.</param>
    internal static GateEnd Interleaved(SimulatedJob[] job, int runs, int maxRuns, double factor, int metrics = 1)
    {
        var rules = Rules(metrics) with { Runs = runs, MaxRuns = maxRuns };
        var (before, after) = (new List<RunSample>(), new List<RunSample>());
        Comparison screen = null!;
        foreach (var look in Look.At(runs, maxRuns))
        {
            Add(job, metrics, look.Pairs - before.Count, factor, before, after);
            screen = Comparisons.Screen(rules, before, after, look);
            if (Comparisons.IsClear(screen)) break;
        }

        var pairs = before.Count;
        if (screen.Outcome != VerdictOutcome.Regressed) return new GateEnd(screen.Outcome, screen.Outcome, pairs);
        before.Clear();
        after.Clear();
        Add(job, metrics, rules.ConfirmationRuns, factor, before, after);
        return new GateEnd(screen.Outcome, Comparisons.Confirm(rules, screen, before, after).Outcome, pairs);
    }

    /// <param name="accepted">The runs of each accepted job.</param>
    /// <param name="now">This job's runs.</param>
    /// <param name="fresh">More of them, for the confirmation.</param>
    internal static GateEnd Stored(double[][] accepted, double[] now, double[] fresh)
    {
        var rules = Rules(1);
        AcceptedJob[] jobs = [.. accepted.Select(runs => new AcceptedJob(default, null, null, null!, [.. runs.Select(r => Sample([r]).Metrics)], []))];
        var screen = Comparisons.Stored(rules, jobs, [.. now.Select(r => Sample([r]))]);
        var final = screen.Outcome == VerdictOutcome.Regressed ? Comparisons.ConfirmStored(rules, screen, jobs, [.. fresh.Select(r => Sample([r]))]) : screen;
        return new GateEnd(screen.Outcome, final.Outcome, now.Length);
    }

    private static GateRules Rules(int metrics) => new() { Metrics = [.. Metrics.Take(metrics)] };

    private static void Add(SimulatedJob[] job, int metrics, int count, double factor, List<RunSample> before, List<RunSample> after)
    {
        var pairs = Enumerable.Range(0, metrics).Select(m => job[m].Pairs(count, factor, before.Count)).ToArray();
        for (var i = 0; i < count; i++)
        {
            before.Add(Sample([.. pairs.Select(p => p.Base[i])]));
            after.Add(Sample([.. pairs.Select(p => p.Head[i])]));
        }
    }

    private static RunSample Sample(double[] values) =>
        new(new RunMetrics(values.Select((v, i) => KeyValuePair.Create(Metrics[i], v)).ToImmutableSortedDictionary()), []);
}
