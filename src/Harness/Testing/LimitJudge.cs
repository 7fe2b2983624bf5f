using System.Collections.Immutable;
using System.Reflection;

namespace RunScope.Testing;

/// <summary>The limits of a test, from declaration to verdict.</summary>
internal static class LimitJudge
{
    /// <summary>The limits on a method, its class and its assembly; those that name no threads or processes get the test's own.</summary>
    public static ImmutableArray<ProfileAssertionAttribute> Collect(ProfiledMethod test)
    {
        var limits = test.Method.GetCustomAttributes<ProfileAssertionAttribute>(inherit: true)
            .Concat(test.TestClass.GetCustomAttributes<ProfileAssertionAttribute>(inherit: true))
            .Concat(test.TestClass.Assembly.GetCustomAttributes<ProfileAssertionAttribute>())
            .ToImmutableArray();
        foreach (var limit in limits)
        {
            limit.Threads ??= test.Declaration.Threads;
            limit.Processes ??= test.Declaration.Processes;
        }

        return limits;
    }

    public static Verdict Judge(string test, ImmutableArray<ProcessProfile> runs, ImmutableArray<ProfileAssertionAttribute> limits) =>
        new(test, [.. limits.Select(limit => limit.Evaluate(runs))]);

    public static string Message(Verdict verdict, ImmutableArray<ProcessProfile> runs, string? report) =>
        $"{verdict.Test}: {verdict.Findings.Count(f => f.Outcome == FindingOutcome.Missed)} of {verdict.Findings.Length} limits missed ({runs[0].Target.Command}){Environment.NewLine}"
        + string.Join(Environment.NewLine, verdict.Findings.Select(f => $"  {f.Metric} {f.Limit}, was {f.Actual}"))
        + (report is null ? "" : $"{Environment.NewLine}  report: {report}");
}
