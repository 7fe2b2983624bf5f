using RunScope.Testing.Analysis;

namespace RunScope.Testing;

/// <summary>A measured value, and how far the truth may lie from it.</summary>
/// <param name="Value">The best estimate.</param>
/// <param name="Low">The least that it can be; the value itself where it is exact.</param>
/// <param name="High">The most that it can be; the value itself where it is exact.</param>
public readonly record struct Measurement(double Value, double Low, double High)
{
    /// <summary>A value that is known exactly.</summary>
    public static Measurement Exact(double value) => new(value, value, value);

    internal Interval AsInterval() => new(Value, Low, High);
}
