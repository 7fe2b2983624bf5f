using System.Collections.Immutable;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Assertions;

/// <summary>Builds the findings that several kinds of limits share.</summary>
internal static class Findings
{
    /// <summary>The threads of each run; where a run has none in the set, the finding that says so.</summary>
    public static (ImmutableArray<ImmutableArray<ThreadProfile>> Threads, Finding? Empty) Select(
        ThreadSet set, ImmutableArray<ProcessProfile> runs, string metric, Bounds bounds)
    {
        ImmutableArray<ImmutableArray<ThreadProfile>> threads = [.. runs.Select(set.Select)];
        var empty = threads.Select((t, i) => t.IsEmpty ? i : -1).FirstOrDefault(i => i >= 0, -1);
        if (empty < 0)
            return (threads, null);
        var which = runs.Length == 1 ? "" : $" in run {Counts.Format(empty + 1)} of {Counts.Format(runs.Length)}";
        return (threads, new Finding
        {
            Outcome = FindingOutcome.Missed,
            Metric = metric,
            Limit = bounds.Words,
            Actual = $"over no thread{which}",
            Details = [set.Explain(runs[empty])],
            AtLeast = bounds.AtLeast,
            AtMost = bounds.AtMost,
        });
    }

    /// <summary>Which threads a number is over, as the beginning of its evidence; empty for the default set.</summary>
    public static string Over(ThreadSet set, ImmutableArray<ImmutableArray<ThreadProfile>> threads) =>
        set.IsDefault ? "" : Named(set, threads);

    /// <summary>The same with words for the default set too, where it isn't the default of the limit.</summary>
    public static string Named(ThreadSet set, ImmutableArray<ImmutableArray<ThreadProfile>> threads) =>
        $"over {set}, {Counts.Range(threads.Select(t => t.Length), "thread")}; ";

    /// <summary>A finding about a number that is known in every run.</summary>
    /// <param name="metric">What was measured.</param>
    /// <param name="bounds">The limit.</param>
    /// <param name="runs">The number in each run.</param>
    /// <param name="evidence">How it was obtained.</param>
    public static Finding Of(string metric, Bounds bounds, IReadOnlyCollection<Interval> runs, params IEnumerable<string> evidence)
    {
        var median = Interval.Median(runs);
        return new Finding
        {
            Outcome = bounds.Judge(median),
            Metric = metric,
            Limit = bounds.Words,
            Actual = bounds.Actual(median.Value),
            Evidence = string.Join("; ", new[] { Spread(bounds, runs) }.Concat(evidence).Where(e => e.Length > 0)),
            Value = median.Value,
            AtLeast = bounds.AtLeast,
            AtMost = bounds.AtMost,
        };
    }

    /// <summary>A finding about a number that isn't known.</summary>
    public static Finding Unknown(string metric, Bounds bounds, string why) => new()
    {
        Outcome = FindingOutcome.Inconclusive,
        Metric = metric,
        Limit = bounds.Words,
        Actual = "not known",
        Evidence = why,
        AtLeast = bounds.AtLeast,
        AtMost = bounds.AtMost,
    };

    /// <summary>How far several runs lie apart; empty for one.</summary>
    private static string Spread(Bounds bounds, IReadOnlyCollection<Interval> runs) => runs.Count == 1
        ? ""
        : $"median of {Counts.Of(runs.Count, "run")}, {bounds.Rounded(runs.Min(r => r.Value), 0)}..{bounds.Rounded(runs.Max(r => r.Value), 0)}";
}
