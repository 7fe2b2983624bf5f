namespace RunScope.Testing.Baselines;

/// <summary>When pairs are looked at, and how much of alpha each look may spend.</summary>
/// <remarks>
/// Alpha is spent in proportion to the pairs: by k of n pairs, k/n of it (K. Kim and D. L. DeMets, 1987, the power family with exponent 1). Each look takes what was
/// added since the one before for its own test, which is valid however the looks depend on each other. An early look, at three fifths of
/// the first, may only find that all is well; that spends nothing.
/// </remarks>
/// <param name="Pairs">The pairs that there are.</param>
/// <param name="AlphaShare">The part of alpha that this look may spend; 0 where it may only find that all is well.</param>
/// <param name="IsLast">Whether there will be no more.</param>
internal readonly record struct Look(int Pairs, double AlphaShare, bool IsLast)
{
    public static IEnumerable<Look> At(int runs, int maxRuns)
    {
        maxRuns = Math.Max(runs, maxRuns);
        var early = (int)Math.Ceiling(runs * 0.6);
        if (early < runs && early >= 4) yield return new Look(early, 0, false);
        var step = Math.Max(1, (runs + 1) / 2);
        var before = 0;
        for (var pairs = runs; ; pairs = Math.Min(pairs + step, maxRuns))
        {
            yield return new Look(pairs, (double)(pairs - before) / maxRuns, pairs == maxRuns);
            if (pairs == maxRuns) yield break;
            before = pairs;
        }
    }
}
