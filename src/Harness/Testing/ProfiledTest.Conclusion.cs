using System.Collections.Immutable;
using System.Globalization;
using RunScope.Testing.Analysis;
using RunScope.Testing.Assertions;
using RunScope.Testing.Configuration;
using RunScope.Testing.Reporting;

namespace RunScope.Testing;

/// <content>The verdict and the report.</content>
internal sealed partial class ProfiledTest
{
    /// <summary>The limits of the test, over the threads that the configuration names for those that name none.</summary>
    private ImmutableArray<ProfileAssertionAttribute> Limits =>
        [.. Assertions.Limits.Of(Method.Method, Method.TestClass, _configured.Options.Threads, _configured.Options.Processes).Select(UnderItsTimeLimit)];

    private ProfiledOutcome Conclude(TestRuns all)
    {
        var options = _configured.Options;
        var (runs, failure) = all;
        var verdict = Assertions.Limits.Judge(ShownName, runs, Limits) with { Baseline = all.Comparison };
        var settled = Settle(all, verdict);
        if (settled is { Accepted: true }) verdict = verdict with { Baseline = BaselineResult.AsAccepted(verdict.Baseline!, _location!.File) };
        if (settled?.Said is { } words) verdict = verdict with { Baseline = verdict.Baseline! with { Notes = [.. verdict.Baseline.Notes, words] } };
        var report = options.Reports.Enabled ? WriteReport(all, verdict) : new ReportFiles(null, null, null);
        if (EarlierTries == 0) LastRunFile.Of(Method.TestClass.Assembly).Profiled(ShownName, report.Html is null ? null : Path.Combine(ReportsIn, RunIndex.PageName));
        if (EarlierTries == 0 && failure is null && settled?.Failure is null && verdict.Outcome == VerdictOutcome.Inconclusive && options.Inconclusive == InconclusivePolicy.Warn)
            LastRunFile.Of(Method.TestClass.Assembly).Inconclusive(ShownName);
        (_runs, _verdict) = (runs, verdict);
        var outcome = new ProfiledOutcome(null, null, Files(report)) { Verdict = verdict, WallTime = runs[TypicalRun.Of(runs)].WallTime };

        if (report.Problem is not null) Say(report.Problem);
        if (settled?.Said is not null) Say(settled.Said);
        if (EarlierTries > 0 && report.Html is not null)
            Say(string.Create(CultureInfo.InvariantCulture, $"This is try {EarlierTries + 1}: its report has taken the place of the one before."));
        var said = "";
        try
        {
            said = options.Inconclusive.Enforce(verdict, runs, report.Html);
        }
        catch (ProfileAssertionException missed)
        {
            // The body's own failure, or the early end of the workload, says more; the limits are told beside it.
            said = missed.Message;
            failure ??= settled?.Failure;
            if (failure is null) return outcome with { Failure = new ProfileAssertionException(said, verdict) };
        }
        catch (RunScopeException e)
        {
            failure ??= e;
        }

        if (said.Length > 0) Say(said);
        if (report.Html is not null && !said.Contains(report.Html, StringComparison.Ordinal)) Say($"report: {report.Html}");
        if (failure is WorkloadEndedException ended && report.Html is not null) failure = ended.WithReport(report.Html);
        failure ??= settled?.Failure;
        return failure is null && settled is { Accepted: false } && verdict.Outcome == VerdictOutcome.MissingBaseline
            ? WithoutBaseline(outcome, settled, report.Html)
            : outcome with { Failure = failure };
    }

    /// <summary>Advice about a time limit has to name the one that held.</summary>
    private ProfileAssertionAttribute UnderItsTimeLimit(ProfileAssertionAttribute limit) =>
        limit is ExitCodeAttribute exit && ShorterLimit is { } other ? exit.Under(other.Name) : limit;

    private ReportFiles WriteReport(TestRuns all, Verdict verdict)
    {
        // Messages name the test as its author does; a verdict that is read by itself tells it from all others.
        return ReportWriter.Write(new ReportInput(ShownName, all.Head, verdict with { Test = Unmistakable }, RunIndex.PageName) { Configuration = _configured.Values }, ReportsIn, ReportStem);
    }

    private static ImmutableArray<string> Files(ReportFiles report) => [.. new[] { report.Html, report.Json }.OfType<string>()];
}
