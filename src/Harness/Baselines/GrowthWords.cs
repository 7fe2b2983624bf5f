using System.Collections.Immutable;
using System.Globalization;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;

namespace RunScope.Testing.Baselines;

/// <summary>Puts what grew into words.</summary>
/// <param name="there">"in the baseline" or "in the reference".</param>
/// <param name="cpus">The CPUs that the process may use; null where that isn't known.</param>
internal sealed class GrowthWords(string there, double? cpus)
{
    /// <summary>The CPUs that the process may use; null where that isn't known.</summary>
    public double? Cpus => cpus;

    private const int MostLines = 3;

    private const double ManyMore = 1.3;

    /// <summary>Fewer switches say nothing of how often something was done.</summary>
    private const double FewSwitches = 20;

    /// <summary>The switches of a thread are those of a wait that takes this share of its waiting.</summary>
    private const double MainWait = 0.8;

    /// <summary><c>92 % of the growth in fsync of thread "writer": 0.05 -> 1.74 s a run; 418 voluntary switches, 12 in the baseline</c>.</summary>
    /// <param name="part">What grew.</param>
    /// <param name="share">Its share of the growth.</param>
    /// <param name="follows">Whether it lasted longer because something before it did.</param>
    public string Line(GrowthPart part, double share, bool follows)
    {
        var size = share > 0.995 ? "all of the growth" : $"{Percent.Whole(share)} of the growth";
        return $"{size} {Where(part)}: {string.Join("; ", Evidence(part))}{(!follows ? "" : part.State == TaskState.Runnable ? "; on a busy machine it grows with the CPU time" : "; it waits for the others meanwhile")}";
    }

    /// <summary>Which threads there are more of.</summary>
    public ImmutableArray<string> Threads(ImmutableArray<ThreadsGrowth> all) =>
    [
        .. all.Where(t => t.Name is not null && t.CountAfter - t.CountBefore >= 0.5).OrderByDescending(t => t.CountAfter - t.CountBefore).Take(MostLines)
            .Select(t => $"{Rounded(t.CountAfter)} named {VisibleText.Quote(t.Name!, 40)}, {None(t.CountBefore)} {there}"),
    ];

    /// <summary>Which threads were switched more often.</summary>
    public ImmutableArray<string> Switches(MetricComparison metric, ImmutableArray<WaitTotal> before, ImmutableArray<WaitTotal> after)
    {
        var parts = GrowthParts.Of(before, after, TaskState.Sleeping, TaskState.DiskSleep);
        return
        [
            .. GrowthParts.Threads(before, after).Select(t => t.Threads).Select(t => (Threads: t, Was: Of(t.VoluntaryBefore, t.InvoluntaryBefore), Now: Of(t.VoluntaryAfter, t.InvoluntaryAfter)))
                .Where(t => metric.Shift > 0 && t.Now - t.Was >= 0.1 * metric.Shift).OrderByDescending(t => t.Now - t.Was).Take(MostLines)
                .Select(t => $"{Percent.Whole(Math.Min(1, (t.Now - t.Was) / metric.Shift))} of the growth in {Names(t.Threads)}: {Rounded(t.Now)} switches a run{Was(t.Threads, t.Was)}{WaitsIn(t.Threads)}"),
        ];

        double Of(double? voluntary, double? involuntary) => metric.Metric switch
        {
            GatedMetric.VoluntarySwitches => voluntary ?? 0,
            GatedMetric.InvoluntarySwitches => involuntary ?? 0,
            _ => (voluntary ?? 0) + (involuntary ?? 0),
        };

        // Threads that ended between two looks have no counts of their own.
        string Was(ThreadsGrowth threads, double was) => was > 0 || threads.CountBefore == 0 ? $", {None(was)} {there}" : "";

        string WaitsIn(ThreadsGrowth threads) => metric.Metric != GatedMetric.InvoluntarySwitches && parts.Where(p => p.Threads == threads && p.Call.Length > 0).MaxBy(p => p.After) is { After: > 0 } most
            ? $"; most of the waiting is in {Named(most)}"
            : "";
    }

    private static string Where(GrowthPart part) => part switch
    {
        { State: TaskState.Running } => $"on a CPU in {Names(part.Threads)}",
        { State: TaskState.Runnable } => $"waiting for a CPU in {Names(part.Threads)}",
        { Call: "" } => $"in {part.State} of {Names(part.Threads)}, in calls that weren't seen",
        _ => $"in {Named(part)} of {Names(part.Threads)}",
    };

    private static string Named(GrowthPart part)
    {
        var call = part.Call == "unknown" ? "a call that isn't known" : VisibleText.Of(part.Call, 60);
        return part.Target is { } target ? $"{call}({VisibleText.Of(target, 120)})" : call;
    }

    private static string Names(ThreadsGrowth threads) => threads.Name is not { } name ? "several threads"
        : $"{(threads.CountAfter > 1.5 ? "threads" : "thread")} {VisibleText.Quote(name, 40)}";

    private IEnumerable<string> Evidence(GrowthPart part)
    {
        var threads = part.Threads;
        yield return $"{Durations.Format(Durations.FromSeconds(part.Before))} -> {Durations.Format(Durations.FromSeconds(part.After))} a run";
        if (Math.Abs(threads.CountAfter - threads.CountBefore) >= 0.5 && threads.CountBefore > 0) yield return $"{Rounded(threads.CountAfter)} threads, {Rounded(threads.CountBefore)} {there}";
        if (part.State == TaskState.Runnable)
        {
            if (threads is { InvoluntaryBefore: { } was, InvoluntaryAfter: { } now } && now >= ManyMore * was) yield return $"{Rounded(now)} involuntary switches, {Rounded(was)} {there}";
        }
        else if (part.State != TaskState.Running && part.After >= MainWait * (threads.LifeAfter - threads.OnCpuAfter))
        {
            // The kernel counts every switch; which of them were for this wait is clear only where there is hardly another.
            if (threads is { VoluntaryBefore: { } was, VoluntaryAfter: { } now })
            {
                if (now >= ManyMore * was) yield return $"{Rounded(now)} voluntary switches, {Rounded(was)} {there}";
                else if (was >= FewSwitches && now * ManyMore >= was) yield return $"about as often as {there}, {Rounded(now)} voluntary switches";
            }
        }
    }

    private static string None(double count) => count <= 0 ? "none" : Rounded(count);

    // Averages over runs: below 10 one decimal is a difference.
    private static string Rounded(double count) => count < 9.95 ? count.ToString("0.#", CultureInfo.InvariantCulture) : Counts.Format((long)Math.Round(count));
}
