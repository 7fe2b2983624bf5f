namespace RunScope.Testing.Analysis.Statistics;

/// <summary>Two clusters of values, each with its centre.</summary>
internal readonly record struct TwoModes(int LowCount, double LowCenter, int HighCount, double HighCenter);

/// <summary>Notices samples that fall into two clusters, such as runs with a warm and with a cold cache: their centre describes neither.</summary>
internal static class Bimodality
{
    /// <summary>How much of the spread the split into two must explain: one normal sample of 10 values reaches that in under 0.5 % of cases, and fewer than that of more values.</summary>
    private const double LeastExplained = 0.92;

    /// <summary>A cluster is at least this large a part of the sample, and 3 values.</summary>
    private const double LeastPart = 0.2;

    private const int FewestValues = 8;

    /// <summary>The two clusters; null where the values look like one.</summary>
    /// <remarks>
    /// The split is the one that leaves the least variance within the two clusters (N. Otsu, 1979). It counts where it explains nearly all of the variance; an even
    /// spread over a range explains 0.75, one normal distribution 0.64.
    /// </remarks>
    public static TwoModes? Of(IReadOnlyCollection<double> values)
    {
        if (values.Count < FewestValues) return null;
        double[] sorted = [.. values.Order()];
        var mean = sorted.Average();
        var total = sorted.Sum(v => (v - mean) * (v - mean));
        if (total <= 0) return null;

        var least = Math.Max(3, (int)Math.Ceiling(sorted.Length * LeastPart));
        var (best, at) = (0.0, 0);
        var below = sorted.Take(least - 1).Sum();
        var all = sorted.Sum();
        for (var n = least; n <= sorted.Length - least; n++)
        {
            below += sorted[n - 1];
            var (low, high) = (below / n, (all - below) / (sorted.Length - n));
            var between = (n * (low - mean) * (low - mean)) + ((sorted.Length - n) * (high - mean) * (high - mean));
            if (between > best) (best, at) = (between, n);
        }

        return best < LeastExplained * total ? null : new TwoModes(at, sorted[..at].Average(), sorted.Length - at, sorted[at..].Average());
    }
}
