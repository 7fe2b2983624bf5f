using System.Text.RegularExpressions;

namespace RunScope.Testing.Tests;

public sealed class TwoRunsAtOnceTests
{
    [Fact]
    public async Task Profiled_tests_of_two_processes_never_overlap_and_the_waiting_is_announced()
    {
        var log = Path.GetTempFileName();
        var lockFolder = Directory.CreateTempSubdirectory("lock-");
        var environment = new Dictionary<string, string?> { ["SAMPLE_LOG"] = log, ["SAMPLE_RIVAL"] = "1", ["XDG_RUNTIME_DIR"] = lockFolder.FullName };

        var runs = await Task.WhenAll(
            SampleRun.OfAsync("Samples.Xunit", "FullyQualifiedName~Overlap", environment),
            SampleRun.OfAsync("Samples.NUnit", "FullyQualifiedName~Overlap", environment));

        runs.SelectMany(r => r.Results).ShouldAllBe(r => r.Outcome == "Passed");
        Marks.ShouldAlternate(log);
        runs.SelectMany(r => r.Results).ShouldContain(r => r.Output.Contains("Waiting for process ", StringComparison.Ordinal));
        File.Delete(log);
        lockFolder.Delete(recursive: true);
        Array.ForEach(runs, run => run.Dispose());
    }

    [Fact]
    public async Task Profiled_tests_of_two_solutions_with_two_assemblies_each_take_turns_and_say_for_whom_they_wait()
    {
        var folder = Directory.CreateTempSubdirectory("solutions-");
        var log = Path.Combine(folder.FullName, "marks");
        var environment = new Dictionary<string, string?>
        {
            ["SAMPLE_LOG"] = log,
            ["SAMPLE_RIVAL"] = "1",
            ["XDG_RUNTIME_DIR"] = folder.CreateSubdirectory("runtime").FullName,
            ["RUNSCOPE_REPORTS"] = Path.Combine(folder.FullName, "reports"),
        };

        var runs = await Task.WhenAll(RunAsync("one"), RunAsync("two"));

        runs.ShouldAllBe(r => r.ExitCode == 0, string.Join('\n', runs.Select(r => r.Output)));
        var results = Directory.GetFiles(folder.FullName, "*.trx", SearchOption.AllDirectories).Select(File.ReadAllText).ToArray();
        results.Select(r => Regex.Match(r, "<Counters ([^>]*?) error=").Groups[1].Value).Order().ShouldBe(
            Enumerable.Range(3, 2).SelectMany(n => Enumerable.Repeat($"total=\"{n}\" executed=\"{n}\" passed=\"{n}\" failed=\"0\"", 2)));
        File.ReadAllLines(log).Length.ShouldBe(2 * 2 * (3 + 4));
        Marks.ShouldAlternate(log);
        results.Any(r => Regex.IsMatch(r, @"Waiting for process \d+ \((Samples\.NUnit\.)?Overlap(First|Second)?\.(One|Two|Rows\(.*\))\), which runs a profiled test")).ShouldBeTrue(results[0]);
        folder.Delete(recursive: true);

        Task<(int ExitCode, string Output)> RunAsync(string name)
        {
            var solution = Path.Combine(folder.CreateSubdirectory(name).FullName, name + ".slnx");
            File.WriteAllText(solution, $"<Solution>{string.Concat(new[] { "Samples.Xunit", "Samples.NUnit" }.Select(p => $"<Project Path=\"{Path.Combine(Repository.Root, "tests", p, p + ".csproj")}\" />"))}</Solution>");
            return DotNet.RunAsync(
                folder.FullName,
                ["test", solution, "--no-build", "-c", Repository.Configuration, "-p:RunSamples=true", "--filter", "FullyQualifiedName~Overlap", "--logger", "trx;LogFilePrefix=results", "--results-directory", Path.GetDirectoryName(solution)!],
                environment);
        }
    }
}
