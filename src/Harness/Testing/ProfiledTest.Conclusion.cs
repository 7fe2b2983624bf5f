using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Assertions;
using RunScope.Testing.Reporting;

namespace RunScope.Testing;

/// <content>The verdict and the report.</content>
internal sealed partial class ProfiledTest
{
    private ProfiledOutcome Conclude(ImmutableArray<ProcessProfile> runs, Exception? failure)
    {
        var options = _configured.Options;
        var verdict = Assertions.Limits.Judge(ShownName, runs, Assertions.Limits.Of(Method.Method, Method.TestClass, options.Threads, options.Processes));
        var input = new ReportInput(ShownName, runs, verdict) { Configuration = _configured.Values };
        var report = options.Reports.Enabled
            ? ReportWriter.Write(input, ReportsIn, ReportNames.Of(Method.TestClass, Method.Method.Name, ShownName, Declaration.ReportName))
            : new ReportFiles(null, null, null);
        LastRunFile.Profiled(TargetsLookIn, ShownName, report.Html is null ? null : ReportsIn);
        var outcome = new ProfiledOutcome(null, null, Files(report)) { Verdict = verdict, WallTime = runs[TypicalRun.Of(runs)].WallTime };

        if (report.Problem is not null) Say(report.Problem);
        var said = "";
        try
        {
            said = options.Inconclusive.Enforce(verdict, runs, report.Html);
        }
        catch (ProfileAssertionException missed)
        {
            // The body's own failure, or the early end of the workload, says more; the limits are told beside it.
            said = missed.Message;
            if (failure is null) return outcome with { Failure = new ProfileAssertionException(said, verdict) };
        }
        catch (RunScopeException e)
        {
            failure ??= e;
        }

        if (said.Length > 0) Say(said);
        if (report.Html is not null && !said.Contains(report.Html, StringComparison.Ordinal)) Say($"report: {report.Html}");
        if (failure is WorkloadEndedException ended && report.Html is not null) failure = ended.WithReport(report.Html);
        return outcome with { Failure = failure };
    }

    private static ImmutableArray<string> Files(ReportFiles report) => [.. new[] { report.Html, report.Json }.OfType<string>()];
}
