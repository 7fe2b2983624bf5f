using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Analysis.Statistics;
using RunScope.Testing.Baselines;

namespace RunScope.Testing.Reporting;

/// <summary>A calibration in words: how often the gate is wrong here, what it can show, and how long that takes.</summary>
internal static class CalibrationText
{
    private const string None = "-";

    public static string Of(Calibration calibration)
    {
        var text = new StringBuilder();
        Line(text, $"{Counts.Of(calibration.Pairs, "pair")}, the same program on both sides; {Durations.Format(calibration.RunTime)} from the start of one run to the next (median)");
        Line(text, $"");
        Table(text, Spread(calibration));
        if (calibration.Pairs < Calibration.FewestPairs)
        {
            Line(text, $"");
            Line(text, $"With {Counts.Of(calibration.Pairs, "pair")} there is nothing to say of false reds and of what shows: at least {Calibration.FewestPairs} are needed, and 20 are better.");
        }
        else
        {
            Rates(text, calibration);
            Growth(text, calibration);
            Limits(text, calibration);
        }

        foreach (var note in calibration.Notes) Line(text, $"note: {note}");
        return text.ToString();
    }

    /// <summary>What a growth must be to show, in one line: "On this machine a growth of WallTime by 4.0 % shows in 24 s (10 pairs), by 3.1 % in 48 s (20 pairs)."; null where none can be shown.</summary>
    public static string? InOneLine(Calibration calibration)
    {
        var metric = calibration.Metrics.FirstOrDefault(m => m.Growth.Any(g => g.AmongOthers is not null));
        if (metric is null) return null;
        var shown = metric.Growth.Where(g => g.AmongOthers is not null)
            .Select((g, i) => $"by {Relative(metric, g.AmongOthers!.Value)} {(i == 0 ? "shows " : "")}in {Durations.Format(calibration.TimeOf(g.Pairs), 2)} ({Counts.Of(g.Pairs, "pair")})");
        return $"On this machine a growth of {metric.Metric} {string.Join(", ", shown)}.";
    }

    private static void Rates(StringBuilder text, Calibration calibration)
    {
        Line(text, $"");
        if (calibration.FalseReds is not { } reds)
        {
            Line(text, $"False reds: unknown, since a gated metric is.");
            return;
        }

        var rules = calibration.Rules;
        Line(text, $"False reds of {Counts.Format(reds.Trials)} simulated verdicts on unchanged code: {Rate(reds.Screen, reds.Trials)} on the screen{(rules.Confirm ? $", {Rate(reds.Confirmed, reds.Trials)} after confirming" : "; nothing is confirmed")}.");
        Line(text, $"Inconclusive: {Rate(reds.Unsure, reds.Trials)}.");
        Line(text, $"A verdict takes {Pairs(rules.Runs, rules.MaxRuns)}{(rules.Confirm ? $", and {Counts.Format(rules.ConfirmationRuns)} fresh ones before it is red" : "")}.");
    }

    private static void Growth(StringBuilder text, Calibration calibration)
    {
        var metrics = calibration.Metrics.Where(m => !m.Growth.IsEmpty).ToArray();
        if (metrics.Length == 0) return;
        Line(text, $"");
        Line(text, $"The smallest growth that goes red in {Percent.Whole(Calibration.Power)} of builds{(calibration.Rules.Confirm ? ", confirmed on fresh pairs" : "")}{(metrics.Length > 1 ? $": gated alone / as one of {Counts.Format(calibration.Rules.Metrics.Length)}" : "")}");
        List<string[]> rows = [["pairs", "screen takes", .. metrics.Select(m => m.Metric.ToString())]];
        foreach (var (size, i) in Calibration.Sizes.Select((s, i) => (s, i)))
            rows.Add([Counts.Format(size), Durations.Format(calibration.TimeOf(size), 2), .. metrics.Select(m => Cell(m, m.Growth[i], calibration.Rules.Metrics.Length > 1))]);
        Table(text, rows);
        if (metrics.Any(m => m.Growth.Any(g => g.Alone is null || g.AmongOthers is null))) Line(text, $"{None}: so few pairs can't be red however much it grew: {Fewest(calibration.Rules)}.");
        if (InOneLine(calibration) is { } line) Line(text, $"{line}");
    }

    private static void Limits(StringBuilder text, Calibration calibration)
    {
        // The standard error of a standard deviation, were the runs normal: 1 / sqrt(2 (n - 1)).
        var doubt = 1.96 / Math.Sqrt(2.0 * (calibration.Pairs - 1));
        Line(text, $"");
        Line(text, $"What {Counts.Of(calibration.Pairs, "pair")} can't tell: the verdicts are drawn from these pairs, so that what happened in none of them happens in no verdict, and the spread that all figures follow is itself known to about {Percent.Whole(doubt)}. Run it again at another hour, with more pairs, to know better.");
    }

    private static IEnumerable<string[]> Spread(Calibration calibration)
    {
        yield return ["metric", "centre", "runs vary by", "within pairs by", "tolerated"];
        foreach (var m in calibration.Metrics)
        {
            yield return !m.Known
                ? [m.Metric.ToString(), "unknown", None, None, None]
                : [m.Metric.ToString(), MetricText.Of(m.Metric, m.Center), Relative(m, m.Deviation), Relative(m, m.DeviationInPairs), Relative(m, calibration.Rules.Tolerated(m.Metric, m.Center))];
        }
    }

    private static string Cell(CalibratedMetric metric, DetectableGrowth growth, bool several)
    {
        var alone = growth.Alone is { } a ? Relative(metric, a) : None;
        return several ? $"{alone} / {(growth.AmongOthers is { } g ? Relative(metric, g) : None)}" : alone;
    }

    // Of a centre near 0 every change is huge; the change itself says more.
    private static string Relative(CalibratedMetric metric, double value) => double.IsNaN(value) ? None
        : metric.Center != 0 && Math.Abs(value / metric.Center) <= 1 ? Percent.Format(value / Math.Abs(metric.Center)) : MetricText.Of(metric.Metric, value);

    private static string Rate(int count, int trials)
    {
        var (low, high) = Wilson.Interval(count, trials);
        return string.Create(CultureInfo.InvariantCulture, $"{Percent.Format((double)count / trials, 2)} (95 % CI {low * 100:0.00}..{high * 100:0.00})");
    }

    private static string Fewest(GateRules rules)
    {
        var alone = SignedRank.FewestPairs(GateRules.Alpha);
        var among = SignedRank.FewestPairs(GateRules.Alpha / rules.Metrics.Length);
        return among == alone ? $"at least {alone} are needed for an error rate of {Percent.Whole(GateRules.Alpha)}"
            : $"at least {alone} are needed for an error rate of {Percent.Whole(GateRules.Alpha)}, {among} when {Counts.Of(rules.Metrics.Length, "metric")} share it";
    }

    private static string Pairs(int runs, int maxRuns) => maxRuns > runs ? $"{Counts.Format(runs)} to {Counts.Of(maxRuns, "pair")}" : Counts.Of(runs, "pair");

    private static void Table(StringBuilder text, IEnumerable<string[]> cells)
    {
        var rows = cells.ToImmutableArray();
        var widths = Enumerable.Range(0, rows[0].Length).Select(c => rows.Max(r => r[c].Length)).ToArray();
        foreach (var row in rows) Line(text, $"  {string.Join("  ", row.Select((cell, c) => c == 0 ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]))).TrimEnd()}");
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
