using System.Text.RegularExpressions;

namespace RunScope.Testing.Tests;

/// <summary>Two people, or two jobs on one machine, run a solution each: within a solution the test hosts of its assemblies run beside each other as well.</summary>
public sealed partial class SolutionsAtOnceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("solutions-");

    [Fact]
    public async Task Profiled_tests_of_two_solutions_with_two_assemblies_each_never_overlap_and_say_for_whom_they_wait()
    {
        var log = Path.Combine(_folder.FullName, "marks");
        var environment = new Dictionary<string, string?>
        {
            ["SAMPLE_LOG"] = log,
            ["SAMPLE_RIVAL"] = "1",
            ["XDG_RUNTIME_DIR"] = _folder.FullName,
            ["RUNSCOPE_REPORTS"] = Path.Combine(_folder.FullName, "reports"),
        };

        var runs = await Task.WhenAll(RunAsync("one", environment), RunAsync("two", environment));

        runs.ShouldAllBe(run => run.ExitCode == 0, string.Join('\n', runs.Select(r => r.Output)));
        Marks.ShouldAlternate(log);
        var waits = runs.SelectMany(r => Waiting().Matches(r.Output)).ToList();
        waits.ShouldNotBeEmpty(string.Join('\n', runs.Select(r => r.Output)));
        waits.ShouldAllBe(wait => wait.Groups["test"].Value.Contains("Overlap", StringComparison.Ordinal));
        Directory.EnumerateFileSystemEntries(_folder.FullName, "runscope*").Select(Path.GetFileName).ShouldBe(["runscope.lock"]);
        new FileInfo(Path.Combine(_folder.FullName, "runscope.lock")).Length.ShouldBe(0);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<(int ExitCode, string Output)> RunAsync(string name, Dictionary<string, string?> environment)
    {
        var solution = Path.Combine(_folder.FullName, name + ".slnx");
        var projects = new[] { "Samples.Xunit", "Samples.NUnit" }.Select(p => $"<Project Path=\"{Path.Combine(Repository.Root, "tests", p, p + ".csproj")}\" />");
        await File.WriteAllTextAsync(solution, $"<Solution>{string.Concat(projects)}</Solution>");
        return await DotNet.RunAsync(
            _folder.FullName,
            ["test", solution, "--no-build", "-c", Repository.Configuration, "-p:RunSamples=true", "--filter", "FullyQualifiedName~Overlap", "--logger", "console;verbosity=detailed", "--results-directory", _folder.FullName],
            environment);
    }

    [GeneratedRegex(@"Waiting for process \d+ \((?<test>[^)]*)\), which runs a profiled test")]
    private static partial Regex Waiting();
}
