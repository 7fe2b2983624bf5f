using System.Globalization;

namespace RunScope.Testing.Analysis;

/// <summary>Shares in words; the same in every culture.</summary>
internal static class Percent
{
    /// <summary>A share (0 to 1) to one decimal, such as "31.4 %".</summary>
    public static string Format(double share) => Format(share, 1);

    /// <summary>A share (0 to 1) to a number of decimals.</summary>
    public static string Format(double share, int decimals) => Number(share, decimals) + " %";

    /// <summary>A share (0 to 1) to a whole percent, such as "87 %".</summary>
    public static string Whole(double share) => Format(share, 0);

    /// <summary>A share to as many decimals as it was written with, at least one: "5.0 %", "0.05 %".</summary>
    public static string Exact(double share) =>
        ((decimal)share * 100).ToString("0.0########", CultureInfo.InvariantCulture) + " %";

    /// <summary>A range of shares without the sign, such as "28.1..34.9".</summary>
    public static string Range(double low, double high) => $"{Number(low, 1)}..{Number(high, 1)}";

    private static string Number(double share, int decimals) =>
        (share * 100).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
