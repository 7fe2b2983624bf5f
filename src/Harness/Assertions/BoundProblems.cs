using System.Globalization;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Assertions;

/// <summary>What can be wrong with the bounds of a declared limit, in words.</summary>
internal static class BoundProblems
{
    public const string NoBound = "sets no bound: write AtLeast, AtMost or both";

    /// <summary>What is wrong with bounds on shares; NaN is no bound.</summary>
    public static IEnumerable<string> OfShares(double atLeast, double atMost)
    {
        var unreadable = new[] { atLeast, atMost }.Where(b => !double.IsNaN(b) && b is not (>= 0 and <= 1)).Distinct().Select(NotAShare).ToArray();
        return unreadable.Length > 0 ? unreadable : InOrder(atLeast, atMost, Percent.Exact);
    }

    /// <summary>What is wrong with bounds on a number that is 0 or more; NaN is no bound.</summary>
    public static IEnumerable<string> OfNumbers(double atLeast, double atMost, string unit)
    {
        var unreadable = new[] { atLeast, atMost }
            .Where(b => !double.IsNaN(b) && (b < 0 || !double.IsFinite(b)))
            .Select(b => $"{Number(b)} is no number of {unit}: write 0 or more")
            .ToArray();
        return unreadable.Length > 0 ? unreadable : InOrder(atLeast, atMost, Number);
    }

    /// <summary>What is wrong with bounds on a count; NaN is no bound.</summary>
    public static IEnumerable<string> OfCounts(double atLeast, double atMost, string unit)
    {
        var unreadable = new[] { atLeast, atMost }
            .Where(b => !double.IsNaN(b) && (b < 0 || !double.IsFinite(b) || b != Math.Floor(b)))
            .Select(b => $"{Number(b)} is no number of {unit}: write a whole number, 0 or more")
            .ToArray();
        return unreadable.Length > 0 ? unreadable : InOrder(atLeast, atMost, Numbers.Exact);
    }

    /// <summary>What is wrong with bounds written as sizes; null is no bound.</summary>
    public static IEnumerable<string> OfSizes(string? atLeast, string? atMost)
    {
        var low = ReadSize(atLeast, out var lowProblem);
        var high = ReadSize(atMost, out var highProblem);
        var unreadable = new[] { lowProblem, highProblem }.OfType<string>().Distinct().ToArray();
        var binary = Sizes.IsBinary(atLeast) || Sizes.IsBinary(atMost);
        return unreadable.Length > 0 ? unreadable : InOrder(low, high, b => Sizes.Format(b, 20, binary));
    }

    /// <summary>What is wrong with bounds written as durations; null is no bound.</summary>
    public static IEnumerable<string> OfDurations(string? atLeast, string? atMost)
    {
        var low = Read(atLeast, out var lowProblem);
        var high = Read(atMost, out var highProblem);
        var unreadable = new[] { lowProblem, highProblem }.OfType<string>().Distinct().ToArray();
        return unreadable.Length > 0 ? unreadable : InOrder(low, high, s => Durations.Exact(Durations.FromSeconds(s)));
    }

    private static double Read(string? text, out string? problem)
    {
        problem = null;
        return text is null || !Durations.TryParse(text, out var value, out problem) ? double.NaN : value.TotalSeconds;
    }

    private static double ReadSize(string? text, out string? problem)
    {
        problem = null;
        return text is null || !Sizes.TryParse(text, out var value, out problem) ? double.NaN : value.Bytes;
    }

    private static string NotAShare(double bound) => bound is > 1 and <= 100
        ? $"{Number(bound)} is not a share: write {((decimal)bound / 100).ToString("0.00######", CultureInfo.InvariantCulture)} for {Number(bound)} %"
        : $"{Number(bound)} is not a share: write a number from 0 to 1, such as 0.60 for 60 %";

    private static IEnumerable<string> InOrder(double atLeast, double atMost, Func<double, string> words)
    {
        if (atLeast > atMost)
            yield return $"at least {words(atLeast)} and at most {words(atMost)} can't both hold: AtLeast is above AtMost";
    }

    private static string Number(double value) => value.ToString("0.#########", CultureInfo.InvariantCulture) switch
    {
        _ when double.IsPositiveInfinity(value) => "infinity",
        _ when double.IsNegativeInfinity(value) => "-infinity",
        var text => text,
    };
}
