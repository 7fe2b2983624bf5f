using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Reporting;

namespace RunScope.Testing;

/// <content>The test's line on the page over all tests.</content>
internal sealed partial class ProfiledTest
{
    private ImmutableArray<ProcessProfile> _runs = [];
    private Verdict? _verdict;

    private string ReportStem => ReportNames.Of(Method.TestClass, Method.Method.Name, Name, Declaration.ReportName);

    private void ListStart() => List(IndexOutcome.Started, null);

    private ProfiledOutcome ListEnd(ProfiledOutcome outcome)
    {
        var how = outcome switch
        {
            { SkipReason: not null } => IndexOutcome.Skipped,
            { Failure: not null } => IndexOutcome.Failed,
            _ when _verdict?.Outcome == VerdictOutcome.Inconclusive => IndexOutcome.Inconclusive,
            _ => IndexOutcome.Passed,
        };

        // What a missed limit says is among the findings already.
        var reason = outcome.Failure is ProfileAssertionException missed && ReferenceEquals(missed.Verdict, _verdict) ? null : outcome.SkipReason ?? outcome.Failure?.Message;
        if (List(how, reason) is { } problem) Output(problem);
        return outcome;
    }

    private string? List(IndexOutcome outcome, string? reason)
    {
        var findings = _verdict?.Counted ?? [];
        var shown = _runs.IsEmpty ? null : _runs[TypicalRun.Of(_runs)];
        return RunIndex.Put(ReportsIn, ReportStem, new IndexEntry
        {
            Test = Name,
            Class = Method.TestClass.FullName ?? Method.TestClass.Name,
            Outcome = outcome,
            Reason = reason is null ? null : VisibleText.Of(reason.ReplaceLineEndings(" "), 400),
            Findings = [.. findings.Where(f => f.Outcome != FindingOutcome.Kept).Select(f => $"{f.Metric} {f.Limit}, was {f.Actual}{(f.Outcome == FindingOutcome.Inconclusive ? ": inconclusive" : "")}")],
            Limits = findings.Length,
            WrittenAt = DateTimeOffset.UtcNow,
            Session = IndexSession.Current,
            Command = shown is null ? null : string.Join(' ', [shown.Target.Command, .. shown.Target.Arguments]),
            Runs = _runs.Length,
            WallTime = shown?.WallTime,
            CpuTime = shown?.CpuTime,
            States = shown?.States,
        });
    }
}
