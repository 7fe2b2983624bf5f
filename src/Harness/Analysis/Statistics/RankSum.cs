using System.Collections.Concurrent;

namespace RunScope.Testing.Analysis.Statistics;

/// <summary>The distribution-free interval of the shift between two samples that aren't paired: the Mann-Whitney test, turned round.</summary>
/// <remarks>
/// The ends are ordered differences head[i] - base[j], whose ranks the null distribution of the test gives: Moses's interval; Hollander, Wolfe and Chicken,
/// <i>Nonparametric Statistical Methods</i>, 3rd edition, section 4.3.
/// </remarks>
internal static class RankSum
{
    /// <summary>Up to here the null distribution is counted out; beyond, its normal approximation is used.</summary>
    private const int ExactUpTo = 50;

    private static readonly ConcurrentDictionary<(int, int), double[]> Tails = new();

    /// <summary>The interval whose ends each are wrong with a probability of <paramref name="alpha"/> at most.</summary>
    /// <param name="before">The base.</param>
    /// <param name="after">The head.</param>
    /// <param name="alpha">One-sided, 0 to 0.5.</param>
    public static RankInterval Interval(ReadOnlySpan<double> before, ReadOnlySpan<double> after, double alpha)
    {
        if (before.IsEmpty || after.IsEmpty) return new RankInterval(double.NegativeInfinity, double.PositiveInfinity, 1, false);
        var differences = new double[checked(before.Length * after.Length)];
        var at = 0;
        foreach (var b in before)
        {
            foreach (var a in after) differences[at++] = a - b;
        }

        Array.Sort(differences);
        var (rank, tail, least) = Rank(before.Length, after.Length, alpha);
        return rank > 0
            ? new RankInterval(differences[rank - 1], differences[^rank], 1 - (2 * tail), true)
            : new RankInterval(differences[0], differences[^1], Math.Max(0, 1 - (2 * least)), false);
    }

    private static (int Rank, double Tail, double Least) Rank(int m, int n, double alpha)
    {
        var all = (long)m * n;
        if (m > ExactUpTo || n > ExactUpTo)
        {
            var deviation = Math.Sqrt(all * (m + n + 1.0) / 12);
            return (Math.Max(0, (int)Math.Floor((all / 2.0) - (Normal.Quantile(1 - alpha) * deviation))), alpha, alpha);
        }

        var tails = Tails.GetOrAdd((m, n), TailsOf);
        var rank = 0;
        while (rank < all && tails[rank] <= alpha) rank++;
        return (rank, rank == 0 ? 0 : tails[rank - 1], tails[0]);
    }

    /// <summary>How often the statistic is at most each value. The ways to it are the coefficients of the Gaussian binomial, multiplied out factor by factor.</summary>
    private static double[] TailsOf((int M, int N) sizes)
    {
        var (m, n) = sizes;
        var ways = new double[(m * n) + 1];
        ways[0] = 1;
        for (var i = 1; i <= m; i++)
        {
            // Times (1 - q^(n+i)), divided by (1 - q^i).
            for (var u = ways.Length - 1; u >= n + i; u--) ways[u] -= ways[u - n - i];
            for (var u = i; u < ways.Length; u++) ways[u] += ways[u - i];
        }

        var sum = ways.Sum();
        var below = 0.0;
        for (var u = 0; u < ways.Length; u++)
        {
            below += ways[u] / sum;
            ways[u] = below;
        }

        return ways;
    }
}
