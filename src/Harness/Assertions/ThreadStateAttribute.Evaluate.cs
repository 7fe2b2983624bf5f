using System.Collections.Immutable;
using System.Globalization;
using RunScope.Testing.Analysis;
using RunScope.Testing.Assertions;

namespace RunScope.Testing;

public sealed partial class ThreadStateAttribute
{
    /// <inheritdoc/>
    public override Finding Evaluate(ImmutableArray<ProcessProfile> runs)
    {
        RequireValid();
        var set = ThreadSet.Parse(Threads, Processes);
        var (threads, empty) = Findings.Select(set, runs, Metric, Bounds);
        if (empty is not null)
            return empty with { States = [.. States] };

        ImmutableArray<StateShare> shares = [.. runs.Select((r, i) => Distribution.Of(r, threads[i]).ShareOf([.. States]))];
        if (shares.Any(s => s.Total == TimeSpan.Zero))
            return Findings.Unknown(Metric, Bounds, $"{Findings.Over(set, threads)}no time was accounted to these threads: they ended too soon") with { States = [.. States] };

        Interval[] measured = [.. shares.Select(s => OfTime ? s.Share.Times(s.Total.TotalSeconds) : s.Share)];
        var finding = Findings.Of(Metric, Bounds, measured, $"{Findings.Over(set, threads)}{Obtained(shares, measured, runs[0].Engine)}");
        var typical = TypicalRun.By(measured, m => m.Value);
        return finding with { States = [.. States], Threads = set.ToString(), Details = Dominant(finding, runs[typical], threads[typical]) };
    }

    /// <summary>Where the time went that is missing from these states; null when one of the states already explained took most of it.</summary>
    internal string? Instead(ImmutableArray<ProcessProfile> runs, IReadOnlyCollection<TaskState> explained)
    {
        var set = ThreadSet.Parse(Threads, Processes);
        var group = new StateGroup([.. States]);
        var run = runs[TypicalRun.By(runs, r => group.TimeIn(Distribution.Of(r, set.Select(r)).Times).TotalSeconds)];
        return MainState.Of(run, set.Select(run), group) is { } main && !explained.Contains(main.State)
            ? $"instead {main.Words}{(main.Wait is null ? "" : ", " + main.Wait)}"
            : null;
    }

    private string Obtained(ImmutableArray<StateShare> shares, Interval[] measured, EngineInfo engine)
    {
        var weakest = shares.Max(s => s.Fidelity);
        if (weakest is Fidelity.ExactKernel or Fidelity.ExactEvent)
            return OfTime ? $"{Part(shares)}exact" : "exact";

        var median = Interval.Median(measured);
        var range = OfTime
            ? $"{Seconds(median.Low, shares[0].Total)}..{Seconds(median.High, shares[0].Total)} thread-s"
            : Percent.Range(median.Low, median.High);
        if (shares.Any(s => s.Samples > 0))
            return string.Create(CultureInfo.InvariantCulture, $"{Part(shares)}sampled at {engine.SampleRate} Hz, 95 % CI {range}");
        return $"{Part(shares)}{(weakest == Fidelity.Unresolved ? "not told apart" : "bounded")}, {range}{(OfTime ? "" : " %")}";
    }

    /// <summary>"0.73 of 2.31 thread-s; " for one run; several runs have no one sum.</summary>
    private static string Part(ImmutableArray<StateShare> shares) => shares.Length > 1
        ? ""
        : $"{Seconds(shares[0].Time.TotalSeconds, shares[0].Total)} of {Seconds(shares[0].Total.TotalSeconds, shares[0].Total)} thread-s; ";

    /// <summary>Seconds with the digits that a part of a total needs.</summary>
    private static string Seconds(double seconds, TimeSpan total) => seconds.ToString(
        total.TotalSeconds switch { >= 100 => "0.0", >= 1 => "0.00", >= 0.1 => "0.000", >= 0.01 => "0.0000", _ => "0.000000" },
        CultureInfo.InvariantCulture);

    /// <summary>What there was too much of: the waits, or the threads where it was no wait.</summary>
    private ImmutableArray<string> Dominant(Finding finding, ProcessProfile run, ImmutableArray<ThreadProfile> threads)
    {
        if (finding.Outcome == FindingOutcome.Kept || !(finding.Value > finding.AtMost))
            return [];
        var group = new StateGroup([.. States]);
        if (group.AnyBlocked && DominantWaits.Lines(run, threads, [.. States]) is { IsEmpty: false } waits)
            return waits;
        var time = group.TimeIn(Distribution.Of(run, threads).Times);
        var first = threads.MaxBy(t => group.TimeIn(t.States))!;
        return threads.Length == 1 || time == TimeSpan.Zero ? [] : [$"{Percent.Whole(group.TimeIn(first.States) / time)} of it in thread {ThreadWords.Of(first)}"];
    }
}
