namespace RunScope.Testing.Analysis;

/// <summary>The interval of a proportion from a count.</summary>
internal static class Wilson
{
    // The 97.5 % point of the normal distribution.
    private const double Z = 1.959963984540054;

    /// <summary>
    /// The 95 % score interval of E. B. Wilson, "Probable inference, the law of succession, and statistical inference" (1927): it keeps its
    /// coverage for counts near 0 and near all, where a normal interval doesn't.
    /// </summary>
    public static (double Low, double High) Interval(long hits, long samples)
    {
        if (samples == 0) return (0, 1);
        var p = (double)hits / samples;
        var z2 = Z * Z / samples;
        var centre = (p + (z2 / 2)) / (1 + z2);
        var half = Z / (1 + z2) * Math.Sqrt((p * (1 - p) / samples) + (z2 / 4 / samples));
        return (hits == 0 ? 0 : Math.Max(0, centre - half), hits == samples ? 1 : Math.Min(1, centre + half));
    }
}
