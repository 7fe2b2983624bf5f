using System.Diagnostics;

namespace RunScope.Testing.Bench.Parts;

/// <summary>What it costs that tests are decorated before any of them runs: the time to list them, beside that of as many plain ones.</summary>
internal sealed class Discovery : IPart
{
    private const int Tests = 1000;
    private const string Limits = "[ThreadState(TaskState.DiskSleep, AtMost = 0.5), WallTime(AtMost = \"30s\")]";

    public string Name => "discovery";

    public string About => "time to list 1,000 decorated tests, beside 1,000 plain ones";

    public async Task RunAsync(Plan plan, Table table)
    {
        await MeasureAsync(plan, table, "Xunit", "using Xunit;", "[Fact]");
        await MeasureAsync(plan, table, "NUnit", "using NUnit.Framework;", "[Test]");
    }

    private async Task MeasureAsync(Plan plan, Table table, string framework, string usings, string attribute)
    {
        var plain = await GeneratedTests.BuildAsync($"Plain.{framework}", framework, GeneratedTests.Methods(Tests, usings, attribute));
        var decorated = await GeneratedTests.BuildAsync(
            $"Decorated.{framework}",
            framework,
            GeneratedTests.Methods(Tests, $"using RunScope.Testing;\nusing RunScope.Testing.{framework};", $"[ProfileProcess(\"true\")] {Limits}"));

        var pairs = await Pairs.TakeAsync(plan.Pairs, () => ListAsync(plain), () => ListAsync(decorated));
        var (low, high) = Statistics.MedianInterval(pairs.Differences);
        var (plainTime, decoratedTime) = (Statistics.Median(pairs.Values.Select(p => p.Plain)), Statistics.Median(pairs.Values.Select(p => p.Treated)));
        table.AtMost(
            Name,
            $"listing {Tests} decorated tests, over plain ones ({framework})",
            2,
            Statistics.Median(pairs.Differences),
            "s",
            FormattableString.Invariant(
                $"median of {pairs.Values.Count} pairs, interval {low:0.00} to {high:0.00} s; plain {plainTime:0.00} s, decorated {decoratedTime:0.00} s"),
            (low, high));
    }

    private static async Task<double> ListAsync(GeneratedTests tests)
    {
        var start = Stopwatch.GetTimestamp();
        var listed = await tests.TestAsync(["--list-tests"]);
        var time = Stopwatch.GetElapsedTime(start).TotalSeconds;

        // A list that lacks some is no measurement of all.
        var found = listed.Split('\n').Count(line => line.StartsWith("    ", StringComparison.Ordinal) && line.Contains("Test", StringComparison.Ordinal));
        return found == Tests ? time : throw new InvalidOperationException($"{found} of {Tests} tests were listed:\n{listed[..Math.Min(listed.Length, 2000)]}");
    }
}
