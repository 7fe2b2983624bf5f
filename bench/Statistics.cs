namespace RunScope.Testing.Bench;

/// <summary>The few statistics that the table needs; no assumption about distributions.</summary>
internal static class Statistics
{
    internal static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0) return double.NaN;
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>
    /// The distribution-free interval of the median from order statistics: the k-th smallest to the k-th largest value, with the
    /// largest k that still covers 95 % by the binomial distribution (with nine values the second to the eighth, 96 %).
    /// </summary>
    internal static (double Low, double High) MedianInterval(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        if (sorted.Length == 0) return (double.NaN, double.NaN);
        var (probability, below, outside) = (Math.Pow(0.5, sorted.Length), 0, 0d);
        for (var k = 0; k < sorted.Length / 2; k++)
        {
            outside += probability;
            if (2 * outside > 0.05) break;
            below = k + 1;
            probability *= (double)(sorted.Length - k) / (k + 1);
        }

        var first = Math.Max(0, below - 1);
        return (sorted[first], sorted[^(first + 1)]);
    }
}

/// <summary>Measurements taken in turns, so that whatever the machine does meanwhile meets both sides.</summary>
internal sealed record Pairs(IReadOnlyList<(double Plain, double Treated)> Values)
{
    internal IEnumerable<double> Ratios => Values.Select(pair => pair.Treated / pair.Plain);

    internal IEnumerable<double> Differences => Values.Select(pair => pair.Treated - pair.Plain);

    /// <summary>One pair to warm up, then the pairs, the order turned around in every other one.</summary>
    internal static async Task<Pairs> TakeAsync(int count, Func<Task<double>> plain, Func<Task<double>> treated)
    {
        var values = new List<(double, double)>();
        for (var i = -1; i < count; i++)
        {
            var treatedFirst = i % 2 != 0;
            var early = treatedFirst ? await treated() : 0;
            var without = await plain();
            var with = treatedFirst ? early : await treated();
            if (i >= 0) values.Add((without, with));
        }

        return new Pairs(values);
    }
}
