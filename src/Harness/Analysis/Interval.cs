namespace RunScope.Testing.Analysis;

/// <summary>A measured value and the 95 % interval that it lies in; a point when it is exact.</summary>
internal readonly record struct Interval(double Value, double Low, double High)
{
    /// <summary>An exact value.</summary>
    public static Interval Point(double value) => new(value, value, value);

    /// <summary>
    /// The median over runs. The median never falls when any one value rises, so it lies between the medians of the lower and of the upper
    /// ends whenever each run lies within its own interval.
    /// </summary>
    public static Interval Median(IReadOnlyCollection<Interval> runs) =>
        new(MedianOf(runs.Select(r => r.Value)), MedianOf(runs.Select(r => r.Low)), MedianOf(runs.Select(r => r.High)));

    /// <summary>The middle value; the mean of the middle two when their number is even.</summary>
    public static double MedianOf(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The interval in another unit.</summary>
    public Interval Times(double factor) => new(Value * factor, Low * factor, High * factor);
}
