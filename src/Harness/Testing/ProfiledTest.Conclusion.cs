using System.Collections.Immutable;
using System.Globalization;
using RunScope.Testing.Reporting;

namespace RunScope.Testing;

/// <content>The verdict and the report.</content>
internal sealed partial class ProfiledTest
{
    private ProfiledOutcome Conclude(ImmutableArray<ProcessProfile> runs, Exception? failure)
    {
        var verdict = LimitJudge.Judge(Name, runs, Limits);
        var report = Declaration.Report
            ? ReportWriter.Write(new ReportInput(Name, runs, verdict), ReportsIn, Declaration.ReportName ?? $"{Method.TestClass.Name}.{Name}")
            : new ReportFiles(null, null, null);
        LastRunFile.Profiled(ReportsIn, Name);

        foreach (var run in runs) Output(Describe(run));
        if (report.Html is not null) Output($"report: {report.Html}");
        if (report.Problem is not null) Output(report.Problem);

        var findings = verdict.Outcome == VerdictOutcome.Ok ? null : LimitJudge.Message(verdict, runs, report.Html);
        if (findings is not null && (failure is not null || verdict.Outcome == VerdictOutcome.Inconclusive)) Output(findings);
        if (verdict.Outcome == VerdictOutcome.Regressed) failure ??= new ProfileAssertionException(findings!, verdict);

        ImmutableArray<string> reports = [.. new[] { report.Html, report.Json }.OfType<string>()];
        return new ProfiledOutcome(failure, null, reports);
    }

    private static string Describe(ProcessProfile run)
    {
        string Share(TaskState state) => run.States.Total > TimeSpan.Zero
            ? string.Create(CultureInfo.InvariantCulture, $"{state} {100 * (run.States[state] / run.States.Total):0.0} %")
            : $"{state} unknown";

        return string.Create(
            CultureInfo.InvariantCulture,
            $"{run.Target.Command} (process {run.Target.ProcessId}) {HowItEnded(run)} after {run.WallTime.TotalSeconds:0.###} s; over all threads, engine {run.Engine.Name}: ")
            + $"{Share(TaskState.Running)}, {Share(TaskState.Runnable)}, {Share(TaskState.Sleeping)}, {Share(TaskState.DiskSleep)}";
    }
}
