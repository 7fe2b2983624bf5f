namespace RunScope.Testing.Analysis.Statistics;

/// <summary>The normal distribution.</summary>
internal static class Normal
{
    /// <summary>The value that a standard normal variable stays below with probability <paramref name="p"/>, to 9 digits.</summary>
    /// <remarks>Newton's method on the distribution function: a continued fraction in the tail (Abramowitz and Stegun 26.2.14), a series in the middle (26.2.11).</remarks>
    public static double Quantile(double p)
    {
        if (p is <= 0 or >= 1) return p <= 0 ? double.NegativeInfinity : double.PositiveInfinity;
        if (p < 0.5) return -Quantile(1 - p);
        var x = p < 0.9 ? 0.5 : 2.0;
        for (var i = 0; i < 60; i++)
        {
            var step = (Distribution(x) - p) / Density(x);

            // The density is small in the tail, where a whole step would go too far.
            x -= Math.Clamp(step, -0.5, 0.5);
            if (Math.Abs(step) < 1e-13) break;
        }

        return x;
    }

    /// <summary>The probability of a value of at most <paramref name="x"/>.</summary>
    public static double Distribution(double x)
    {
        if (x < 0) return 1 - Distribution(-x);
        if (x > 40) return 1;
        if (x > 3)
        {
            var fraction = x;
            for (var k = 120; k >= 1; k--) fraction = x + (k / fraction);
            return 1 - (Density(x) / fraction);
        }

        double term = x, sum = x;
        for (var k = 1; term > 1e-17 && k < 200; k++)
        {
            term *= x * x / ((2 * k) + 1);
            sum += term;
        }

        return 0.5 + (Density(x) * sum);
    }

    private static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
}
