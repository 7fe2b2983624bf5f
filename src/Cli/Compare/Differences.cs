using System.Collections.Immutable;
using System.Globalization;
using RunScope.Testing.Analysis;
using RunScope.Testing.Baselines;

namespace RunScope.Testing.Cli.Compare;

/// <summary>What makes two sides incomparable, one sentence each: other machines, or runs that ended differently and so did different work.</summary>
internal static class Differences
{
    public static IEnumerable<string> Of(Subject before, Subject after)
    {
        foreach (var mixed in Within("base", before).Concat(Within("head", after))) yield return mixed;
        if (EnvironmentsOf(before) is [.., var there] && EnvironmentsOf(after) is [.., var here] && before.Baseline is null)
        {
            foreach (var difference in there.DifferencesFrom(here)) yield return OfEnvironment(difference);
        }

        string[] ends = [.. before.Runs.Concat(after.Runs).Select(End).Distinct()];
        if (ends.Length > 1) yield return $"not all runs ended alike, so they may not have done the same work: base {Ends(before)}; head {Ends(after)}";
    }

    /// <summary>A difference of two machines as a whole sentence.</summary>
    public static string OfEnvironment(string difference) => $"the base was measured in another environment, where {difference} (here is where the head ran)";

    /// <summary>The environment that a side's numbers come from: of a head's baseline, the newest job's.</summary>
    public static ImmutableArray<BaselineEnvironment> EnvironmentsOf(Subject subject) =>
        subject.Baseline is { } baseline ? [.. baseline.Jobs.Select(j => j.Environment)] : [.. subject.Runs.Select(BaselineEnvironment.Of)];

    private static IEnumerable<string> Within(string side, Subject subject)
    {
        if (subject.Runs.IsEmpty) return [];
        var last = BaselineEnvironment.Of(subject.Runs[^1]);
        return subject.Runs.SelectMany(r => BaselineEnvironment.Of(r).DifferencesFrom(last)).Distinct().Select(d => $"the runs of the {side} are from different environments: in some, {d}");
    }

    private static string Ends(Subject subject) => subject.Runs.IsEmpty
        ? "unknown"
        : string.Join(", ", subject.Runs.GroupBy(End).OrderByDescending(g => g.Count()).Select(g => $"{Counts.Format(g.Count())} with {g.Key}"));

    private static string End(ProcessProfile run) => run switch
    {
        { EndedBy: EndedBy.Timeout } => "a missed time limit",
        { EndedBy: EndedBy.Harness } => "the end of the test's body",
        { EndedBy: EndedBy.Detach } => "the end of the watching",
        { ExitSignal: { } signal } => SignalNames.Of(signal),
        { ExitCode: { } code } => string.Create(CultureInfo.InvariantCulture, $"exit code {code}"),
        _ => "an exit code that isn't known",
    };
}
