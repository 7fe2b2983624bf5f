using System.Collections.Immutable;
using RunScope.Testing.Assertions;
using RunScope.Testing.Configuration;

namespace RunScope.Testing;

/// <content>How limits are judged, also several at once and over several runs.</content>
public static partial class ProfileAssertions
{
    private static ProcessProfile Check(ProcessProfile profile, ProfileAssertionAttribute limit, string test)
    {
        ArgumentNullException.ThrowIfNull(profile);
        Enforce(Judged([profile], [limit], test), [profile], report: null);
        return profile;
    }

    /// <exception cref="ArgumentException">There is no run or no limit, or a limit can't be read.</exception>
    internal static Verdict Judged(ImmutableArray<ProcessProfile> runs, ImmutableArray<ProfileAssertionAttribute> limits, string test)
    {
        if (runs.IsEmpty)
            throw new ArgumentException("There is no run to hold against limits: profile the program at least once.");
        if (limits.IsEmpty)
            throw new ArgumentException("There is no limit to hold the profile against: give at least one, such as new WallTimeAttribute { AtMost = \"5s\" }.");
        var problems = Limits.Problems(limits);
        return problems.IsEmpty ? Limits.Judge(test, runs, limits) : throw new ArgumentException(string.Join('\n', problems));
    }

    /// <param name="verdict">What the limits met.</param>
    /// <param name="runs">The profiles.</param>
    /// <param name="report">The report's path; null for none.</param>
    internal static void Enforce(Verdict verdict, ImmutableArray<ProcessProfile> runs, string? report)
    {
        var policy = RunScopeConfiguration.OfProcess.With().Options.Inconclusive;
        var text = policy.Enforce(verdict, runs, report);
        if (verdict.Outcome == VerdictOutcome.Inconclusive && policy == InconclusivePolicy.Warn)
            Console.Error.WriteLine(text);
    }
}
