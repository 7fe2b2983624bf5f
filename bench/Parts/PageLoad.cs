using System.Globalization;
using System.Text;
using RunScope.Testing.Reporting;
using RunScope.Testing.Reporting.Html;
using RunScope.Testing.Tests;
using RunScope.Testing.Tests.Chromium;

namespace RunScope.Testing.Bench.Parts;

/// <summary>How soon a large report is on the screen, and how large its file is: 200 threads over a minute, made up.</summary>
internal sealed class PageLoad : IPart
{
    public string Name => "page";

    public string About => "a report of 200 threads and 60 s: from opening the file to its first paint in Chromium, and its size";

    public async Task RunAsync(Plan plan, Table table)
    {
        var html = HtmlReport.Render(new ReportInput("Server_keeps_up", [Server.Create(200)], null));
        table.AtMost(Name, "size of a report of 200 threads and 60 s", 2, Encoding.UTF8.GetByteCount(html) / 1e6, "MB");
        if (Browser.Program is null)
        {
            table.Note(Name, "a report of 200 threads and 60 s on the screen", "not measured", "there is no Chromium on the PATH", "at most 1 s");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("runscope-bench-");
        try
        {
            var file = Path.Combine(folder.FullName, "report.html");
            await File.WriteAllTextAsync(file, html);
            await using var browser = await Browser.StartAsync();
            var (painted, loaded) = (new List<double>(), new List<double>());

            // One load to warm up: a reader's browser runs already.
            for (var i = 0; i <= plan.Pairs; i++)
            {
                await using var page = await browser.NewPageAsync();
                await page.SizeAsync(1280, 900);
                await page.OpenAsync(file);
                await page.SettleAsync();
                var times = await page.EvaluateAsync<double[]>(
                    """
                    new Promise(done => new PerformanceObserver(list => {
                      const paint = list.getEntriesByName('first-contentful-paint')[0];
                      if (paint) done([paint.startTime, performance.getEntriesByType('navigation')[0].loadEventEnd]);
                    }).observe({ type: 'paint', buffered: true }))
                    """);
                if (i == 0) continue;
                painted.Add(times[0]);
                loaded.Add(times[1]);
            }

            var both = painted.Zip(loaded, Math.Max).Select(ms => ms / 1000).ToArray();
            table.AtMost(Name, "a report of 200 threads and 60 s on the screen and loaded", 1, Statistics.Median(both), "s", string.Create(
                CultureInfo.InvariantCulture,
                $"median of {both.Length}; first paint {Statistics.Median(painted):0} ms, loaded {Statistics.Median(loaded):0} ms"), Statistics.MedianInterval(both));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
