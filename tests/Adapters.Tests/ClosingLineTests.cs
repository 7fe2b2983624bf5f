using System.Collections.Immutable;
using System.Text.RegularExpressions;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Baselines;
using RunScope.Testing.Baselines.Files;

namespace RunScope.Testing.Tests;

/// <summary><c>dotnet test</c> at its default verbosity ends with one line about the profiles.</summary>
public sealed class ClosingLineTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("closing-line-");

    private string Reports => Path.Combine(_folder.FullName, "reports");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("QuickStart.Xunit")]
    [InlineData("QuickStart.NUnit")]
    public async Task The_quick_start_passes_and_says_where_its_reports_are(string project)
    {
        var (exitCode, output) = await TestAsync(Path.Combine("examples", project));

        exitCode.ShouldBe(0, output);
        // All but the index are of tests.
        var reports = Directory.GetFiles(Reports, "*.html").Length - 1;
        reports.ShouldBeGreaterThanOrEqualTo(9);

        // On a busy machine comparisons are inconclusive, and never silently.
        LastLine(output).ShouldMatch($@"^RunScope: {reports} profiled tests, HTML reports in {Regex.Escape(Reports)}/index\.html(; \d+ inconclusive: [\w |]+)?$");
    }

    [Fact]
    public async Task What_passes_without_a_conclusion_is_named()
    {
        // Accepted over other threads, so that nothing can be concluded from it.
        var job = new AcceptedJob(DateTimeOffset.UnixEpoch, null, null, new BaselineEnvironment(null, 1, null, "6.1", ".NET", "procfs", ImmutableSortedDictionary<string, Fidelity>.Empty), [new RunMetrics(ImmutableSortedDictionary<GatedMetric, double>.Empty.Add(GatedMetric.WallTime, 1))], []);
        BaselineFiles.Accept(Path.Combine(_folder.FullName, "Baselined.Sleeps_as_told.baseline.json"), new Baseline("Baselined.Sleeps_as_told", "sleep", "Main", [job]));

        var (exitCode, output) = await TestAsync(
            "tests/Samples.Xunit", "-p:RunSamples=true", "--filter", "FullyQualifiedName=Samples.Baselined.Sleeps_as_told", "-e", $"RUNSCOPE_REGRESSION__BASELINES={_folder.FullName}");

        exitCode.ShouldBe(0, output);
        LastLine(output).ShouldBe($"RunScope: 1 profiled test, HTML reports in {Reports}/index.html; 1 inconclusive: Sleeps_as_told");
    }

    [Fact]
    public async Task A_red_run_ends_with_it_too()
    {
        var (exitCode, output) = await TestAsync("tests/Samples.Xunit", "-p:RunSamples=true", "--filter", "FullyQualifiedName=Samples.Scenarios.Misses_a_limit");

        exitCode.ShouldNotBe(0);
        LastLine(output).ShouldBe($"RunScope: 1 profiled test, HTML reports in {Reports}/index.html");
    }

    [Fact]
    public async Task Skips_are_counted_with_their_reasons()
    {
        var (exitCode, output) = await TestAsync("tests/Samples.Xunit", "-p:RunSamples=true", "--filter", "FullyQualifiedName~Overlap", "-e", $"RUNSCOPE_RECORDER={_folder.FullName}");

        exitCode.ShouldBe(0, output);
        LastLine(output).ShouldStartWith("RunScope: 0 profiled tests; 4 skipped: The recorder");
    }

    [Fact]
    public async Task Reports_that_are_configured_to_go_elsewhere_are_named_there()
    {
        var elsewhere = Path.Combine(_folder.FullName, "elsewhere");

        var (_, output) = await TestAsync(
            "tests/Samples.Xunit", "-p:RunSamples=true", "--filter", "FullyQualifiedName=Samples.Scenarios.Passes", "-e", $"RUNSCOPE_OVERRIDE__REPORTS__FOLDER={elsewhere}");

        LastLine(output).ShouldBe($"RunScope: 1 profiled test, HTML reports in {elsewhere}/index.html");
        Directory.GetFiles(elsewhere, "*.html").Length.ShouldBe(2);
        Directory.GetFiles(Reports, "*.html").ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_no_report_is_wanted_none_is_named()
    {
        var (_, output) = await TestAsync(
            "tests/Samples.Xunit", "-p:RunSamples=true", "--filter", "FullyQualifiedName=Samples.Scenarios.Passes", "-e", "RUNSCOPE_REPORTS__ENABLED=false");

        LastLine(output).ShouldBe("RunScope: 1 profiled test");
    }

    private async Task<(int ExitCode, string Output)> TestAsync(string project, params string[] options) => await DotNet.RunAsync(
        Repository.Root,
        ["test", project, "--no-build", "-c", Repository.Configuration, .. options],
        new Dictionary<string, string?> { ["RUNSCOPE_REPORTS"] = Reports });

    private static string LastLine(string output) => output.TrimEnd().Split('\n')[^1].Trim();
}
