using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Baselines;

namespace RunScope.Testing;

/// <summary>Compares the runs of this job with a baseline as far as they can be compared: over the same threads, on the like of this machine.</summary>
internal static class StoredComparison
{
    /// <param name="rules">The rules.</param>
    /// <param name="baseline">The baseline; null when there is none.</param>
    /// <param name="runs">The runs of this job, cut to what is judged.</param>
    public static Comparison Of(GateRules rules, Baseline? baseline, ImmutableArray<ProcessProfile> runs)
    {
        if (baseline is null) return new Comparison { Kind = ComparisonKind.Stored, Outcome = VerdictOutcome.MissingBaseline };
        var against = Counts.Of(baseline.Jobs.Length, "accepted job");
        if (runs.IsEmpty || baseline.Jobs.IsEmpty) return new Comparison { Kind = ComparisonKind.Stored, Outcome = VerdictOutcome.Inconclusive, Against = against };

        if (baseline.Threads != rules.Threads.ToString())
        {
            return Foreign(rules, baseline.Jobs, runs, against,
                $"the baseline is over the threads {VisibleText.Of(baseline.Threads, 80)}, this test is over {rules.Threads}: declare the same Threads, or remove the file and accept a new one");
        }

        var fitting = Fitting(baseline, runs);
        if (fitting.IsEmpty) return Foreign(rules, baseline.Jobs, runs, against, ElsewhereWords(baseline.Jobs, BaselineEnvironment.Of(runs[0])));

        var left = baseline.Jobs.Length - fitting.Length;
        var comparison = Comparisons.Stored(rules, fitting, Samples(rules, runs));
        return comparison with
        {
            Against = Counts.Of(fitting.Length, "accepted job"),
            Notes = [.. comparison.Notes, .. Notes(baseline, Baseline.CommandOf(runs[0]), fitting, left)],
        };
    }

    private static IEnumerable<string> Notes(Baseline baseline, string command, ImmutableArray<AcceptedJob> fitting, int left)
    {
        if (!baseline.HasCommandLike(command)) yield return $"the baseline's command was {VisibleText.Of(baseline.Command, 200)}, and is {VisibleText.Of(command, 200)} now";
        if (left > 0) yield return $"{Counts.Of(left, "other accepted job")} {(left == 1 ? "is" : "are")} from another kind of machine and {(left == 1 ? "doesn't" : "don't")} count";

        // What fits has the CPU of this machine, or is as little known.
        if (fitting[^1].Environment.CpuModel is null) yield return "the kernel names the CPU neither of the accepted jobs nor of this one: whether they are alike isn't known";
    }

    /// <summary>Judges again what looked worse, on fresh runs alone.</summary>
    public static Comparison Confirm(Comparison screen, GateRules rules, Baseline baseline, ImmutableArray<ProcessProfile> fresh) =>
        Explain(Comparisons.ConfirmStored(rules, screen, Fitting(baseline, fresh), Samples(rules, fresh)), rules, baseline, fresh);

    /// <summary>Says what grew where something regressed.</summary>
    public static Comparison Explain(Comparison comparison, GateRules rules, Baseline baseline, ImmutableArray<ProcessProfile> runs) =>
        Growth.Explain(comparison, Fitting(baseline, runs), Samples(rules, runs), runs[0].Host.CgroupCpuQuota ?? runs[0].Host.CpuCount);

    private static ImmutableArray<AcceptedJob> Fitting(Baseline baseline, ImmutableArray<ProcessProfile> runs)
    {
        var here = BaselineEnvironment.Of(runs[0]);
        return [.. baseline.Jobs.Where(j => !j.Environment.DifferencesFrom(here).Any())];
    }

    /// <summary>The numbers are shown, and nothing follows from them.</summary>
    private static Comparison Foreign(GateRules rules, ImmutableArray<AcceptedJob> jobs, ImmutableArray<ProcessProfile> runs, string against, string why)
    {
        var seen = Comparisons.Stored(rules, jobs, Samples(rules, runs));
        return seen with
        {
            Outcome = VerdictOutcome.Inconclusive,
            Metrics = [.. seen.Metrics.Select(m => m with { Outcome = VerdictOutcome.Inconclusive })],
            Against = against,
            Reasons = [why],
        };
    }

    private static string ElsewhereWords(ImmutableArray<AcceptedJob> jobs, BaselineEnvironment here)
    {
        var which = jobs.Length == 1 ? "the accepted job is" : $"none of {Counts.Of(jobs.Length, "accepted job")} is";
        var newest = jobs.Length == 1 ? "" : "of the newest, ";
        return $"{which} from {(jobs.Length == 1 ? "another" : "a")} machine{(jobs.Length == 1 ? "" : " like this")}: {newest}{string.Join("; ", jobs[^1].Environment.DifferencesFrom(here))}. "
            + "Accept a job on this kind of machine as well, or name a reference build in ReferenceFrom";
    }

    private static ImmutableArray<RunSample> Samples(GateRules rules, ImmutableArray<ProcessProfile> runs) => [.. runs.Select(r => RunSample.Of(r, rules.Threads))];
}
