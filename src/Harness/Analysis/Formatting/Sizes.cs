using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RunScope.Testing.Analysis;

/// <summary>Sizes as people write them: "64MB" is 64,000,000 bytes, "1GiB" is 1,073,741,824.</summary>
internal static partial class Sizes
{
    private static readonly (string Name, decimal Bytes)[] Units =
    [
        ("B", 1m), ("kB", 1e3m), ("KB", 1e3m), ("MB", 1e6m), ("GB", 1e9m), ("TB", 1e12m),
        ("KiB", 1024m), ("MiB", 1048576m), ("GiB", 1073741824m), ("TiB", 1099511627776m),
    ];

    /// <summary>Reads a size: one number with a unit.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The size, rounded to a byte.</param>
    /// <param name="problem">What is wrong with the text and what a right form is.</param>
    public static bool TryParse(string? text, out ByteSize value, [NotNullWhen(false)] out string? problem)
    {
        value = default;
        var trimmed = (text ?? "").AsSpan().Trim();
        var digits = trimmed.IndexOfAnyExceptInRange('.', '9') is var end && end < 0 ? trimmed.Length : end;
        var unit = trimmed[digits..].TrimStart();
        problem = Problem(trimmed[..digits], unit, out var bytes);
        if (problem is null)
        {
            value = new ByteSize((long)decimal.Round(bytes));
            return true;
        }

        problem = $"{VisibleText.Quote(text ?? "", 40)} {problem}: write \"64MB\", \"512KiB\" or \"1GiB\"";
        return false;
    }

    private static string? Problem(ReadOnlySpan<char> digits, ReadOnlySpan<char> unit, out decimal bytes)
    {
        bytes = 0;
        if (digits.IsEmpty)
            return unit.StartsWith("-") ? "is negative, which no size is" : "is not a size";
        if (!char.IsAsciiDigit(digits[0]) || !char.IsAsciiDigit(digits[^1])
            || !decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return "is not a size";
        if (unit.IsEmpty)
            return "has no unit";
        foreach (var (name, factor) in Units)
        {
            if (!unit.SequenceEqual(name))
                continue;
            if (number > long.MaxValue / factor)
                return "is larger than a size can be";
            bytes = number * factor;
            return null;
        }

        return "has a unit that is none of B, kB, MB, GB, TB, KiB, MiB, GiB, TiB";
    }
}
