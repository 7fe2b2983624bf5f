using RunScope.Testing.Analysis.Statistics;

namespace RunScope.Testing.Baselines;

/// <summary>The smallest growth of a metric that goes red often enough with so many pairs.</summary>
/// <param name="Pairs">The pairs of the screen; its confirmation has as many, and at least as many as any has.</param>
/// <param name="Alone">In the metric's unit, gated alone; null where so few pairs can't be red however much it grows.</param>
/// <param name="AmongOthers">The same where alpha is shared among the gated metrics.</param>
internal sealed record DetectableGrowth(int Pairs, double? Alone, double? AmongOthers)
{
    public static DetectableGrowth Of(GatedMetric metric, GateRules rules, PairResampling draws, int pairs, int trials, double power)
    {
        // Both are told of the same draws, so that sharing alpha never looks better by chance.
        double[] alphas = [GateRules.Alpha, GateRules.Alpha / rules.Metrics.Length];
        var fresh = (rules with { MaxRuns = pairs }).ConfirmationRuns;
        var needed = alphas.Select(_ => new double[trials]).ToArray();
        for (var trial = 0; trial < trials; trial++)
        {
            var screen = draws.Draw(pairs);
            var confirmation = rules.Confirm ? NeededBy(metric, rules, draws.Draw(fresh), GateRules.ConfirmationAlpha, GateRules.ConfirmedPart) : 0;
            for (var a = 0; a < alphas.Length; a++) needed[a][trial] = Math.Max(NeededBy(metric, rules, screen, alphas[a]), confirmation);
        }

        return new DetectableGrowth(pairs, Smallest(0), Smallest(1));

        double? Smallest(int a)
        {
            if (pairs < SignedRank.FewestPairs(alphas[a])) return null;
            Array.Sort(needed[a]);
            return needed[a][(int)Math.Ceiling(power * trials) - 1];
        }
    }

    /// <summary>What every run of the head must grow by for these pairs to be red.</summary>
    /// <remarks>A growth that all runs of the head share moves the estimate and the interval by just as much, so the rule needn't be tried with one growth after another.</remarks>
    internal static double NeededBy(GatedMetric metric, GateRules rules, SamplePairs pairs, double alpha, double part = 1)
    {
        double[] before = [.. pairs.Base.Select(r => r.Metrics[metric]!.Value)];
        double[] differences = [.. pairs.Head.Select((r, i) => r.Metrics[metric]!.Value - before[i])];
        return Math.Max(-SignedRank.Interval(differences, alpha).Low, (part * rules.Tolerated(metric, Center.Of(before))) - Center.Of(differences));
    }
}
