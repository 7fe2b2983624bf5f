using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RunScope.Testing.Analysis;

/// <summary>Durations as people write and read them: "250ms", "5s", "1m30s".</summary>
internal static partial class Durations
{
    private const string RightForms = "\"250ms\", \"5s\", \"1m30s\" or \"1h\"";

    /// <summary>The units, longest first, each with its length in ticks of 100 ns.</summary>
    private static readonly (string Name, decimal Ticks)[] Units =
    [
        ("h", TimeSpan.TicksPerHour),
        ("min", TimeSpan.TicksPerMinute),
        ("m", TimeSpan.TicksPerMinute),
        ("s", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond),
        ("us", TimeSpan.TicksPerMicrosecond),
        ("\u00b5s", TimeSpan.TicksPerMicrosecond), // the micro sign
        ("\u03bcs", TimeSpan.TicksPerMicrosecond), // the Greek letter, which keyboards give as well
        ("ns", 0.01m),
    ];

    /// <summary>Reads a duration: numbers with units, the longest unit first, spaces allowed.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The duration, rounded to 100 ns.</param>
    /// <param name="problem">What is wrong with the text and what a right form is.</param>
    public static bool TryParse(string? text, out TimeSpan value, [NotNullWhen(false)] out string? problem)
    {
        value = TimeSpan.Zero;
        problem = null;
        var rest = (text ?? "").AsSpan().Trim();
        if (rest.IsEmpty)
            return Refuse(text, "is empty", out problem);
        if (rest[0] is '-' or '\u2212')
            return Refuse(text, "is negative, which no duration is", out problem);

        var total = 0m;
        var shorterThan = decimal.MaxValue;
        while (!rest.IsEmpty)
        {
            if (!TryTakeNumber(ref rest, out var number))
                return Refuse(text, "is not a duration", out problem);
            if (rest.IsEmpty)
                return Refuse(text, "has a number without a unit", out problem);
            if (!TryTakeUnit(ref rest, out var ticks))
                return Refuse(text, "has a unit that is none of h, min, m, s, ms, us, ns", out problem);
            if (ticks >= shorterThan)
                return Refuse(text, "names its units out of order or twice", out problem);

            shorterThan = ticks;
            // Far below what a decimal holds, far above what a TimeSpan holds: the product can't overflow.
            if (number > 1e15m)
                return Refuse(text, "is longer than a duration can be", out problem);
            total += number * ticks;
        }

        if (total > TimeSpan.MaxValue.Ticks)
            return Refuse(text, "is longer than a duration can be", out problem);
        value = TimeSpan.FromTicks((long)decimal.Round(total));
        return true;
    }

    private static bool Refuse(string? text, string what, out string problem)
    {
        problem = $"{VisibleText.Quote(text ?? "", 40)} {what}: write {RightForms}";
        return false;
    }

    private static bool TryTakeNumber(ref ReadOnlySpan<char> rest, out decimal number)
    {
        var length = 0;
        while (length < rest.Length && (char.IsAsciiDigit(rest[length]) || rest[length] == '.'))
            length++;
        var taken = rest[..length];
        rest = rest[length..].TrimStart();
        number = 0;
        return length > 0 && char.IsAsciiDigit(taken[0]) && char.IsAsciiDigit(taken[^1])
            && decimal.TryParse(taken, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    private static bool TryTakeUnit(ref ReadOnlySpan<char> rest, out decimal ticks)
    {
        var length = 0;
        while (length < rest.Length && char.IsLetter(rest[length]))
            length++;
        var name = rest[..length];
        rest = rest[length..].TrimStart();
        foreach (var unit in Units)
        {
            if (name.SequenceEqual(unit.Name))
            {
                ticks = unit.Ticks;
                return true;
            }
        }

        ticks = 0;
        return false;
    }
}
