using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Baselines;

namespace RunScope.Testing.Cli.Compare;

/// <content>Against accepted jobs, or with one as the head.</content>
internal sealed partial class Judge
{
    private Comparison Stored(Subject before, Subject after)
    {
        var (now, here, cpus) = Head(after);
        var jobs = Jobs(before);
        ImmutableArray<AcceptedJob> like = [.. jobs.Where(j => !j.Environment.DifferencesFrom(here).Any())];
        ImmutableArray<AcceptedJob> used = like.IsEmpty ? [jobs[^1]] : like;
        var judged = Growth.Explain(Comparisons.Stored(rules, used, now), used, now, cpus) with
        {
            Against = before.Words,
            File = before.Baseline is null ? null : before.Source,
            Notes = like.Length == jobs.Length || like.IsEmpty ? [] : [$"{Counts.Of(jobs.Length - like.Length, "accepted job")} from other environments {(jobs.Length - like.Length == 1 ? "doesn't" : "don't")} count"],
        };
        return Unsure(judged, [.. like.IsEmpty ? jobs[^1].Environment.DifferencesFrom(here).Select(Differences.OfEnvironment) : [], .. OtherThreads(before, "base"), .. OtherThreads(after, "head"), .. Disturbed(after)]);
    }

    private (ImmutableArray<RunSample> Runs, BaselineEnvironment Environment, double? Cpus) Head(Subject head)
    {
        if (head.Baseline is { } baseline)
        {
            var newest = baseline.Jobs[^1];
            return ([.. newest.Runs.Select(r => new RunSample(r, newest.Waits))], newest.Environment, newest.Environment.CgroupCpuQuota ?? newest.Environment.CpuCount);
        }

        var runs = ComparedRun.Of([], head.Runs, rules.Threads).Head;
        ImmutableArray<ComparedRun> clean = [.. runs.Where(r => Disturbance(r.Whole) is null)];
        var used = IsEnough(clean.Length) ? clean : runs;
        return ([.. used.Select(r => r.Sample)], BaselineEnvironment.Of(runs[^1].Whole), Cpus(runs[^1]));
    }

    private ImmutableArray<AcceptedJob> Jobs(Subject before)
    {
        if (before.Baseline is { } baseline) return baseline.Jobs;
        var runs = ComparedRun.Of(before.Runs, [], rules.Threads).Base;
        return [new AcceptedJob(runs[0].Whole.StartedAt, null, null, BaselineEnvironment.Of(runs[^1].Whole), [.. runs.Select(r => r.Sample.Metrics)], WaitTotal.Average([.. runs.Select(r => r.Sample.Waits)]))];
    }

    private IEnumerable<string> OtherThreads(Subject subject, string side)
    {
        if (subject.Baseline is { } baseline && baseline.Threads != rules.Threads.ToString() && rules.Metrics.Any(m => MetricKind.Of(m).OverThreads))
            yield return $"the {side}'s numbers are over the threads {VisibleText.Of(baseline.Threads, 100)}, and {rules.Threads} is asked for: give the same with --threads";
    }

    private IEnumerable<string> Disturbed(Subject head)
    {
        var causes = head.Runs.Select(Disturbance).OfType<string>().ToArray();
        if (causes.Length > 0 && !IsEnough(head.Runs.Length - causes.Length)) yield return $"the machine disturbed {Counts.Format(causes.Length)} of {Counts.Of(head.Runs.Length, "run")} of the head: {causes[^1]}";
    }

    private bool IsEnough(int runs) => runs >= FewestRuns(GateRules.Alpha / rules.Metrics.Length);
}
