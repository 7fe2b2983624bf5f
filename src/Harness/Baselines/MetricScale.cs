using System.Globalization;
using RunScope.Testing.Analysis.Metrics;

namespace RunScope.Testing.Baselines;

/// <summary>The numbers of one metric in one unit with as many decimals as its change needs: "0.31 -> 2.15 s".</summary>
internal sealed class MetricScale
{
    private const int MostDecimals = 4;

    private static readonly (double Size, string Name)[] Times = [(1, "s"), (1e-3, "ms"), (1e-6, "µs")];
    private static readonly (double Size, string Name)[] Sizes = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB"), (1, "B")];

    private readonly double _size;
    private readonly int _decimals;

    private MetricScale(double size, string unit, int decimals) => (_size, Unit, _decimals) = (size, unit, decimals);

    /// <summary>How much of the metric's own unit one of the scale's is: 0.001 for ms.</summary>
    public double Size => _size;

    /// <summary>The unit; empty for counts.</summary>
    public string Unit { get; }

    /// <summary>The scale for a comparison's numbers.</summary>
    public static MetricScale Of(MetricComparison metric)
    {
        var largest = Finite(metric.BaseCenter, metric.HeadCenter, metric.Shift);
        var change = Finite(metric.Shift, metric.High - metric.Low);
        var (size, unit) = metric.Kind.Unit switch
        {
            MetricUnit.Seconds => Times.FirstOrDefault(t => largest >= 0.9995 * t.Size, largest == 0 ? Times[0] : Times[^1]),
            MetricUnit.Bytes => Sizes.FirstOrDefault(s => largest >= 0.9995 * s.Size, Sizes[^1]),
            _ => (1, ""),
        };
        var shown = (change > 0 ? change : largest) / size;

        // Three digits of the change, of a small one two: a fourth decimal of seconds is of nobody's interest.
        var decimals = shown > 0 ? 2 - (int)Math.Floor(Math.Log10(shown)) : 0;
        decimals = Math.Clamp(decimals > 2 ? decimals - 1 : decimals, 0, MostDecimals);
        return new MetricScale(size, unit, unit.Length == 0 ? Math.Min(decimals, shown < 10 ? 1 : 0) : unit == "B" ? 0 : decimals);
    }

    /// <summary>A number without its unit: "0.31".</summary>
    public string Number(double value) => Text(value, "");

    /// <summary>A number with its unit: "0.31 s".</summary>
    public string Value(double value) => WithUnit(Number(value));

    /// <summary>A change without its unit: "+1.84".</summary>
    public string Signed(double value) => Text(value, "+");

    /// <summary>A change with its unit: "+1.84 s".</summary>
    public string Change(double value) => WithUnit(Signed(value));

    /// <summary>A share of the base as a change: "+3.4 %".</summary>
    public static string Percent(double share) => SignedPercent(share) + " %";

    /// <summary>The same without the sign for percent: "+3.4".</summary>
    public static string SignedPercent(double share) => Math.Abs(share) < 0.0005 ? "0.0" : (share * 100).ToString(Math.Abs(share) >= 0.9995 ? "+#,0;-#,0" : "+0.0;-0.0", CultureInfo.InvariantCulture);

    private string WithUnit(string number) => Unit.Length == 0 ? number : $"{number} {Unit}";

    private string Text(double value, string plus)
    {
        if (!double.IsFinite(value)) return "unknown";
        var rounded = Math.Round(value / _size, _decimals, MidpointRounding.AwayFromZero);
        var digits = Math.Abs(rounded).ToString("#,0" + (_decimals > 0 ? "." + new string('0', _decimals) : ""), CultureInfo.InvariantCulture);
        return rounded < 0 ? "-" + digits : rounded > 0 ? plus + digits : digits;
    }

    private static double Finite(params ReadOnlySpan<double?> values)
    {
        var most = 0.0;
        foreach (var value in values)
        {
            if (value is { } known && double.IsFinite(known)) most = Math.Max(most, Math.Abs(known));
        }

        return most;
    }
}
