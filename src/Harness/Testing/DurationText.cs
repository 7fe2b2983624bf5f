using System.Globalization;

namespace RunScope.Testing;

/// <summary>Durations as attributes write them: "250ms", "5s", "1m30s".</summary>
internal static class DurationText
{
    private static readonly (string Unit, double Seconds)[] Units = [("ms", 0.001), ("us", 0.000001), ("h", 3600), ("m", 60), ("s", 1)];

    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        var rest = text.AsSpan().Trim();
        if (rest.IsEmpty) return false;

        var seconds = 0.0;
        while (!rest.IsEmpty)
        {
            var digits = 0;
            while (digits < rest.Length && (char.IsAsciiDigit(rest[digits]) || rest[digits] == '.')) digits++;
            if (!double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return false;
            rest = rest[digits..].TrimStart();
            if (UnitOf(rest) is not { } unit) return false;
            seconds += number * unit.Seconds;
            rest = rest[unit.Unit.Length..].TrimStart();
        }

        if (seconds > TimeSpan.FromDays(365).TotalSeconds) return false;
        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }

    private static (string Unit, double Seconds)? UnitOf(ReadOnlySpan<char> text)
    {
        foreach (var unit in Units)
        {
            if (text.StartsWith(unit.Unit, StringComparison.Ordinal)) return unit;
        }

        return null;
    }
}
