using System.Collections.Immutable;
using RunScope.Testing.Analysis.Statistics;

namespace RunScope.Testing.Baselines;

/// <summary>The smallest growth of a metric that goes red often enough with so many pairs.</summary>
/// <param name="Pairs">The pairs of the screen, and of the confirmation.</param>
/// <param name="Alone">In the metric's unit, gated alone; null where so few pairs can't be red however much it grows.</param>
/// <param name="AmongOthers">The same where alpha is shared among the gated metrics.</param>
internal sealed record DetectableGrowth(int Pairs, double? Alone, double? AmongOthers)
{
    public static DetectableGrowth Of(GatedMetric metric, GateRules rules, PairResampling draws, int pairs, int trials, double power)
    {
        // Both are told of the same draws, so that sharing alpha never looks better by chance.
        double[] alphas = [GateRules.Alpha, GateRules.Alpha / rules.Metrics.Length];
        var needed = alphas.Select(_ => new double[trials]).ToArray();
        for (var trial = 0; trial < trials; trial++)
        {
            var screen = draws.Draw(pairs);
            var confirmation = rules.Confirm ? NeededBy(metric, rules, draws.Draw(pairs), GateRules.ConfirmationAlpha) : 0;
            for (var a = 0; a < alphas.Length; a++) needed[a][trial] = Math.Max(NeededBy(metric, rules, screen, alphas[a]), confirmation);
        }

        return new DetectableGrowth(pairs, Smallest(0), Smallest(1));

        double? Smallest(int a)
        {
            if (pairs < Fewest(rules, alphas[a])) return null;
            Array.Sort(needed[a]);
            return needed[a][(int)Math.Ceiling(power * trials) - 1];
        }
    }

    /// <summary>The fewest pairs that can be red at this alpha, and confirmed.</summary>
    public static int Fewest(GateRules rules, double alpha) =>
        Math.Max(SignedRank.FewestPairs(alpha), rules.Confirm ? SignedRank.FewestPairs(GateRules.ConfirmationAlpha) : 0);

    /// <summary>What every run of the head must grow by for these pairs to be red.</summary>
    /// <remarks>A growth that all runs of the head share moves the estimate and the interval by just as much, so the rule needn't be tried with one growth after another.</remarks>
    internal static double NeededBy(GatedMetric metric, GateRules rules, SamplePairs pairs, double alpha)
    {
        var judged = PairedGate.Judge(metric, Values(metric, pairs.Base), Values(metric, pairs.Head), rules, alpha);
        return Math.Max(-judged.Low!.Value, judged.Tolerated - judged.Shift);
    }

    private static ImmutableArray<double> Values(GatedMetric metric, ImmutableArray<RunSample> runs) => [.. runs.Select(r => r.Metrics[metric]!.Value)];
}
