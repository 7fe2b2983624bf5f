using RunScope.Testing.Analysis.Statistics;

namespace RunScope.Testing.Bench.Simulation;

/// <summary>Decision rules that are in use elsewhere, on runs of a base job and of this one. True is red.</summary>
internal static class OtherRules
{
    /// <summary>The mean of 5 runs is more than 10 % above that of 5 others.</summary>
    internal static bool FixedPercentage(double[] before, double[] now) => now.Take(5).Average() > 1.10 * before.Take(5).Average();

    /// <summary>Mann-Whitney at 5 %, one-sided, that 15 runs are more than 5 % slower than 15 others.</summary>
    internal static bool MannWhitneyWithMargin(double[] before, double[] now) =>
        RankSum.Interval([.. before.Take(15).Select(v => 1.05 * v)], now.AsSpan(0, 15), 0.05) is { Sufficient: true, Low: > 0 };

    /// <summary>One new run lies above the 99 % prediction bound of 30 runs.</summary>
    internal static bool StudentBound(double[] before, double[] now)
    {
        var past = before[..30];
        var mean = past.Average();
        var deviation = Math.Sqrt(past.Sum(v => (v - mean) * (v - mean)) / (past.Length - 1));
        return now[0] > mean + (StudentT.UpperQuantile(past.Length - 1, 0.01) * deviation * Math.Sqrt(1 + (1.0 / past.Length)));
    }

    /// <summary>The change to one new run exceeds the third quartile of past changes by three interquartile ranges.</summary>
    internal static bool QuartileOfChanges(double[] before, double[] now)
    {
        double[] changes = [.. before.Zip(before.Skip(1), (a, b) => Math.Abs((b / a) - 1)).Order()];
        var (low, high) = (changes[changes.Length / 4], changes[3 * changes.Length / 4]);
        return (now[0] / before[^1]) - 1 > high + (3 * (high - low));
    }

    /// <summary>Student's test at 1 %, one-sided, of 10 runs after 10 others in one job, and an estimate above 3 %.</summary>
    internal static bool BlockThenBlock(double[] before, double[] now)
    {
        var (a, b) = (before[..10].Select(v => Math.Log(v)).ToArray(), now[..10].Select(v => Math.Log(v)).ToArray());
        var difference = b.Average() - a.Average();
        return difference > Math.Log(1.03) && difference / Math.Sqrt((Variance(a) + Variance(b)) / 10) > StudentT.UpperQuantile(18, 0.01);
    }

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
    }
}
