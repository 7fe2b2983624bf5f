namespace RunScope.Testing.Bench.Soak;

/// <summary>The straight line of least squares through points.</summary>
/// <param name="Value">How much more per unit.</param>
/// <param name="Low">The lower end of its 95 % interval, by Student's t with as many points less two.</param>
/// <param name="High">The upper end.</param>
/// <remarks>The interval takes the points for independent of each other, which memory figures hardly are: it is rather too narrow.</remarks>
internal sealed record Slope(double Value, double Low, double High)
{
    // The 97.5 % points of Student's t for 1 to 30 degrees of freedom.
    private static readonly double[] Student =
    [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];

    /// <summary>Through at least three points at different places.</summary>
    internal static Slope Of(IReadOnlyList<(double X, double Y)> points)
    {
        var (meanX, meanY) = (points.Average(p => p.X), points.Average(p => p.Y));
        var spread = points.Sum(p => (p.X - meanX) * (p.X - meanX));
        var value = points.Sum(p => (p.X - meanX) * (p.Y - meanY)) / spread;
        var rest = points.Sum(p => Math.Pow(p.Y - meanY - (value * (p.X - meanX)), 2));
        var freedom = points.Count - 2;
        var half = (freedom <= Student.Length ? Student[freedom - 1] : 1.96) * Math.Sqrt(rest / freedom / spread);
        return new Slope(value, value - half, value + half);
    }
}
