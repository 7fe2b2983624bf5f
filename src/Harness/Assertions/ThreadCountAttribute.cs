using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Assertions;

namespace RunScope.Testing;

/// <summary>Limits how many threads live at one time, or (<see cref="Total"/>) how many there are in all.</summary>
/// <remarks>
/// Threads are seen in rounds: one that began and ended between two of them was never seen. How many those can have been is known, because IDs are
/// given in turn and because threads use CPU time; a limit that they might break is inconclusive. With several runs the limit is on the median.
/// </remarks>
public sealed class ThreadCountAttribute : ProfileAssertionAttribute
{
    /// <summary>Counts every thread of the run (or of the test's body), and not the most at one time.</summary>
    public bool Total { get; set; }

    /// <summary>The least number, 0 or more; not limited when NaN, which is the default.</summary>
    public double AtLeast { get; set; } = double.NaN;

    /// <summary>The largest number, 0 or more; not limited when NaN, which is the default.</summary>
    public double AtMost { get; set; } = double.NaN;

    /// <inheritdoc/>
    protected internal override string Key => Total ? "total" : "";

    private string Metric => Total ? "ThreadCount (total)" : "ThreadCount";

    private Bounds Bounds => Bounds.OfNumbers(AtLeast, AtMost);

    /// <inheritdoc/>
    public override IEnumerable<string> Validate()
    {
        var bounds = double.IsNaN(AtLeast) && double.IsNaN(AtMost) ? [BoundProblems.NoBound] : BoundProblems.OfCounts(AtLeast, AtMost, "threads");
        return bounds.Concat(base.Validate());
    }

    /// <inheritdoc/>
    public override Finding Evaluate(ImmutableArray<ProcessProfile> runs)
    {
        RequireValid();
        var set = ThreadSet.Parse(Threads, Processes);
        var (threads, empty) = Findings.Select(set, runs, Metric, Bounds);
        if (empty is not null)
            return empty;

        // Of threads that are taken together nobody knows how many lived at one time.
        ImmutableArray<ImmutableArray<ThreadProfile>> counted = Total ? threads : [.. threads.Select(all => ThreadsAtOnce.Most([.. all.Where(t => t.Together is null)]))];
        Interval[] counts = [.. counted.Select((c, i) => Count(c.Sum(t => t.Together ?? 1), runs[i].UnseenThreads, Total ? 0 : threads[i].Sum(t => t.Together ?? 0)))];
        var over = set.IsDefault ? "" : $"over {set}; ";
        var finding = Findings.Of(Metric, Bounds, counts, over + Obtained(runs));
        var typical = TypicalRun.By(counts, c => c.Value);
        var tooMany = finding.Outcome != FindingOutcome.Kept && finding.Value > finding.AtMost;
        return finding with { Details = tooMany ? [ThreadsAtOnce.Names(counted[typical])] : [] };
    }

    /// <summary>The attribute as it is written.</summary>
    public override string ToString() => Declaration.Of(
        "ThreadCount",
        [Declaration.Part(nameof(Total), Total), Declaration.Part(nameof(AtLeast), AtLeast), Declaration.Part(nameof(AtMost), AtMost), .. ThreadParts()]);

    private static Interval Count(int seen, long? unseen, int maybe) => new(seen, seen, seen + maybe + (unseen ?? double.PositiveInfinity));

    private static string Obtained(ImmutableArray<ProcessProfile> runs)
    {
        var rounds = $"seen in {Counts.Format(runs[0].Engine.SampleRate)} rounds a second";
        var unseen = runs.Max(r => r.UnseenThreads ?? long.MaxValue);
        return unseen switch
        {
            0 => $"{rounds}, none can have lived between them",
            long.MaxValue => $"{rounds}; how many lived between them isn't known",
            _ => $"{rounds}, up to {Counts.Format(unseen)} more can have lived between them",
        };
    }
}
