using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using RunScope.Testing.Assertions;
using RunScope.Testing.Configuration;

namespace RunScope.Testing;

/// <content>Several limits at once, and limits over several runs.</content>
public static partial class ProfileAssertions
{
    /// <summary>Holds a profile against several limits, of which any may be one of your own; the message lists every finding and not only the first.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="limits">The limits.</param>
    /// <exception cref="ProfileAssertionException">A limit is missed.</exception>
    /// <exception cref="ArgumentException">A limit can't be read.</exception>
    public static ProcessProfile ShouldKeep(this ProcessProfile profile, params ProfileAssertionAttribute[] limits)
    {
        ArgumentNullException.ThrowIfNull(profile);
        Check([profile], [.. limits], NameOf(profile));
        return profile;
    }

    /// <summary>Holds several runs of one program against limits: each is on the median over the runs.</summary>
    /// <param name="runs">The profiles, at least one.</param>
    /// <param name="limits">The limits.</param>
    /// <exception cref="ProfileAssertionException">A limit is missed.</exception>
    /// <exception cref="ArgumentException">A limit can't be read, or there is no run.</exception>
    public static void ShouldKeep(this IReadOnlyCollection<ProcessProfile> runs, params ProfileAssertionAttribute[] limits) =>
        runs.ShouldKeep(limits, runs is { Count: > 0 } ? NameOf(runs.First()) : "");

    /// <inheritdoc cref="ShouldKeep(IReadOnlyCollection{ProcessProfile}, ProfileAssertionAttribute[])"/>
    /// <param name="runs">The profiles, at least one.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="test">The name in the message; the calling method unless given.</param>
    public static void ShouldKeep(this IReadOnlyCollection<ProcessProfile> runs, IEnumerable<ProfileAssertionAttribute> limits, [CallerMemberName] string test = "")
    {
        ArgumentNullException.ThrowIfNull(runs);
        Check([.. runs], [.. limits], test);
    }

    private static string NameOf(ProcessProfile profile) => Path.GetFileName(profile?.Target.Command ?? "");

    private static ProcessProfile Check(ProcessProfile profile, ProfileAssertionAttribute limit, string test)
    {
        ArgumentNullException.ThrowIfNull(profile);
        Check([profile], [limit], test);
        return profile;
    }

    private static void Check(ImmutableArray<ProcessProfile> runs, ImmutableArray<ProfileAssertionAttribute> limits, string test) => Check(runs, limits, test, _ => null);

    /// <param name="runs">The profiles.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="test">The name in the message.</param>
    /// <param name="report">Writes the verdict's report, whatever it says, and gives its path; null for none.</param>
    internal static void Check(ImmutableArray<ProcessProfile> runs, ImmutableArray<ProfileAssertionAttribute> limits, string test, Func<Verdict, string?> report)
    {
        if (runs.IsEmpty)
            throw new ArgumentException("There is no run to hold against limits: profile the program at least once.");
        if (limits.IsEmpty)
            throw new ArgumentException("There is no limit to hold the profile against: give at least one, such as new WallTimeAttribute { AtMost = \"5s\" }.");
        var problems = Limits.Problems(limits);
        if (!problems.IsEmpty)
            throw new ArgumentException(string.Join('\n', problems));

        var policy = RunScopeConfiguration.OfProcess.With().Options.Inconclusive;
        var verdict = Limits.Judge(test, runs, limits);
        var text = policy.Enforce(verdict, runs, report(verdict));
        if (verdict.Outcome == VerdictOutcome.Inconclusive && policy == InconclusivePolicy.Warn)
            Console.Error.WriteLine(text);
    }
}
