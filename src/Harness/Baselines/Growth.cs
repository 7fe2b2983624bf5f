using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;

namespace RunScope.Testing.Baselines;

/// <summary>Says what made a number grow: which threads, in which wait, and what to do about it where that is sure.</summary>
/// <remarks>
/// Time is compared part by part between the average runs of both sides. When a run lasts longer, every thread that waits for its end waits longer too; such
/// waits never stand before what explains them.
/// </remarks>
internal static class Growth
{
    private const int MostParts = 3;

    /// <summary>A part is worth a line from this share of the growth on.</summary>
    private const double WorthALine = 0.1;

    /// <summary>A wait for others is explained by what grew in other threads, from this share of its own growth on.</summary>
    private const double Explaining = 0.5;

    /// <summary>Threads whose own work is this share of what they grew by, and twice that of a thread that waited meanwhile, are what it waited for.</summary>
    private const double Busy = 0.1;

    /// <summary>What fills a thread's life counts for so much less than what doesn't: it may be a timer that ticks while the run lasts.</summary>
    private const double OfTimers = 0.7;

    /// <summary>Advice is about what made at least this share of the growth.</summary>
    private const double SureShare = 0.5;

    private static readonly TaskState[] EveryState = [TaskState.Running, TaskState.Runnable, TaskState.Sleeping, TaskState.DiskSleep, TaskState.Stopped];

    /// <summary>Fills in the causes of what regressed.</summary>
    /// <param name="comparison">The comparison, judged.</param>
    /// <param name="before">The runs of the base.</param>
    /// <param name="after">The runs of the head.</param>
    /// <param name="cpus">The CPUs that the process may use; null where that isn't known.</param>
    public static Comparison Explain(Comparison comparison, IReadOnlyCollection<RunSample> before, IReadOnlyCollection<RunSample> after, double? cpus = null) =>
        Explain(comparison, WaitTotal.Average([.. before.Select(r => r.Waits)]), WaitTotal.Average([.. after.Select(r => r.Waits)]), cpus);

    /// <summary>Fills in the causes of what regressed against accepted jobs.</summary>
    public static Comparison Explain(Comparison comparison, IReadOnlyCollection<AcceptedJob> before, IReadOnlyCollection<RunSample> after, double? cpus = null) =>
        Explain(comparison, WaitTotal.Average([.. before.Select(j => j.Waits)]), WaitTotal.Average([.. after.Select(r => r.Waits)]), cpus);

    /// <summary>Fills in the causes of what regressed.</summary>
    /// <param name="comparison">The comparison, judged.</param>
    /// <param name="before">What the average run of the base spent its time in.</param>
    /// <param name="after">The same of the head.</param>
    /// <param name="cpus">The CPUs that the process may use; null where that isn't known.</param>
    public static Comparison Explain(Comparison comparison, ImmutableArray<WaitTotal> before, ImmutableArray<WaitTotal> after, double? cpus = null)
    {
        var words = new GrowthWords(comparison.Kind == ComparisonKind.Stored ? "in the baseline" : "in the reference", cpus);
        return comparison with { Metrics = [.. comparison.Metrics.Select(m => m.Outcome == VerdictOutcome.Regressed ? m with { Causes = Causes(m, before, after, words) } : m)] };
    }

    /// <summary>What grew, the likeliest cause of the metric's growth first.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="before">What the average run of the base spent its time in.</param>
    /// <param name="after">The same of the head.</param>
    /// <returns>The parts, and whether each may have grown only because another did.</returns>
    public static ImmutableArray<(GrowthPart Part, bool Follows)> Parts(GatedMetric metric, ImmutableArray<WaitTotal> before, ImmutableArray<WaitTotal> after)
    {
        var states = StatesOf(metric);
        GrowthPart[] all = [.. GrowthParts.Of(before, after, EveryState).Where(p => p.GrowthPerThread > 0)];
        return
        [
            .. GrowthParts.Of(before, after, states).Where(p => Size(metric, p) > 0)
                .Select(p => (Part: p, Follows: p.IsPassive ? IsExplained(p, all) : p.State == TaskState.Runnable && states.Length > 1 && IsOfCpuTime(p, all)))
                .OrderBy(p => p.Follows)
                .ThenByDescending(p => p.Part.FillsLives ? OfTimers * p.Part.GrowthPerThread : Size(metric, p.Part))
                .ThenBy(p => p.Part.Call, StringComparer.Ordinal).ThenBy(p => p.Part.Threads.Name, StringComparer.Ordinal),
        ];
    }

    // Threads side by side lengthen the run once, each by its own part; only sums over threads add them up.
    private static double Size(GatedMetric metric, GrowthPart part) => metric == GatedMetric.WallTime ? part.GrowthPerThread : part.Growth;

    /// <summary>Whether the threads wait longer for a CPU because they need it for longer: on a busy machine both grow alike.</summary>
    private static bool IsOfCpuTime(GrowthPart wait, GrowthPart[] all) =>
        all.Any(p => p.State == TaskState.Running && p.Threads.Name == wait.Threads.Name && p.GrowthPerThread >= Explaining * wait.GrowthPerThread);

    /// <summary>
    /// Whether others did something for longer meanwhile; or threads of the same name waited for longer, one of them at a time, as those that share a lock;
    /// or this thread did nothing but wait while others, which wait for each other, did at least some of the work.
    /// </summary>
    private static bool IsExplained(GrowthPart wait, GrowthPart[] all)
    {
        var others = all.Where(p => p.Threads.Name != wait.Threads.Name).ToArray();
        var own = all.Where(p => p.Threads.Name == wait.Threads.Name && !p.IsPassive).ToArray();
        var blocked = own.Where(p => p.State is not (TaskState.Running or TaskState.Runnable)).Sum(p => p.Growth);
        return Active(others) >= Explaining * wait.GrowthPerThread
            || blocked * wait.Threads.CountAfter >= Explaining * wait.Growth
            || others.GroupBy(p => p.Threads.Name).Any(threads =>
                threads.Sum(p => p.GrowthPerThread) is var grew && grew >= Explaining * wait.GrowthPerThread
                && Active(threads) / grew >= Math.Max(Busy, 2 * Active(own) / wait.GrowthPerThread));

        static double Active(IEnumerable<GrowthPart> parts) => parts.Where(p => !p.IsPassive).Sum(p => p.GrowthPerThread);
    }

    private static ImmutableArray<string> Causes(MetricComparison metric, ImmutableArray<WaitTotal> before, ImmutableArray<WaitTotal> after, GrowthWords words) => metric.Metric switch
    {
        GatedMetric.PeakMemory or GatedMetric.BytesRead or GatedMetric.BytesWritten => [],
        GatedMetric.ThreadCount => words.Threads([.. GrowthParts.Threads(before, after).Select(t => t.Threads)]),
        GatedMetric.ContextSwitches or GatedMetric.VoluntarySwitches or GatedMetric.InvoluntarySwitches => words.Switches(metric, before, after),
        _ => OfTime(metric, before, after, words),
    };

    private static ImmutableArray<string> OfTime(MetricComparison metric, ImmutableArray<WaitTotal> before, ImmutableArray<WaitTotal> after, GrowthWords words)
    {
        var states = new StateGroup(StatesOf(metric.Metric));

        // Of the wall time the growth is the metric's own; sums over threads are compared with what the same threads' states grew by.
        var grew = metric.Metric == GatedMetric.WallTime ? metric.Shift : Total(after) - Total(before);
        if (grew <= 0) grew = metric.Shift;
        (GrowthPart Part, bool Follows, double Share)[] told =
        [
            .. Parts(metric.Metric, before, after).Select(p => (p.Part, p.Follows, Share: Size(metric.Metric, p.Part) / grew)).Where(p => p.Share >= WorthALine).Take(MostParts),
        ];
        if (told.Length == 0) return [];

        var lines = told.Select((t, i) => words.Line(t.Part, t.Share, t.Follows && i > 0));
        return told[0].Share >= SureShare && GrowthAdvice.Of(metric.Metric, told[0].Part, words.Cpus) is { } advice ? [.. lines, advice] : [.. lines];

        double Total(ImmutableArray<WaitTotal> side) => side.Where(w => w.IsWholeState && states.Includes(w.State)).Sum(w => w.Seconds);
    }

    private static TaskState[] StatesOf(GatedMetric metric) => metric switch
    {
        GatedMetric.CpuTime => [TaskState.Running],
        GatedMetric.RunQueueDelay or GatedMetric.RunQueueDelayByOthers => [TaskState.Runnable],
        _ when MetricKind.Of(metric).States is { IsEmpty: false } states => [.. states],
        _ => EveryState,
    };
}
