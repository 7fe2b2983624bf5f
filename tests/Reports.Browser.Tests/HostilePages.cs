using RunScope.Testing.Baselines;
using RunScope.Testing.Configuration;
using RunScope.Testing.Reporting;
using RunScope.Testing.Reporting.Html;
using RunScope.Testing.Tests.Baselines;
using RunScope.Testing.Tests.Reporting;

namespace RunScope.Testing.Tests;

/// <summary>Every kind of page with such texts wherever it takes one.</summary>
internal static class HostilePages
{
    public static string Test(HostileTexts texts) => HtmlReport.Render(new ReportInput(texts.Next(), [Run(texts), Run(texts)], Verdict(texts, null), RunIndex.PageName)
    {
        Configuration = [new ConfiguredValue("redact", texts.Next(), texts.Next()), new ConfiguredValue("environment." + texts.Next(), "(set)", texts.Next())],
    });

    public static string Comparison(HostileTexts texts)
    {
        var metrics = MadeUpComparison.Regressed.Metrics.Select(m => m with { Causes = [texts.Next(), texts.Next()], Notes = [texts.Next()] });
        return HtmlReport.Render(new ReportInput(texts.Next(), [Run(texts)], Verdict(texts, MadeUpComparison.Regressed with
        {
            Against = texts.Next(),
            File = texts.Next(),
            Reasons = [texts.Next(), texts.Next()],
            Notes = [texts.Next()],
            Metrics = [.. metrics],
        })));
    }

    /// <summary>What the live view and an attachment write: a page of a process that runs on, which nobody judged.</summary>
    public static string Attached(HostileTexts texts, string folder)
    {
        var run = Run(texts) with { EndedBy = EndedBy.Detach, ExitCode = null, ExitSignal = null };
        run = run with { Threads = [.. run.Threads.Select(t => t with { End = null })], Processes = [.. run.Processes.Select(p => p with { End = null, Together = 3 })], Environment = null };
        var files = ReportWriter.Write(new ReportInput(texts.Next(), [run], null), folder, "attached-" + texts.Next());
        files.Problem.ShouldBeNull();
        Path.GetDirectoryName(files.Html).ShouldBe(folder);
        return File.ReadAllText(files.Html!);
    }

    public static string Index(HostileTexts texts)
    {
        var row = ListedTests.Rows[0];
        var outcomes = Enum.GetValues<IndexOutcome>();
        return IndexPage.Render([.. outcomes.Select(outcome => new IndexRow(
            row.Entry with
            {
                Test = texts.Next(), Class = texts.Next(), Assembly = texts.Next(), Outcome = outcome, Reason = texts.Next(), Findings = [texts.Next(), texts.Next()], Compared = texts.Next(), Command = texts.Next(),
            },
            texts.Next() + ".html"))]);
    }

    private static ProcessProfile Run(HostileTexts texts)
    {
        var run = MadeUpProfile.Create();
        return run with
        {
            Target = new TargetInfo(texts.Next(), [texts.Next(), texts.Next()], texts.Next(), 1, texts.Next()),
            Engine = run.Engine with { Name = texts.Next(), Reason = texts.Next(), Warnings = [texts.Next(), texts.Next()] },
            Host = run.Host with { CpuModel = texts.Next(), Kernel = texts.Next(), Runtime = texts.Next() },
            Threads = [.. run.Threads.Select(t => t with { Name = texts.Next() })],
            Processes = [.. run.Processes.Select(p => p with { Name = texts.Next(), Executable = texts.Next() })],
            Phases = [.. run.Phases.Select(p => p with { Name = texts.Next() })],
            Waits = [.. run.Waits.Select(w => w with { Call = texts.Next(), Target = texts.Next(), WaitChannel = texts.Next(), Frames = [texts.Next()] })],
            Output = new OutputTails(texts.Next() + "\n" + texts.Next(), texts.Next(), true),
            Environment = new EnvironmentInfo([texts.Next()], [texts.Next(), texts.Next()]),
        };
    }

    private static Verdict Verdict(HostileTexts texts, Comparison? baseline) => new(
        texts.Next(),
        [.. MadeUpProfile.Verdict().Findings.Select(f => f with { Metric = texts.Next(), Limit = texts.Next(), Actual = texts.Next(), Evidence = texts.Next(), Details = [texts.Next(), texts.Next()] })])
    {
        Baseline = baseline,
    };
}
