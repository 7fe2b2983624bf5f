using System.Globalization;
using RunScope.Testing.Baselines;

namespace RunScope.Testing.Reporting.Charts;

/// <summary>Where values lie along a picture, in percent of its width, with a few round values to read them by.</summary>
internal sealed class ValueAxis
{
    private const int MostTicks = 4;

    /// <summary>What is left free on either side, so that no mark is cut off.</summary>
    private const double Margin = 0.05;

    private readonly double _low;
    private readonly double _width;

    // Where all values are one, it alone is worth a label.
    private readonly double? _only;

    private ValueAxis(double low, double width, double? only = null) => (_low, _width, _only) = (low, width, only);

    /// <summary>An axis on which all of these can be seen; what is no number is left out.</summary>
    public static ValueAxis Over(params IEnumerable<double> values)
    {
        double[] known = [.. values.Where(double.IsFinite)];
        if (known.Length == 0) return new ValueAxis(0, 1);
        var (least, most) = (known.Min(), known.Max());
        var width = most > least ? most - least : Math.Max(Math.Abs(most) * 0.1, double.Epsilon * 16);
        var middle = (least + most) / 2;
        return new ValueAxis(middle - (width * (0.5 + Margin)), width * (1 + (2 * Margin)), most > least ? null : least);
    }

    /// <summary>A value's place: "12.345%".</summary>
    public string At(double value) => TimeTicks.Percent((value - _low) / _width);

    /// <summary>The length from one value to a larger one.</summary>
    public string Length(double from, double to) => TimeTicks.Percent(Math.Clamp((to - _low) / _width, 0, 1) - Math.Clamp((from - _low) / _width, 0, 1));

    /// <summary>Round values along it.</summary>
    /// <param name="scale">Their unit.</param>
    /// <param name="signed">Whether they are changes.</param>
    public TickView[] Ticks(MetricScale scale, bool signed)
    {
        if (_only is { } only) return [new TickView(At(only), Label(only / scale.Size, scale.Unit, signed))];
        var least = _width / scale.Size / MostTicks;
        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        var step = power * (least / power) switch { <= 1 => 1, <= 2 => 2, <= 2.5 => 2.5, <= 5 => 5, _ => 10 } * scale.Size;
        var ticks = new List<TickView>();

        // A label near an end would be cut off.
        for (var i = Math.Ceiling((_low + (0.06 * _width)) / step); i * step <= _low + (0.94 * _width); i++) ticks.Add(new TickView(At(i * step), Label(i * step / scale.Size, scale.Unit, signed)));
        return [.. ticks];
    }

    private static string Label(double value, string unit, bool signed) =>
        $"{Math.Round(value, 6).ToString(signed ? "+#,0.####;-#,0.####;0" : "#,0.####", CultureInfo.InvariantCulture)}{(unit.Length > 0 ? " " + unit : "")}";
}
