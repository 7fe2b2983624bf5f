using System.Collections.Immutable;
using System.Globalization;
using RunScope.Testing.Assertions;
using RunScope.Testing.Reporting;

namespace RunScope.Testing;

/// <content>The verdict and the report.</content>
internal sealed partial class ProfiledTest
{
    private ProfiledOutcome Conclude(ImmutableArray<ProcessProfile> runs, Exception? failure)
    {
        var verdict = Assertions.Limits.Judge(Name, runs, Method.Limits);
        var report = Declaration.Report ? WriteReport(runs, verdict) : new ReportFiles(null, null, null);
        if (EarlierTries == 0) LastRunFile.Profiled(ReportsIn, Name);

        if (report.Problem is not null) Output(report.Problem);
        if (EarlierTries > 0 && report.Html is not null)
            Output(string.Create(CultureInfo.InvariantCulture, $"This is try {EarlierTries + 1}: its report has taken the place of the one before."));
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

    private ReportFiles WriteReport(ImmutableArray<ProcessProfile> runs, Verdict verdict)
    {
        var folder = ReportsIn;
        var unmistakable = ReportNames.Of(Method.TestClass, Fixture, Method.Method.Name, Name, chosen: null);
        var wanted = ReportNames.Of(Method.TestClass, Fixture, Method.Method.Name, Name, Declaration.ReportName);

        // Messages name the test as its author does; a verdict that is read by itself tells it from all others.
        return ReportWriter.Write(new ReportInput(Name, runs, verdict with { Test = unmistakable }), folder, ReportNames.Claim(folder, wanted, Identity));
    }

    private static ImmutableArray<string> Files(ReportFiles report) => [.. new[] { report.Html, report.Json }.OfType<string>()];
}
