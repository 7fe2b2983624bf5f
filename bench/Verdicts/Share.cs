using System.Globalization;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Bench.Verdicts;

/// <summary>So many of so many, with the 95 % interval of the rate behind it (Wilson).</summary>
internal readonly record struct Share(int Hits, int All)
{
    internal double Percent => All == 0 ? double.NaN : 100.0 * Hits / All;

    public override string ToString()
    {
        var (low, high) = Wilson.Interval(Hits, All);
        return string.Create(CultureInfo.InvariantCulture, $"{Hits} of {All} ({100 * low:0.##}..{100 * high:0.##} %)");
    }

    internal static Share Of<T>(IReadOnlyCollection<T> all, Func<T, bool> hit) => new(all.Count(hit), all.Count);
}
