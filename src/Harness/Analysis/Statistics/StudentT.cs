namespace RunScope.Testing.Analysis.Statistics;

/// <summary>Student's t distribution with a whole number of degrees of freedom.</summary>
internal static class StudentT
{
    /// <summary>The value that is exceeded with probability <paramref name="tail"/>, 0 to 0.5.</summary>
    public static double UpperQuantile(int degreesOfFreedom, double tail)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degreesOfFreedom, 1);
        if (tail <= 0) return double.PositiveInfinity;

        // The tail falls strictly, so that halving an interval finds it.
        double low = 0, high = 1;
        while (Tail(degreesOfFreedom, high) > tail) high *= 2;
        for (var i = 0; i < 200 && high - low > 1e-12 * high; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Tail(degreesOfFreedom, middle) > tail ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>The probability of a value above <paramref name="t"/>, at least 0: the finite sums of Abramowitz and Stegun 26.7.3 and 26.7.4.</summary>
    public static double Tail(int degreesOfFreedom, double t)
    {
        var angle = Math.Atan(t / Math.Sqrt(degreesOfFreedom));
        var (sine, cosine) = Math.SinCos(angle);
        double inside;
        if (degreesOfFreedom % 2 == 1)
        {
            double sum = 0, term = cosine;
            for (var k = 3; k <= degreesOfFreedom; k += 2)
            {
                sum += term;
                term *= cosine * cosine * (k - 1) / k;
            }

            inside = 2 / Math.PI * (angle + (sine * sum));
        }
        else
        {
            double sum = 0, term = 1;
            for (var k = 2; k <= degreesOfFreedom; k += 2)
            {
                sum += term;
                term *= cosine * cosine * (k - 1) / k;
            }

            inside = sine * sum;
        }

        return (1 - inside) / 2;
    }
}
