using RunScope.Testing.Analysis.Metrics;

namespace RunScope.Testing.Baselines.Files;

/// <summary>Numbers as files keep them: whole, and the same again when what was read is written.</summary>
internal static class WholeNumbers
{
    /// <summary>The largest number in a file: for times 285 years of threads.</summary>
    public const long Largest = 9_000_000_000_000_000_000;

    // Seconds in a double tell single nanoseconds up to here: 13 days. Of longer times milliseconds are kept.
    private const long Finest = 1L << 50;
    private const long Coarse = 1_000_000;

    public static long Of(MetricKind kind, double value) => kind.Unit == MetricUnit.Seconds ? Steady(kind.ToWhole(value)) : Math.Min(kind.ToWhole(value), Largest);

    public static long Nanoseconds(double seconds) => Steady((long)Math.Round(seconds * 1e9));

    public static double Seconds(long nanoseconds) => nanoseconds / 1e9;

    private static long Steady(long whole) => whole <= Finest ? whole : (Math.Min(whole, Largest) + (Coarse / 2)) / Coarse * Coarse;
}
