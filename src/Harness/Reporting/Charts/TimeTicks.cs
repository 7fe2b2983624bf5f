using System.Globalization;

namespace RunScope.Testing.Reporting.Charts;

/// <summary>A place on the time axis.</summary>
/// <param name="At">In percent of the run.</param>
/// <param name="Label">The time in words.</param>
internal sealed record TickView(string At, string Label);

/// <summary>Round times along an axis. The page's script does the same for a part of the run.</summary>
internal static class TimeTicks
{
    /// <summary>From here on times are in minutes and hours, as they are elsewhere.</summary>
    private const double LongSeconds = 120;

    // More labels would run into each other on a narrow page.
    private const int MostLongTicks = 6;

    private static readonly double[] LongSteps = [30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400];

    public static TickView[] Of(double seconds)
    {
        var step = Step(seconds);
        var ticks = new List<TickView>();

        // A label at the very end would be cut off.
        for (var i = 0; i * step < seconds * 0.98; i++) ticks.Add(new TickView(Percent(i * step / seconds), Label(i * step, seconds)));
        return [.. ticks];
    }

    private static double Step(double seconds)
    {
        if (seconds >= LongSeconds) return LongSteps.FirstOrDefault(s => seconds / s <= MostLongTicks, LongSteps[^1]);
        var step = Math.Pow(10, Math.Floor(Math.Log10(seconds / 4)));
        return step * (seconds / step) switch { > 40 => 10, > 20 => 5, > 10 => 2.5, _ => 1 };
    }

    private static string Label(double at, double seconds)
    {
        if (seconds >= LongSeconds)
        {
            var (hours, minutes, rest) = (Math.Floor(at / 3600), Math.Floor(at % 3600 / 60), at % 60);
            var parts = new[] { (hours, "h"), (minutes, "min"), (rest, "s") }.Where(p => p.Item1 > 0).Select(p => Number(p.Item1, p.Item2)).ToArray();
            return parts.Length > 0 ? string.Join(' ', parts) : Number(0, "s");
        }

        var (unit, name) = seconds < 0.001 ? (1e6, "µs") : seconds < 1 ? (1e3, "ms") : (1, "s");
        return Number(at * unit, name);
    }

    private static string Number(double number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(number, 6):0.####} {unit}");

    /// <summary>A part of the run in percent, as attributes hold it.</summary>
    public static string Percent(double part) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(Math.Clamp(part, 0, 1) * 100, 3)}%");
}
