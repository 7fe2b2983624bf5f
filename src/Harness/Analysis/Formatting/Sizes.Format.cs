using System.Globalization;

namespace RunScope.Testing.Analysis;

internal static partial class Sizes
{
    private static readonly string[] Decimal = ["B", "kB", "MB", "GB", "TB"];
    private static readonly string[] Binary = ["B", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>Whether a size is written in a unit of powers of 1024, such as "1GiB".</summary>
    public static bool IsBinary(string? text) => text?.Contains("iB", StringComparison.Ordinal) == true;

    /// <summary>A size to a number of significant digits, such as "61.3 MiB" or "64 MB"; the same in every culture.</summary>
    public static string Format(double bytes, int digits, bool binary)
    {
        var (names, factor) = binary ? (Binary, 1024m) : (Decimal, 1000m);
        var value = (decimal)Math.Min(bytes, 1e24);
        for (var unit = 0; ; unit++)
        {
            // Bytes are whole, and 999.96 kB is "1 MB", not "1000 kB".
            var rounded = unit == 0 ? decimal.Round(value) : Numbers.Round(value, digits);
            if (rounded < factor || unit == names.Length - 1)
                return $"{rounded.ToString("0.#########", CultureInfo.InvariantCulture)} {names[unit]}";
            value /= factor;
        }
    }
}
