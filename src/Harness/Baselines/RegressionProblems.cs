using System.Globalization;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Analysis.Statistics;

namespace RunScope.Testing.Baselines;

/// <summary>
/// What can be wrong with how a test is held against a baseline, in one place for the configuration, for the checks at discovery, and for the analyzers, which compile this file.
/// All problems are without a full stop at the end; null means that there is none.
/// </summary>
internal static class RegressionProblems
{
    /// <summary>Of the smallest growth that may be red.</summary>
    public static string? OfMinEffect(double share) => share switch
    {
        >= 0 and <= 1 => null,
        > 1 and <= 100 => $"MinEffect = {Text(share)} is not a share: write {((decimal)share / 100).ToString("0.00######", CultureInfo.InvariantCulture)} for {Text(share)} %",
        _ => $"MinEffect = {Text(share)} is not a share: write a number from 0 to 1, such as 0.03 for 3 %",
    };

    /// <summary>Of the floors.</summary>
    public static string? OfFloor(string text) => FloorText.Read(text).Problem is { } problem ? $"Floor: {problem}" : null;

    /// <summary>Of how many pairs or runs there are to be; null for what nobody wrote.</summary>
    public static IEnumerable<string> OfRuns(int? runs, int? maxRuns)
    {
        var outside = new[] { ("Runs", runs), ("MaxRuns", maxRuns) }.Where(r => r.Item2 is < OptionRanges.FewestGated or > OptionRanges.MostGated).ToArray();
        foreach (var (name, number) in outside) yield return $"{name} = {Text(number!.Value)}; it takes {Text(OptionRanges.FewestGated)} to {Text(OptionRanges.MostGated)}";
        if (outside.Length == 0 && maxRuns < runs) yield return $"MaxRuns = {Text(maxRuns.Value)} is fewer than Runs = {Text(runs.Value)}: raise it, or leave it out";
    }

    /// <summary>Whether so many pairs could show anything at all: each metric of several may be red by chance less often.</summary>
    /// <param name="runs">The pairs at the first look that may be red.</param>
    /// <param name="maxRuns">The pairs at the last.</param>
    /// <param name="metrics">The metrics that are gated.</param>
    public static string? OfPairs(int runs, int maxRuns, int metrics)
    {
        if (CanShow(runs, maxRuns, metrics)) return null;
        var enough = Enumerable.Range(maxRuns + 1, OptionRanges.MostGated).First(most => CanShow(runs, most, metrics));
        return $"{Text(Math.Max(runs, maxRuns))} pairs can't show a regression of {Counts.Of(metrics, "metric")}, however large: set MaxRuns to {Text(enough)} or more, or gate fewer Metrics";
    }

    /// <summary>Of the metrics by their numbers.</summary>
    /// <param name="metrics">What is named.</param>
    /// <param name="nameOf">The name of a metric; null where there is no such metric.</param>
    public static IEnumerable<string> OfMetrics(IReadOnlyList<int> metrics, Func<int, string?> nameOf)
    {
        if (metrics.Count == 0) yield return "Metrics names none: write one or more, such as GatedMetric.WallTime, or leave it out";
        foreach (var unknown in metrics.Distinct().Where(m => nameOf(m) is null)) yield return $"{Text(unknown)} is no GatedMetric";
        foreach (var twice in metrics.GroupBy(m => m).Where(g => g.Count() > 1 && nameOf(g.Key) is not null)) yield return $"Metrics names {nameOf(twice.Key)} twice";
    }

    /// <summary>Of a folder for a file that nobody reads.</summary>
    public static string? OfFolder(string? baselines, string? referenceFrom) => baselines is null || referenceFrom is null
        ? null
        : "Baselines names a folder, and with ReferenceFrom no baseline file is read: keep one of them";

    private static bool CanShow(int runs, int maxRuns, int metrics) =>
        Look.At(runs, maxRuns).Any(l => l.AlphaShare > 0 && SignedRank.FewestPairs(GateRules.Alpha * l.AlphaShare / metrics) <= l.Pairs);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(double number) => double.IsNaN(number) ? "NaN" : number.ToString("0.#########", CultureInfo.InvariantCulture);
}
