namespace RunScope.Testing.Tests;

/// <summary>What a GitHub workflow sees of <c>dotnet test</c>.</summary>
public sealed class GitHubTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("workflow-");

    private string Summary => Path.Combine(_folder.FullName, "summary.md");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("Samples.Xunit")]
    [InlineData("Samples.NUnit")]
    public async Task A_missed_limit_is_an_annotation_in_the_log_and_every_test_is_in_the_summary(string project)
    {
        var (exitCode, output) = await TestAsync(project);

        exitCode.ShouldNotBe(0);

        // The runner takes a line for a command whose first word it is; MSBuild indents what it prints.
        var commands = output.Split('\n').Select(l => l.Trim()).Where(l => l.StartsWith("::", StringComparison.Ordinal)).ToList();
        commands.Count.ShouldBe(1, output);
        commands[0].ShouldMatch(@"^::error title=Scenarios\.Misses_a_limit,file=tests/Samples\.Shared/Scenarios\.cs,line=\d+::Running at least 60\.0 %25, was \d");
        var line = int.Parse(commands[0].Split("line=")[1].Split("::")[0]);
        var source = await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "tests", "Samples.Shared", "Scenarios.cs"));
        string.Concat(source[(line - 3)..line]).ShouldContain("Misses_a_limit");

        var summary = await File.ReadAllTextAsync(Summary);
        summary.Split("### Profiled tests").Length.ShouldBe(2);
        summary.ShouldContain("| ✗ failed | Scenarios&#46;Misses&#95;a&#95;limit | ");
        summary.ShouldContain("Running at least 60&#46;0 &#37;&#44; was ");
        summary.ShouldContain("| ✓ passed | Scenarios&#46;Returns&#95;its&#95;command | ");
    }

    [Fact]
    public async Task Outside_of_a_workflow_and_where_it_is_switched_off_nobody_is_told()
    {
        var (_, off) = await TestAsync("Samples.Xunit", ("RUNSCOPE_GITHUB", "false"));
        var (_, outside) = await TestAsync("Samples.Xunit", ("GITHUB_ACTIONS", null));

        (off + outside).ShouldNotContain("::error");
        File.Exists(Summary).ShouldBeFalse();
    }

    private async Task<(int ExitCode, string Output)> TestAsync(string project, params (string Name, string? Value)[] more)
    {
        var variables = new Dictionary<string, string?>
        {
            ["RUNSCOPE_REPORTS"] = Path.Combine(_folder.FullName, "reports"),
            ["GITHUB_ACTIONS"] = "true",
            ["GITHUB_WORKSPACE"] = Repository.Root.TrimEnd('/'),
            ["GITHUB_STEP_SUMMARY"] = Summary,
        };
        foreach (var (name, value) in more) variables[name] = value;
        return await DotNet.RunAsync(
            Repository.Root,
            ["test", $"tests/{project}", "--no-build", "-c", Repository.Configuration, "-p:RunSamples=true", "--filter", "FullyQualifiedName=Samples.Scenarios.Returns_its_command|FullyQualifiedName=Samples.Scenarios.Misses_a_limit"],
            variables);
    }
}
