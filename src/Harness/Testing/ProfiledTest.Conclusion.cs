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
            ? ReportWriter.Write(new ReportInput(Name, runs, verdict), ReportsIn, Declaration.ReportName ?? $"{Method.TestClass.Name}.{Name}")
            : new ReportFiles(null, null, null);
        LastRunFile.Profiled(ReportsIn, Name);

        if (report.Problem is not null) Output(report.Problem);
        try
        {
            Output(InconclusivePolicies.FromEnvironment().Enforce(verdict, runs, report.Html));
        }
        catch (ProfileAssertionException missed) when (failure is not null)
        {
            // The body's own failure, or the end of the workload, says more; the limits are told beside it.
            Output(missed.Message);
        }
        catch (RunScopeException e)
        {
            failure ??= e;
        }

        if (report.Html is not null) Output($"report: {report.Html}");
        if (failure is WorkloadEndedException ended && report.Html is not null) failure = ended.WithReport(report.Html);
        ImmutableArray<string> reports = [.. new[] { report.Html, report.Json }.OfType<string>()];
        return new ProfiledOutcome(failure, null, reports);
    }
}
