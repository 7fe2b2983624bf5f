namespace RunScope.Testing.Baselines;

/// <summary>How often the gate would call an unchanged program worse, out of simulated verdicts over drawn A/A pairs.</summary>
/// <param name="Trials">The verdicts.</param>
/// <param name="Screen">Those that the screen found worse.</param>
/// <param name="Confirmed">Those that fresh pairs confirmed; as many as <paramref name="Screen"/> where nothing is confirmed.</param>
/// <param name="Unsure">Those that were inconclusive in the end.</param>
internal sealed record FalseReds(int Trials, int Screen, int Confirmed, int Unsure)
{
    /// <summary>Runs the gate as a test does: looks as the pairs come, then confirms on as many fresh pairs as there may be.</summary>
    public static FalseReds Of(GateRules rules, PairResampling pairs, int trials)
    {
        var (screened, confirmed, unsure) = (0, 0, 0);
        for (var trial = 0; trial < trials; trial++)
        {
            var verdict = Screened(rules, pairs.Draw(Math.Max(rules.Runs, rules.MaxRuns)));
            if (verdict.Outcome == VerdictOutcome.Regressed)
            {
                screened++;
                if (rules.Confirm)
                {
                    var fresh = pairs.Draw(rules.ConfirmationRuns);
                    verdict = Comparisons.Confirm(rules, verdict, fresh.Base, fresh.Head);
                }
            }

            if (verdict.Outcome == VerdictOutcome.Regressed) confirmed++;
            if (verdict.Outcome == VerdictOutcome.Inconclusive) unsure++;
        }

        return new FalseReds(trials, screened, confirmed, unsure);
    }

    private static Comparison Screened(GateRules rules, SamplePairs pairs)
    {
        foreach (var look in Look.At(rules.Runs, rules.MaxRuns))
        {
            var sofar = pairs.First(look.Pairs);
            var screen = Comparisons.Screen(rules, sofar.Base, sofar.Head, look);
            if (look.IsLast || Comparisons.IsClear(screen)) return screen;
        }

        throw new InvalidOperationException("There is always a last look.");
    }
}
