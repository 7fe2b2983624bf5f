using System.Globalization;
using RunScope.Testing.Analysis;
using RunScope.Testing.Assertions;

namespace RunScope.Testing.Analyzers;

/// <summary>Reads bounds with the same code that reads them when tests are discovered.</summary>
internal static class BoundValues
{
    public static double? Read(Bound bound, out string? problem)
    {
        switch (bound.Unit)
        {
            case BoundUnit.Duration:
                return Durations.TryParse((string)bound.Constant, out var time, out problem) ? time.TotalSeconds : null;
            case BoundUnit.Size:
                return Sizes.TryParse((string)bound.Constant, out var size, out problem) ? size.Bytes : null;
            default:
                var number = Number(bound);
                problem = bound.Unit switch
                {
                    BoundUnit.Share => BoundProblems.OfShares(number, double.NaN).FirstOrDefault(),
                    BoundUnit.Count => BoundProblems.OfCounts(number, double.NaN, bound.Things).FirstOrDefault(),
                    _ => BoundProblems.OfNumbers(number, double.NaN, bound.Things).FirstOrDefault(),
                };
                return problem is null ? number : null;
        }
    }

    public static string Words(Bound bound) => bound.Unit switch
    {
        BoundUnit.Share => Percent.Exact(Number(bound)),
        BoundUnit.Number or BoundUnit.Count => Number(bound).ToString("0.#########", CultureInfo.InvariantCulture),
        _ => (string)bound.Constant,
    };

    private static double Number(Bound bound) => Convert.ToDouble(bound.Constant, CultureInfo.InvariantCulture);
}
