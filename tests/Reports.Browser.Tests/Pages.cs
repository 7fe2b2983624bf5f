using RunScope.Testing.Baselines;
using RunScope.Testing.Reporting;
using RunScope.Testing.Reporting.Html;
using RunScope.Testing.Tests.Baselines;
using RunScope.Testing.Tests.Chromium;
using RunScope.Testing.Tests.Reporting;

namespace RunScope.Testing.Tests;

/// <summary>The pages that are looked at, and the browser that all tests of a class share.</summary>
public sealed class Pages : IAsyncLifetime
{
    internal const string Index = "index";

    private static readonly Dictionary<string, Func<string>> Made = new()
    {
        ["missed"] = () => HtmlReport.Render(new ReportInput("Compressing_is_cpu_bound", [MadeUpProfile.Create()], MadeUpProfile.Verdict(), RunIndex.PageName)),
        ["several runs"] = () => HtmlReport.Render(new ReportInput("Importing", [MadeUpProfile.Create(), Slower(1.2), Slower(1.1)], MadeUpProfile.Verdict())),
        ["long run"] = () => HtmlReport.Render(new ReportInput("Importing", [Slower(250)], MadeUpProfile.Verdict())),
        ["200 threads"] = () => HtmlReport.Render(new ReportInput("Server_keeps_up", [Server.Create(200)], MadeUpProfile.Verdict(), RunIndex.PageName)),
        ["hostile"] = () => HtmlReport.Render(Hostile("</script></style><img src=http://example.org/x onerror=alert(1)>" + new string('W', 300))),
        ["compared"] = () => Compared(MadeUpComparison.Regressed),
        ["stored"] = () => Compared(Stored),
        ["no baseline"] = () => Compared(MadeUpComparison.Missing),
        ["hostile index"] = () => HostilePages.Index(new HostileTexts()),
        [Index] = () => IndexPage.Render(ListedTests.Rows),
        ["index, compared"] = () => IndexPage.Render(ListedTests.Compared),
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("runscope-pages-");
    private Browser? _browser;

    internal static IEnumerable<string> All => Made.Keys;

    public async Task InitializeAsync()
    {
        if (Browser.Program is not null) _browser = await Browser.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>Opens one of the pages in a tab of its own, from a file and without a network.</summary>
    internal async Task<Page> OpenAsync(string name, int width = 1280, bool dark = false, bool script = true)
    {
        var file = Path.Combine(_folder.FullName, name + ".html");
        if (!File.Exists(file)) await File.WriteAllTextAsync(file, Made[name]());
        var page = await _browser!.NewPageAsync();
        await page.OfflineAsync();
        await page.SizeAsync(width, 900);
        await page.DarkAsync(dark);
        if (!script) await page.ScriptAsync(on: false);
        await page.OpenAsync(file);
        if (script) await page.SettleAsync();
        return page;
    }

    /// <summary>An empty tab of its own, with the network as it is.</summary>
    internal async Task<Page> NewAsync(int width)
    {
        var page = await _browser!.NewPageAsync();
        await page.SizeAsync(width, 900);
        return page;
    }

    private static ProcessProfile Slower(double factor)
    {
        var run = MadeUpProfile.Create();
        return run with { WallTime = run.WallTime * factor, CpuTime = run.CpuTime * factor };
    }

    /// <summary>Seven jobs of ten runs each: as many marks as a page is likely to have.</summary>
    private static Comparison Stored => MadeUpComparison.Stored with
    {
        Outcome = VerdictOutcome.Inconclusive,
        Reasons = ["the baseline is from another machine: there were 8 CPUs, here are 2"],
        Metrics = [.. MadeUpComparison.Stored.Metrics.Select(m => m with { Base = [.. Enumerable.Range(0, 7).SelectMany(job => m.Base.Select(v => v * (1 + (.01 * job))))] })],
    };

    private static string Compared(Comparison comparison) => HtmlReport.Render(new ReportInput(
        "Importing", [MadeUpProfile.Create(), Slower(1.2), Slower(1.1)], MadeUpProfile.Verdict() with { Baseline = comparison }, RunIndex.PageName));

    private static ReportInput Hostile(string text)
    {
        var run = Server.Create(20);
        return new ReportInput(text, [run with
        {
            Target = new TargetInfo(text, [text, text], text, 1, text),
            Engine = run.Engine with { Warnings = [text] },
            Threads = [.. run.Threads.Select(t => t with { Name = text + t.Id })],
            Processes = [.. run.Processes.Select(p => p with { Name = text, Executable = text })],
            Phases = [.. run.Phases.Select(p => p with { Name = text })],
            Waits = [.. run.Waits.Select(w => w with { Call = text, Target = text, WaitChannel = text, Frames = [text] })],
            Output = new OutputTails(text, text, true),
        }], new Verdict(text, [.. MadeUpProfile.Verdict().Findings.Select(f => f with { Metric = text, Actual = text, Evidence = text, Details = [text] })])
        {
            Baseline = MadeUpComparison.Regressed with { Against = text, File = text, Reasons = [text], Notes = [text], Metrics = [MadeUpComparison.DiskSleep with { Causes = [text], Notes = [text] }] },
        });
    }
}
