using System.Globalization;
using System.Text.RegularExpressions;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Analyzers;

/// <summary>What the author of an unreadable duration most likely meant: "5 sec" is "5s", "00:01:30" is "1m30s".</summary>
internal static class DurationRepair
{
    private static readonly (string Unit, string[] Names)[] Units =
    [
        ("h", ["h", "hr", "hrs", "hour", "hours"]),
        ("m", ["m", "min", "mins", "minute", "minutes"]),
        ("s", ["s", "sec", "secs", "second", "seconds"]),
        ("ms", ["ms", "msec", "msecs", "milli", "millis", "millisecond", "milliseconds"]),
        ("us", ["us", "\u00b5s", "\u03bcs", "usec", "micros", "microsecond", "microseconds"]),
        ("ns", ["ns", "nsec", "nanos", "nanosecond", "nanoseconds"]),
    ];

    private static readonly Regex Part = new(@"\G\s*(?<number>[0-9]+([.,][0-9]+)?)\s*(?<unit>\p{L}*)\s*", RegexOptions.CultureInvariant);

    private static readonly string[] Clock = [@"h\:mm\:ss", @"hh\:mm\:ss", @"m\:ss", @"mm\:ss", @"h\:mm\:ss\.FFFFFFF", @"hh\:mm\:ss\.FFFFFFF"];

    /// <summary>The readable durations that a text may stand for, the likeliest first; none when nothing is obvious.</summary>
    public static string[] Of(string text) => [.. Guesses(text.Trim()).Where(g => g != text && Durations.TryParse(g, out _, out _))];

    private static IEnumerable<string> Guesses(string text)
    {
        if (TimeSpan.TryParseExact(text, Clock, CultureInfo.InvariantCulture, out var clock)) return [OfClock(clock)];

        var (whole, at) = ("", 0);
        while (at < text.Length && Part.Match(text, at) is { Success: true } part)
        {
            if (DecimalComma.Point(part.Groups["number"].Value) is not { } number) return [];
            var name = part.Groups["unit"].Value.ToLowerInvariant();
            // A number alone: seconds are as likely as milliseconds, and the author knows which.
            if (name.Length == 0) return part.Length == text.Length ? [number + "s", number + "ms"] : [];
            if (Units.FirstOrDefault(u => u.Names.Contains(name)).Unit is not { } unit) return [];
            whole += number + unit;
            at += part.Length;
        }

        return at == text.Length && at > 0 ? [whole] : [];
    }

    private static string OfClock(TimeSpan time)
    {
        var seconds = (decimal)time.Ticks % TimeSpan.TicksPerMinute / TimeSpan.TicksPerSecond;
        var text = (time.Hours > 0 ? $"{time.Hours}h" : "") + (time.Minutes > 0 ? $"{time.Minutes}m" : "")
            + (seconds > 0 ? seconds.ToString("0.#######", CultureInfo.InvariantCulture) + "s" : "");
        return text.Length == 0 ? "0s" : text;
    }
}
