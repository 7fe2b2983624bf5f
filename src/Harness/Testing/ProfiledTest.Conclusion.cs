using System.Collections.Immutable;
using RunScope.Testing.Assertions;
using RunScope.Testing.Reporting;

namespace RunScope.Testing;

/// <content>The verdict and the report.</content>
internal sealed partial class ProfiledTest
{
    private ProfiledOutcome Conclude(ImmutableArray<ProcessProfile> runs, Exception? failure)
    {
        var verdict = Assertions.Limits.Judge(Name, runs, Method.Limits);
        var report = Declaration.Report
            ? ReportWriter.Write(new ReportInput(Name, runs, verdict, RunIndex.PageName), ReportsIn, ReportStem)
            : new ReportFiles(null, null, null);
        LastRunFile.Profiled(ReportsIn, Name);
        (_runs, _verdict) = (runs, verdict);

        if (report.Problem is not null) Output(report.Problem);
        var said = "";
        try
        {
            said = InconclusivePolicies.FromEnvironment().Enforce(verdict, runs, report.Html);
        }
        catch (ProfileAssertionException missed)
        {
            // The body's own failure, or the early end of the workload, says more; the limits are told beside it.
            said = missed.Message;
            if (failure is null) return new ProfiledOutcome(new ProfileAssertionException(said, verdict), null, Files(report));
        }
        catch (RunScopeException e)
        {
            failure ??= e;
        }

        if (said.Length > 0) Output(said);
        if (report.Html is not null && !said.Contains(report.Html, StringComparison.Ordinal)) Output($"report: {report.Html}");
        if (failure is WorkloadEndedException ended && report.Html is not null) failure = ended.WithReport(report.Html);
        return new ProfiledOutcome(failure, null, Files(report));
    }

    private static ImmutableArray<string> Files(ReportFiles report) => [.. new[] { report.Html, report.Json }.OfType<string>()];
}
