using System.Collections.Immutable;
using System.Globalization;
using RunScope.Testing.Baselines;

namespace RunScope.Testing.Reporting;

/// <summary>Whether a verdict that was read can be one: a deserializer lets pass what is missing in lists, and numbers that nothing can be.</summary>
internal static class VerdictChecks
{
    // Of seconds, bytes and counts; pages and messages can word numbers up to here.
    private const double Most = 1e18;

    /// <summary>The first thing that no verdict has, in words; null when all is well.</summary>
    public static string? Problem(VerdictDocument document) => Problems(document).FirstOrDefault(p => p is not null);

    private static IEnumerable<string?> Problems(VerdictDocument document)
    {
        yield return document.Test is null ? "it names no test" : null;
        yield return Each("findings", document.Findings, Of);
        if (document.Baseline is not { } baseline) yield break;
        yield return Enum.IsDefined(baseline.Kind) && Enum.IsDefined(baseline.Outcome) && baseline.Against is not null ? null : "baseline is of no kind, has no outcome, or is against nothing";
        yield return Each("baseline.metrics", baseline.Metrics, Of) ?? Each("baseline.screen", baseline.Screen, Of);
        yield return Texts("baseline.reasons", baseline.Reasons) ?? Texts("baseline.notes", baseline.Notes);
    }

    private static string? Of(string where, Finding finding) =>
        !Enum.IsDefined(finding.Outcome) || finding.Evidence is null ? $"{where} has no outcome or no evidence"
        : Texts(where + ".details", finding.Details) ?? (finding.States.IsDefault ? $"{where}.states is no list" : null)
            ?? Number(where + ".value", finding.Value) ?? Number(where + ".atLeast", finding.AtLeast) ?? Number(where + ".atMost", finding.AtMost);

    private static string? Of(string where, MetricComparison metric)
    {
        if (!Enum.IsDefined(metric.Metric) || !Enum.IsDefined(metric.Outcome)) return $"{where} is of no metric, or has no outcome";
        if (metric.Base.IsDefault || metric.Head.IsDefault) return $"{where} has no runs";
        foreach (var value in metric.Base.Concat(metric.Head))
        {
            if (Number(where + ".base or head", value) is { } problem) return problem;
        }

        // What isn't known is null in the file, and no number here.
        foreach (var value in (double?[])[metric.BaseCenter, metric.HeadCenter, metric.Shift, metric.Low, metric.High, metric.Tolerated, metric.MinEffect])
        {
            if (value is { } known && !double.IsNaN(known) && Number(where, known) is { } problem) return problem;
        }

        if (!double.IsNaN(metric.Confidence) && metric.Confidence is not (>= 0 and <= 1)) return $"{where}.confidence is no share from 0 to 1";
        return Texts(where + ".notes", metric.Notes) ?? Texts(where + ".causes", metric.Causes);
    }

    private static string? Each<T>(string where, ImmutableArray<T> items, Func<string, T, string?> problem)
        where T : class
    {
        if (items.IsDefault) return $"{where} is no list";
        for (var i = 0; i < items.Length; i++)
        {
            var item = string.Create(CultureInfo.InvariantCulture, $"{where}[{i}]");
            if ((items[i] is null ? $"{item} is null" : problem(item, items[i])) is { } found) return found;
        }

        return null;
    }

    private static string? Texts(string where, ImmutableArray<string> texts) => Each(where, texts, (_, _) => null);

    private static string? Number(string where, double? value) => value is null || Math.Abs(value.Value) <= Most ? null : $"{where} is larger than anything that is measured";
}
