using RunScope.Testing.Analysis;
using RunScope.Testing.Baselines;

namespace RunScope.Testing;

/// <summary>Everything wrong with how a test is held against a baseline, found when tests are discovered.</summary>
internal static class RegressionChecks
{
    public static IEnumerable<string> Problems(ProfiledMethod test)
    {
        if (test.NoRegression is not { } gate) yield break;
        foreach (var problem in OfValues(gate)) yield return $"[NoRegression]: {problem}.";
        if (gate.ReferenceFrom is { } name && CommandMemberChecks.Problem(test, "ReferenceFrom", name, test.ReferenceMembers()) is { } member) yield return member;
    }

    private static IEnumerable<string> OfValues(NoRegressionAttribute gate)
    {
        string?[] values =
        [
            gate.DeclaredMinEffect is { } share ? RegressionProblems.OfMinEffect(share) : null,
            gate.Floor is { } floor ? RegressionProblems.OfFloor(floor) : null,
            .. RegressionProblems.OfRuns(gate.DeclaredRuns, gate.DeclaredMaxRuns),
            .. gate.Metrics is { } metrics ? RegressionProblems.OfMetrics([.. metrics.Select(m => (int)m)], n => Enum.GetName((GatedMetric)n)) : [],
            .. ThreadSet.Problems(gate.Threads, gate.Processes),
            RegressionProblems.OfFolder(gate.Baselines, gate.ReferenceFrom),
        ];

        // Of numbers that are wrong themselves it can't be told what they could show.
        var wrong = values.OfType<string>().ToList();
        return wrong.Count == 0 && gate.ReferenceFrom is not null && OfPairs(gate) is { } few ? [few] : wrong;
    }

    private static string? OfPairs(NoRegressionAttribute gate)
    {
        var runs = gate.DeclaredRuns ?? GateRules.DefaultRuns;
        return RegressionProblems.OfPairs(runs, Math.Max(runs, gate.DeclaredMaxRuns ?? GateRules.DefaultMaxRuns), gate.Metrics?.Length ?? GateRules.DefaultMetrics);
    }
}
