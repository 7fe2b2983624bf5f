using System.Globalization;

namespace RunScope.Testing.Analysis;

/// <summary>Plain numbers in words; the same in every culture.</summary>
internal static class Numbers
{
    /// <summary>A number to all its digits, its thousands apart: "12,345".</summary>
    public static string Exact(double value) => value.ToString("#,0.#########", CultureInfo.InvariantCulture);

    /// <summary>A whole number to all its digits, another to a number of significant ones: "12,345", "0.0312".</summary>
    public static string Format(double value, int digits)
    {
        if (value == Math.Floor(value) || Math.Abs(value) >= 1e15)
            return value.ToString("#,0", CultureInfo.InvariantCulture);
        return Round((decimal)value, digits).ToString("#,0.#########", CultureInfo.InvariantCulture);
    }

    /// <summary>A number to some significant digits; digits before the point are never lost.</summary>
    public static decimal Round(decimal value, int digits)
    {
        var whole = 0;
        for (var rest = Math.Abs(value); rest >= 1; rest /= 10)
            whole++;
        for (var small = Math.Abs(value); small is > 0 and < 0.1m && whole > -8; small *= 10)
            whole--;
        return decimal.Round(value, Math.Clamp(digits - whole, 0, 9));
    }
}
