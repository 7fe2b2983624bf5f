using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Baselines;
using RunScope.Testing.Files;
using RunScope.Testing.Reporting;

namespace RunScope.Testing;

/// <content>The test's line on the page over all tests.</content>
internal sealed partial class ProfiledTest
{
    private ImmutableArray<ProcessProfile> _runs = [];
    private Verdict? _verdict;
    private bool _listed;

    // Claimed once: the name stays the test's own, even when a later run teaches what else is to be hidden in it.
    private string ReportStem => field ??= ReportNames.Claim(
        ReportsIn, ReportNames.Of(Method.TestClass, _redactor.Text(Fixture), Method.Method.Name, ShownName, Declaration.ReportName), Identity, AssemblyName);

    private string AssemblyName => Method.TestClass.Assembly.GetName().Name ?? "";

    // Not before the command is known: it may hold secrets that stand in the test's name too.
    private void ListStart()
    {
        if (!_listed) List(IndexOutcome.Started, null);
    }

    private void ListEnd(ProfiledOutcome outcome)
    {
        var how = outcome switch
        {
            { SkipReason: not null } => _verdict?.Outcome == VerdictOutcome.MissingBaseline ? IndexOutcome.MissingBaseline : IndexOutcome.Skipped,
            { Failure: not null } => IndexOutcome.Failed,
            _ => _verdict?.Outcome switch
            {
                VerdictOutcome.Inconclusive => IndexOutcome.Inconclusive,
                VerdictOutcome.Improved => IndexOutcome.Improved,
                _ => IndexOutcome.Passed,
            },
        };

        // What a missed limit says is among the findings already.
        var reason = outcome.Failure is ProfileAssertionException missed && ReferenceEquals(missed.Verdict, _verdict) ? null : outcome.SkipReason ?? outcome.Failure?.Message;
        if (List(how, reason) is { } problem) Say(problem);
    }

    private string? List(IndexOutcome outcome, string? reason)
    {
        if (!WritesReports) return null;

        // What an earlier run or try left must not stand beside this one's result, whatever that will be.
        if (!_listed && ReportRemoval.Remove(ReportsIn, FileStem.From(ReportStem)) is { } problem) Say(problem);
        _listed = true;

        var findings = _verdict?.Counted ?? [];
        var shown = _runs.IsEmpty ? null : _runs[TypicalRun.Of(_runs)];
        return RunIndex.Put(ReportsIn, ReportStem, new IndexEntry
        {
            Test = ShownName,
            Class = (Method.TestClass.FullName ?? Method.TestClass.Name) + _redactor.Text(Fixture),
            Assembly = AssemblyName,
            Outcome = outcome,
            Reason = reason is null ? null : VisibleText.Of(_redactor.Text(reason).ReplaceLineEndings(" "), 400),
            Findings = [.. findings.Where(f => f.Outcome != FindingOutcome.Kept).Select(Words), .. WhyUnsure().Select(r => VisibleText.Of(r, 400)), .. Compared().Select(ComparisonWords.Short)],
            Limits = findings.Length,
            Compared = _verdict?.Baseline is { } comparison ? VisibleText.Of(ComparisonWords.Headline(comparison), 200) : null,
            WrittenAt = DateTimeOffset.UtcNow,
            Session = IndexSession.Current,
            Command = shown is null ? null : string.Join(' ', [shown.Target.Command, .. shown.Target.Arguments]),
            Runs = _runs.Length,
            WallTime = shown?.WallTime,
            CpuTime = shown?.CpuTime,
            States = shown?.States,
        });
    }

    // Why there is no baseline is told as the reason of the skip.
    private IEnumerable<string> WhyUnsure() => _verdict?.Baseline is { Outcome: VerdictOutcome.Inconclusive } comparison ? comparison.Reasons : [];

    private IEnumerable<MetricComparison> Compared() => ComparisonWords.Ordered(_verdict?.Baseline?.Metrics ?? []).Where(m => m.Outcome != VerdictOutcome.Ok);

    private static string Words(Finding finding) =>
        $"{finding.Metric} {finding.Limit}, was {finding.Actual}{(finding.Outcome == FindingOutcome.Inconclusive ? ": inconclusive" : "")}";
}
