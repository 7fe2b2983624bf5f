using System.Collections.Concurrent;

namespace RunScope.Testing.Analysis.Statistics;

/// <summary>The distribution-free interval of the centre of paired differences: Wilcoxon's signed-rank test, turned round.</summary>
/// <remarks>
/// The interval's ends are Walsh averages, (d[i] + d[j]) / 2 for i ≤ j, whose ranks the null distribution of the test gives: Tukey's interval; Hollander, Wolfe and
/// Chicken, <i>Nonparametric Statistical Methods</i>, 3rd edition, section 3.3. It needs differences that are symmetric about their centre, and those of two
/// exchangeable runs always are. Differences of 0 and equal differences make it wider, never narrower.
/// </remarks>
internal static class SignedRank
{
    /// <summary>Up to here the null distribution is counted out; beyond, its normal approximation is used, which is off by less than 0.0002.</summary>
    private const int ExactUpTo = 50;

    private static readonly ConcurrentDictionary<int, double[]> Tails = new();

    /// <summary>The interval whose ends each are wrong with a probability of <paramref name="alpha"/> at most.</summary>
    /// <param name="differences">One for each pair.</param>
    /// <param name="alpha">One-sided, 0 to 0.5.</param>
    public static RankInterval Interval(ReadOnlySpan<double> differences, double alpha)
    {
        if (differences.IsEmpty) return new RankInterval(double.NegativeInfinity, double.PositiveInfinity, 1, false);
        var walsh = WalshAverages(differences);
        var (rank, tail) = Rank(differences.Length, alpha);
        return rank > 0
            ? new RankInterval(walsh[rank - 1], walsh[^rank], 1 - (2 * tail), true)
            : new RankInterval(walsh[0], walsh[^1], Math.Max(0, 1 - (2 * SmallestTail(differences.Length))), false);
    }

    /// <summary>The fewest pairs that can show anything at all at this <paramref name="alpha"/>: all of one sign.</summary>
    public static int FewestPairs(double alpha)
    {
        var pairs = 0;
        while (SmallestTail(pairs) > alpha) pairs++;
        return pairs;
    }

    /// <summary>Which Walsh average, counted from 1, ends the interval, and the probability beyond it; 0 where there are too few pairs.</summary>
    private static (int Rank, double Tail) Rank(int pairs, double alpha)
    {
        var all = pairs * (pairs + 1) / 2;
        if (pairs > ExactUpTo)
        {
            var deviation = Math.Sqrt(pairs * (pairs + 1.0) * ((2 * pairs) + 1) / 24);
            return ((int)Math.Floor((all / 2.0) - (Normal.Quantile(1 - alpha) * deviation)), alpha);
        }

        // tails[k]: the probability that the sum of positive ranks is at most k.
        var tails = Tails.GetOrAdd(pairs, TailsOf);
        var rank = 0;
        while (rank < all && tails[rank] <= alpha) rank++;
        return (rank, rank == 0 ? 0 : tails[rank - 1]);
    }

    private static double SmallestTail(int pairs) => Math.Pow(2, -pairs);

    private static double[] TailsOf(int pairs)
    {
        var all = pairs * (pairs + 1) / 2;
        var ways = new double[all + 1];
        ways[0] = 1;
        for (var rank = 1; rank <= pairs; rank++)
        {
            for (var sum = all; sum >= rank; sum--) ways[sum] += ways[sum - rank];
        }

        var below = 0.0;
        for (var sum = 0; sum <= all; sum++)
        {
            below += ways[sum] * Math.Pow(2, -pairs);
            ways[sum] = below;
        }

        return ways;
    }

    private static double[] WalshAverages(ReadOnlySpan<double> differences)
    {
        var averages = new double[differences.Length * (differences.Length + 1) / 2];
        var at = 0;
        for (var i = 0; i < differences.Length; i++)
        {
            for (var j = i; j < differences.Length; j++) averages[at++] = (differences[i] + differences[j]) / 2;
        }

        Array.Sort(averages);
        return averages;
    }
}
