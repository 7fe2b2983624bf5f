using System.Collections.Immutable;
using RunScope.Testing.Assertions;
using RunScope.Testing.Configuration;

namespace RunScope.Testing.Cli.Judging;

/// <summary>What <c>--limit</c> says of a profile: the verdict of a test, its words and its exit code.</summary>
internal sealed class Judgement(Verdict verdict, ImmutableArray<ProcessProfile> runs, InconclusivePolicy policy)
{
    public Verdict Verdict => verdict;

    /// <summary>0 when every limit is kept, or can't be judged and the policy lets that pass.</summary>
    public int ExitCode => verdict.Outcome switch
    {
        VerdictOutcome.Regressed => ExitCodes.Regressed,
        VerdictOutcome.Inconclusive when policy == InconclusivePolicy.Fail => ExitCodes.Inconclusive,
        _ => 0,
    };

    /// <summary>Holds limits against runs; null where there is no limit.</summary>
    public static Judgement? Of(string name, ImmutableArray<ProcessProfile> runs, ImmutableArray<ProfileAssertionAttribute> limits, RunScopeOptions configured) =>
        limits.IsEmpty ? null : new Judgement(Limits.Judge(name, runs, LimitOption.Over(limits, configured)), runs, configured.Inconclusive);

    /// <summary>The message that a test would have: all findings where one isn't kept, else one line.</summary>
    /// <param name="report">The path of the page; null when there is none.</param>
    public string Words(string? report) =>
        verdict.Outcome == VerdictOutcome.Ok || (verdict.Outcome == VerdictOutcome.Inconclusive && policy == InconclusivePolicy.Pass)
            ? FailureMessage.Summary(verdict, runs)
            : FailureMessage.Of(verdict, runs, report);
}
