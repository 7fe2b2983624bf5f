using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Assertions;
using RunScope.Testing.Cli.Report;
using RunScope.Testing.Reporting;
using RunScope.Testing.Reporting.Html;
using RunScope.Testing.Reporting.Markdown;
using RunScope.Testing.Tests.Reporting;
using static RunScope.Testing.Tests.Parsers.Inputs;

namespace RunScope.Testing.Tests.Parsers;

/// <summary>Everything that takes a profile or a verdict, wherever it was read from.</summary>
internal static class Uses
{
    private static readonly ProfileAssertionAttribute[] Limits =
    [
        new ThreadStateAttribute(TaskState.DiskSleep) { AtMost = 0.05 }, new ThreadStateAttribute(TaskState.Running, TaskState.Runnable) { AtLeastTime = "1s" }, new OnCpuAttribute { AtMost = 1.5 },
        new WallTimeAttribute { AtMost = "1s" }, new CpuTimeAttribute { AtMost = "1s" }, new RunQueueDelayAttribute { AtMost = "1s" }, new BlockedTimeAttribute { AtMost = "1s" }, new ContextSwitchesAttribute { AtMost = 3 },
        new ThreadCountAttribute { AtMost = 3 }, new PeakMemoryAttribute { AtMost = "1MB" }, new DiskIoAttribute { AtMost = "1MB" }, new ExitCodeAttribute(0), new ThreadStateAttribute(TaskState.Sleeping) { AtMost = 0.5, Threads = "worker-*" },
    ];

    public static void Of(ProcessProfile profile)
    {
        ImmutableArray<ProcessProfile> runs = [profile, profile];
        var verdict = runs.Judge(Limits, "Test");
        HtmlReport.Render(new ReportInput("Test", [profile], verdict));
        HtmlReport.Render(new ReportInput("Test", runs, null));
        FailureMessage.Of(verdict, runs, "report.html");
        var saved = new SavedRuns("Test", ["x.json"], [profile], verdict, []);
        ReportMarkdown.Of(saved, verdict);
        ReportJson.Of(saved, verdict);
        Contamination.Of(profile);
        foreach (var (metric, value) in RunMetrics.Of(profile, ThreadSet.Default).Values) Require(value >= 0 && double.IsFinite(value), $"{metric} is {value}");
        foreach (var phase in profile.Phases.Select(p => p.Name).Distinct().Take(3)) RunMetrics.Of(PhaseSpans.Cut(profile, phase), ThreadSet.Default);
    }

    public static void Of(Verdict verdict)
    {
        var run = MadeUpProfile.Create(1);
        HtmlReport.Render(new ReportInput("Test", [run], verdict));
        FailureMessage.Of(verdict, [run], null);
        var saved = new SavedRuns("Test", ["x.json"], [run], verdict, []);
        ReportMarkdown.Of(saved, verdict);
        ReportJson.Of(saved, verdict);
        if (verdict.Baseline is { } comparison) ComparisonMarkdown.Of("Test", comparison);
    }
}
