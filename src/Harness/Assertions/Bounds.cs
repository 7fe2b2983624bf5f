using System.Globalization;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Assertions;

/// <summary>A lower limit, an upper limit or both, in one unit, with the words for it.</summary>
/// <param name="AtLeast">The lower limit; null when there is none.</param>
/// <param name="AtMost">The upper limit; null when there is none.</param>
/// <param name="Exact">A limit in words, to all its digits.</param>
/// <param name="Rounded">A measured value in words; the number says how many digits more than usual.</param>
internal sealed record Bounds(double? AtLeast, double? AtMost, Func<double, string> Exact, Func<double, int, string> Rounded)
{
    /// <summary>Bounds on a share, 0 to 1; NaN is no bound.</summary>
    public static Bounds OfShares(double atLeast, double atMost) =>
        new(Set(atLeast), Set(atMost), Percent.Exact, static (v, more) => Percent.Format(v, 1 + more));

    /// <summary>Bounds in seconds, from texts that <see cref="Durations"/> reads; null is no bound.</summary>
    public static Bounds OfDurations(string? atLeast, string? atMost) =>
        new(Seconds(atLeast), Seconds(atMost), static v => Durations.Exact(Durations.FromSeconds(v)), static (v, more) => Durations.Format(Durations.FromSeconds(v), 3 + more));

    /// <summary>Bounds on a number of CPUs; NaN is no bound.</summary>
    public static Bounds OfCpus(double atLeast, double atMost) => new(
        Set(atLeast),
        Set(atMost),
        static v => Cpus(v.ToString("0.0########", CultureInfo.InvariantCulture)),
        static (v, more) => Cpus(v.ToString("F" + (2 + more).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)));

    /// <summary>Bounds on a count or another plain number; NaN is no bound.</summary>
    public static Bounds OfNumbers(double atLeast, double atMost, string unit = "") => new(
        Set(atLeast),
        Set(atMost),
        v => Numbers.Exact(v) + (unit.Length > 0 ? " " + unit : ""),
        (v, more) => Numbers.Format(v, 3 + more) + (unit.Length > 0 ? " " + unit : ""));

    /// <summary>Bounds in bytes, from texts that <see cref="Sizes"/> reads; null is no bound. Values are worded in the kind of unit that the bounds are written in.</summary>
    public static Bounds OfSizes(string? atLeast, string? atMost)
    {
        var binary = Sizes.IsBinary(atLeast) || Sizes.IsBinary(atMost);
        return new(Bytes(atLeast), Bytes(atMost), v => Sizes.Format(v, 20, binary), (v, more) => Sizes.Format(v, 3 + more, binary));
    }

    /// <summary>The limit in words: "at least 60.0 % and at most 90.0 %".</summary>
    public string Words => string.Join(
        " and ",
        new[] { AtLeast is { } low ? $"at least {Exact(low)}" : "", AtMost is { } high ? $"at most {Exact(high)}" : "" }.Where(w => w.Length > 0));

    /// <summary>
    /// Missed when the whole interval lies beyond a limit, kept when the whole interval lies within, else inconclusive. An exact value is
    /// an interval of one point, which is never inconclusive. What is no number keeps no limit.
    /// </summary>
    public FindingOutcome Judge(Interval measured)
    {
        if (measured.High < AtLeast || measured.Low > AtMost)
            return FindingOutcome.Missed;
        var within = (AtLeast is null || measured.Low >= AtLeast) && (AtMost is null || measured.High <= AtMost);
        return within ? FindingOutcome.Kept : FindingOutcome.Inconclusive;
    }

    /// <summary>A measured value in words, with enough digits to be told from the limits that it isn't equal to.</summary>
    public string Actual(double value)
    {
        for (var more = 0; ; more++)
        {
            var text = Rounded(value, more);
            if (more == 4 || (Apart(value, AtLeast, more, text) && Apart(value, AtMost, more, text)))
                return text;
        }
    }

    private bool Apart(double value, double? limit, int more, string text) => limit is not { } l || l == value || Rounded(l, more) != text;

    private static double? Set(double bound) => double.IsNaN(bound) ? null : bound;

    private static double? Seconds(string? text) => text is not null && Durations.TryParse(text, out var value, out _) ? value.TotalSeconds : null;

    private static double? Bytes(string? text) => text is not null && Sizes.TryParse(text, out var value, out _) ? value.Bytes : null;

    private static string Cpus(string number) => number is "1.0" or "1.00" ? $"{number} CPU" : $"{number} CPUs";
}
