namespace RunScope.Testing.Tests;

public sealed class ConfigurationTests : IDisposable
{
    private const string Secret = "Correct-Horse-9931";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_wrong_configuration_is_told_whole_and_nothing_runs()
    {
        Configure("""{ "timeLimit": 5, "timeLimt": "5s" }""");

        var result = await RunAsync(["run", "touch", "witness"], ("RUNSCOPE_ENGIN", "procfs"));

        result.ExitCode.ShouldBe(125);
        result.Error.ShouldContain("3 problems with the configuration");
        result.Error.ShouldContain($"{_folder.File("runscope.json")}:1: timeLimit is 5; it takes a duration");
        result.Error.ShouldContain("did you mean timeLimit?");
        result.Error.ShouldContain("did you mean RUNSCOPE_ENGINE?");
        File.Exists(_folder.File("witness")).ShouldBeFalse();
    }

    [Fact]
    public async Task Lists_of_processes_hide_what_the_file_says()
    {
        Configure("""{ "redact": ["license-[0-9]+"] }""");

        // A shell that is called by a secret.
        await using var one = StartedProgram.Start("bash", "-c", "exec -a license-777 sh -c 'echo there; read x' license-12345");
        await using var other = StartedProgram.Start("bash", "-c", "exec -a license-777 sh -c 'echo there; read x' license-12345");
        await one.OutputHasAsync("there");
        await other.OutputHasAsync("there");

        var results = new[] { await RunAsync(["ps", $"{one.Id}"]), await RunAsync(["ps", "--json", $"{one.Id}"]), await RunAsync(["[complete]", "ps", $"{one.Id}"]), await RunAsync(["attach", "license-777"]) };

        results.Select(r => r.ExitCode).ShouldBe([0, 0, 0, 3]);
        foreach (var result in results)
        {
            (result.Output + result.Error).ShouldContain("***");
            (result.Output + result.Error.Replace("\"license-777\"", "", StringComparison.Ordinal)).ShouldNotContain("license-");
        }
    }

    [Fact]
    public async Task The_file_the_option_and_the_override_win_in_this_order()
    {
        Configure("""{ "timeLimit": "200ms", "sampleRate": 50, "environment": { "FROM_FILE": "yes", "HOME": null } }""");
        var json = _folder.File("p.json");

        var file = await RunAsync(["run", "sleep", "60"]);
        var option = await RunAsync(["run", "--timeout", "1m", "--rate", "200", "--json", json, "--", "sh", "-c", "echo $FROM_FILE${HOME-unset}; sleep 0.5"]);
        var overridden = await RunAsync(["run", "--timeout", "1m", "sleep", "60"], ("RUNSCOPE_OVERRIDE__TIMELIMIT", "300ms"));

        file.ExitCode.ShouldBe(124, file.Error);
        option.ExitCode.ShouldBe(0, option.Error);
        option.Output.ShouldBe("yesunset\n");
        ProfileJson.Parse(await File.ReadAllTextAsync(json)).Engine.SampleRate.ShouldBe(200);
        overridden.ExitCode.ShouldBe(124, overridden.Error);
    }

    [Fact]
    public async Task Without_a_configured_limit_a_command_has_the_time_that_it_takes_and_the_report_names_no_limit()
    {
        var html = _folder.File("p.html");

        var result = await RunAsync(["run", "--html", html, "sleep", "0.2"]);

        result.ExitCode.ShouldBe(0, result.Error);
        var page = await File.ReadAllTextAsync(html);
        page.ShouldContain("sampleRate");
        page.ShouldNotContain("timeLimit");
    }

    [Fact]
    public async Task A_secret_stands_in_nothing_that_the_tool_writes()
    {
        var (json, html) = (_folder.File("p.json"), _folder.File("p.html"));

        var passed = await RunAsync(["run", "--json", json, "--html", html, "--", "sh", "-c", "exec sleep 0.2", "sh", "--password", Secret, $"ftp://me:{Secret}@host", $"token={Secret}"], ("DB_PASSWORD", Secret));
        var launch = await RunAsync(["run", $"./no-such-folder/token={Secret}"]);
        var name = await RunAsync(["run", Secret], ("DB_PASSWORD", Secret));

        passed.ExitCode.ShouldBe(0, passed.Error);
        launch.ExitCode.ShouldBe(127);
        launch.Error.ShouldContain("token=***");
        foreach (var text in (string[])[passed.Output + passed.Error, launch.Output + launch.Error, name.Output + name.Error, await File.ReadAllTextAsync(json), await File.ReadAllTextAsync(html)])
            text.ShouldNotContain(Secret);
        (await File.ReadAllTextAsync(html)).ShouldContain("--password ***");
    }

    [Fact]
    public async Task A_file_that_everybody_may_write_is_not_obeyed()
    {
        Configure("""{ "environment": { "LD_PRELOAD": "/tmp/evil.so" } }""");
        File.SetUnixFileMode(_folder.File("runscope.json"), (UnixFileMode)0x1b6);

        var result = await RunAsync(["run", "touch", "witness"]);

        result.ExitCode.ShouldBe(125);
        result.Error.ShouldContain("can be written by every user");
        File.Exists(_folder.File("witness")).ShouldBeFalse();
    }

    private void Configure(string json) => File.WriteAllText(_folder.File("runscope.json"), json);

    private Task<ToolResult> RunAsync(string[] arguments, params (string Name, string Value)[] variables) =>
        Tool.RunAsync(arguments, folder: _folder.File("."), environment: variables.ToDictionary(v => v.Name, v => (string?)v.Value));
}
