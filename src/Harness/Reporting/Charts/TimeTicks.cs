using System.Globalization;

namespace RunScope.Testing.Reporting.Charts;

/// <summary>A place on the time axis.</summary>
/// <param name="At">In percent of the run.</param>
/// <param name="Label">The time in words.</param>
internal sealed record TickView(string At, string Label);

/// <summary>Round times along an axis. The page's script does the same for a part of the run.</summary>
internal static class TimeTicks
{
    public static TickView[] Of(double seconds)
    {
        var step = Math.Pow(10, Math.Floor(Math.Log10(seconds / 4)));
        step *= (seconds / step) switch { > 40 => 10, > 20 => 5, > 10 => 2.5, _ => 1 };
        var (unit, name) = seconds < 0.001 ? (1e6, "µs") : seconds < 1 ? (1e3, "ms") : (1, "s");
        var ticks = new List<TickView>();

        // A label at the very end would be cut off.
        for (var i = 0; i * step < seconds * 0.98; i++)
        {
            ticks.Add(new TickView(
                Percent(i * step / seconds),
                string.Create(CultureInfo.InvariantCulture, $"{Math.Round(i * step * unit, 6):0.####} {name}")));
        }

        return [.. ticks];
    }

    /// <summary>A part of the run in percent, as attributes hold it.</summary>
    public static string Percent(double part) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(Math.Clamp(part, 0, 1) * 100, 3)}%");
}
