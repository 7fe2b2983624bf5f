using System.Globalization;
using RunScope.Testing.Analysis;

namespace RunScope.Testing;

/// <summary>A measured value, and how far the truth may lie from it.</summary>
/// <param name="Value">The best estimate; what is no finite number, such as 0 / 0, counts as not known.</param>
/// <param name="Low">The least that it can be; the value itself where it is exact.</param>
/// <param name="High">The most that it can be; the value itself where it is exact.</param>
/// <exception cref="ArgumentException">The value doesn't lie within <paramref name="Low"/> and <paramref name="High"/>, or one of these is no number.</exception>
public readonly record struct Measurement(double Value, double Low, double High)
{
    /// <summary>The best estimate; what is no finite number, such as 0 / 0, counts as not known.</summary>
    public double Value { get; init; } = Checked(Value, Low, High);

    /// <summary>A value that is known exactly.</summary>
    public static Measurement Exact(double value) => new(value, value, value);

    internal bool IsKnown => double.IsFinite(Value);

    // Checked once more: a copy made by "with" has other parts.
    internal Interval AsInterval() => new(Checked(Value, Low, High), Low, High);

    private static double Checked(double value, double low, double high) => double.IsNaN(value) || (low <= value && value <= high)
        ? value
        : throw new ArgumentException(string.Create(
            CultureInfo.InvariantCulture,
            $"A measurement of {value} can't lie between {low} and {high}: Low is the least and High the most that it can be, and the value itself where it is exact."));
}
