namespace RunScope.Testing.Tests;

/// <summary>Runs that put their reports into one folder, one after the other.</summary>
public sealed class SharedFolderTests : IDisposable
{
    private const string Passes = "FullyQualifiedName=Samples.Scenarios.Passes";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("shared-reports-");

    private string Page => File.ReadAllText(Path.Combine(_folder.FullName, "index.html"));

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Tests_of_equal_names_in_two_assemblies_have_their_own_reports_and_are_both_of_the_last_run()
    {
        using var first = await RunAsync("Samples.Xunit");
        using var second = await RunAsync("Samples.NUnit");
        using var again = await RunAsync("Samples.NUnit");

        Reports.ShouldBe(["Samples.NUnit.Scenarios.Passes.html", "Scenarios.Passes.html", "index.html"], ignoreOrder: true);
        Page.ShouldContain("2 passed");
        Page.ShouldNotContain("Left by earlier runs");
    }

    [Fact]
    public async Task The_report_of_an_earlier_run_never_stands_beside_a_new_result()
    {
        using var first = await RunAsync("Samples.Xunit");
        Reports.ShouldContain("Scenarios.Passes.html");

        using var skipped = await RunAsync("Samples.Xunit", new Dictionary<string, string?> { ["RUNSCOPE_RECORDER"] = _folder.FullName });

        skipped["Passes"].Outcome.ShouldBe("NotExecuted");
        Directory.EnumerateFiles(_folder.FullName, "Scenarios.*").Select(Path.GetFileName).ShouldBe(["Scenarios.Passes.entry.json"]);
        Page.ShouldContain("1 skipped");
        Page.ShouldNotContain("href=\"Scenarios");
    }

    [Fact]
    public async Task A_test_that_never_had_its_turn_is_listed_as_failed_and_told_to_the_workflow()
    {
        var summary = Path.Combine(_folder.FullName, "summary.md");
        using var first = await RunAsync("Samples.Xunit");

        using var wrong = await RunAsync(
            "Samples.Xunit", new Dictionary<string, string?> { ["RUNSCOPE_RUNZ"] = "3", ["GITHUB_ACTIONS"] = "true", ["GITHUB_STEP_SUMMARY"] = summary });

        wrong["Passes"].Outcome.ShouldBe("Failed");
        Reports.ShouldBe(["index.html"]);
        Page.ShouldContain("1 failed");
        Page.ShouldContain("RUNSCOPE_RUNZ is set, and means nothing");
        (await File.ReadAllTextAsync(summary)).ShouldContain("✗ failed");
        (await File.ReadAllTextAsync(Directory.GetFiles(_folder.FullName, ".last-run-*-annotations").ShouldHaveSingleItem())).ShouldContain("RUNSCOPE_RUNZ");
    }

    private IEnumerable<string> Reports => Directory.EnumerateFiles(_folder.FullName, "*.html").Select(f => Path.GetFileName(f));

    private Task<SampleRun> RunAsync(string project, Dictionary<string, string?>? variables = null) =>
        SampleRun.OfAsync(project, Passes, new Dictionary<string, string?>(variables ?? []) { ["RUNSCOPE_REPORTS"] = _folder.FullName });
}
