using System.Globalization;

namespace RunScope.Testing.Analysis;

internal static partial class Durations
{
    /// <summary>A duration to three significant digits, such as "2.31 s" or "15.2 ms"; the same in every culture.</summary>
    public static string Format(TimeSpan value) => Format(value, 3);

    /// <summary>A duration to all its digits, such as "1.2345678 s"; <see cref="TryParse"/> reads it back unchanged.</summary>
    public static string Exact(TimeSpan value) => Format(value, 20);

    /// <summary>A duration to a number of significant digits.</summary>
    public static string Format(TimeSpan value, int digits)
    {
        if (value < TimeSpan.Zero)
            return "-" + Format(value == TimeSpan.MinValue ? TimeSpan.MaxValue : value.Negate(), digits);
        if (value == TimeSpan.Zero)
            return "0 s";
        return value >= TimeSpan.FromMinutes(2) ? Long(value, digits) : Short(value, digits);
    }

    /// <summary>A number of seconds as a duration, bounded by what a duration can hold.</summary>
    public static TimeSpan FromSeconds(double seconds) =>
        TimeSpan.FromTicks((long)Math.Clamp(Math.Round(seconds * TimeSpan.TicksPerSecond), -9.2e18, 9.2e18));

    private static string Short(TimeSpan value, int digits)
    {
        (string Name, decimal Ticks)[] units = [("ns", 0.01m), ("\u00b5s", 10m), ("ms", 10_000m), ("s", 10_000_000m)];
        for (var i = 0; ; i++)
        {
            var rounded = Round(value.Ticks / units[i].Ticks, digits);
            // 999.96 ms is "1 s", not "1000 ms".
            if (rounded < 1000 || i == units.Length - 1)
                return $"{rounded.ToString("0.#########", CultureInfo.InvariantCulture)} {units[i].Name}";
        }
    }

    private static string Long(TimeSpan value, int digits)
    {
        var seconds = decimal.Round(value.Ticks / (decimal)TimeSpan.TicksPerSecond, Math.Clamp(digits - 3, 0, 7));
        var hours = seconds >= 7200 ? decimal.Floor(seconds / 3600) : 0;
        var minutes = decimal.Floor((seconds - (hours * 3600)) / 60);
        seconds -= (hours * 3600) + (minutes * 60);
        string[] parts =
        [
            hours > 0 ? string.Create(CultureInfo.InvariantCulture, $"{hours:0} h") : "",
            minutes > 0 ? string.Create(CultureInfo.InvariantCulture, $"{minutes:0} min") : "",
            seconds > 0 ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#######} s") : "",
        ];
        return string.Join(' ', parts.Where(p => p.Length > 0));
    }

    private static decimal Round(decimal value, int digits)
    {
        var whole = 1;
        for (var rest = value; rest >= 10; rest /= 10)
            whole++;
        return decimal.Round(value, Math.Clamp(digits - whole, 0, 9));
    }
}
