using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using RunScope.Testing.Assertions;
using RunScope.Testing.Reporting;

namespace RunScope.Testing.Bench.Parts;

/// <summary>What a decorated test around the shortest program costs: profile, verdict and report; the framework's own time is not in it.</summary>
internal sealed class DecoratedTest : IPart
{
    private static readonly ProfileAssertionAttribute[] Promises =
    [
        new ThreadStateAttribute(TaskState.DiskSleep) { AtMost = 1 },
        new WallTimeAttribute { AtMost = "30s" },
        new ExitCodeAttribute(0),
    ];

    public string Name => "test";

    public string About => "a decorated test around true, report included, after the first";

    public async Task RunAsync(Plan plan, Table table)
    {
        var folder = Directory.CreateTempSubdirectory("runscope-bench-");
        try
        {
            var count = 4 * plan.Pairs;
            var (whole, report) = (new List<double>(), new List<double>());
            var first = 0d;
            for (var i = 0; i <= count; i++)
            {
                var start = Stopwatch.GetTimestamp();
                RunIndex.Put(folder.FullName, "True_is_quick", Listed(null));
                ImmutableArray<ProcessProfile> runs = [await ProcessProfiler.ProfileAsync(CliWrap.Cli.Wrap("/bin/true"))];
                var profiled = Stopwatch.GetElapsedTime(start);
                var verdict = Limits.Judge("True_is_quick", runs, Promises);
                var files = ReportWriter.Write(new ReportInput("True_is_quick", runs, verdict, RunIndex.PageName), folder.FullName, "True_is_quick");
                var listed = RunIndex.Put(folder.FullName, "True_is_quick", Listed(runs[0]));
                if ((files.Problem ?? listed) is { } problem) throw new InvalidOperationException(problem);
                var all = Stopwatch.GetElapsedTime(start);
                if (i == 0) first = all.TotalMilliseconds;
                else (whole, report) = ([.. whole, all.TotalMilliseconds], [.. report, (all - profiled).TotalMilliseconds]);
            }

            var (low, high) = Statistics.MedianInterval(whole);
            table.AtMost(Name, "a decorated test around true, report included, after the first", 150, Statistics.Median(whole), "ms", string.Create(
                CultureInfo.InvariantCulture,
                $"median of {count}, interval {low:0} to {high:0}; {Statistics.Median(report):0} ms of it for verdict and report; the first {first:0} ms; {Conditions.RecorderKind()} recorder"), (low, high));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IndexEntry Listed(ProcessProfile? run) => new()
    {
        Test = "True_is_quick",
        Class = "Bench",
        Outcome = run is null ? IndexOutcome.Started : IndexOutcome.Passed,
        WrittenAt = DateTimeOffset.UtcNow,
        Session = IndexSession.Current,
        WallTime = run?.WallTime,
        CpuTime = run?.CpuTime,
        States = run?.States,
    };
}
