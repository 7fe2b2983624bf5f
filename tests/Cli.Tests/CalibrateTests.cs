using System.Text.Json;
using CliWrap;
using RunScope.Testing.Cli.Calibrate;

namespace RunScope.Testing.Tests;

public sealed class CalibrateTests : IDisposable
{
    // Disturbed pairs count instead of being repeated, so that there are as many as were asked for.
    private static readonly Dictionary<string, string?> HoweverBusy = new() { ["RUNSCOPE_REGRESSION__REPEATDISTURBED"] = "false" };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_command_is_run_against_itself_and_the_gate_is_calibrated_with_it()
    {
        var json = _folder.File("c.json");

        var result = await Tool.RunAsync(["calibrate", "--pairs", "8", "--metrics", "wallTime", "--json", json, "--", "sh", "-c", "sleep 0.05; echo heard"], environment: HoweverBusy);

        result.ExitCode.ShouldBe(0, result.Output + result.Error);
        result.Output.ShouldStartWith("A against A on this machine: sh -c ");
        result.Output.ShouldNotContain("\nheard\n");
        result.Error.ShouldContain("8 pairs of sh -c");
        result.Error.ShouldContain("its output is thrown away");
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(json));
        var metric = document.RootElement.GetProperty("metrics")[0];
        metric.GetProperty("metric").GetString().ShouldBe("wallTime");
        metric.GetProperty("center").GetInt64().ShouldBeGreaterThan(50_000_000);
        document.RootElement.GetProperty("pairs").GetInt32().ShouldBe(8);
        result.Output.ShouldContain("False reds of 2,000 simulated verdicts on unchanged code: ");
        result.Output.ShouldMatch(@"On this machine a growth of WallTime by .* shows in .* \(10 pairs\), by ");
        metric.GetProperty("growth")[0].GetProperty("alone").ValueKind.ShouldBe(JsonValueKind.Null);
        metric.GetProperty("growth")[1].GetProperty("alone").GetInt64().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Two_commands_run_in_turns_each_pair_the_other_way_round()
    {
        var log = _folder.File("order");
        var runs = new InterleavedRuns(Writing("A"), Writing("B"), ProfileOptions.Default, _ => null);

        await runs.RunAsync(4, _ => { }, CancellationToken.None);

        (await File.ReadAllTextAsync(log)).ShouldBe("ABBAABBA");
        (runs.Base.Count, runs.Head.Count).ShouldBe((4, 4));
        runs.Failed.ShouldBeNull();

        Command Writing(string letter) => CliWrap.Cli.Wrap("sh").WithArguments(["-c", $"printf {letter} >> {log}"]);
    }

    [Fact]
    public async Task Its_output_is_passed_through_when_that_is_asked_for()
    {
        var result = await Tool.RunAsync(["calibrate", "--pairs", "8", "--keep-output", "--", "echo", "heard"], environment: HoweverBusy);

        result.ExitCode.ShouldBe(0, result.Error);
        result.Output.Split("heard\n").Length.ShouldBeGreaterThan(8);
    }

    [Fact]
    public async Task A_command_that_fails_ends_it_with_125_and_the_commands_own_words()
    {
        var result = await Tool.RunAsync(["calibrate", "--", "sh", "-c", "echo no such table >&2; exit 3"]);

        result.ExitCode.ShouldBe(125);
        result.Error.ShouldContain("ended with exit code 3, and what fails can't be calibrated");
        result.Error.ShouldContain("\n  no such table\n");
        result.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_command_that_fails_later_ends_it_too()
    {
        var result = await Tool.RunAsync(["calibrate", "--", "sh", "-c", $"echo >> {_folder.File("runs")}; test $(wc -l < {_folder.File("runs")}) -lt 4"]);

        result.ExitCode.ShouldBe(125);
        result.Error.ShouldContain("ended with exit code 1");
    }

    [Fact]
    public async Task A_machine_that_disturbs_every_pair_ends_it_with_125() =>
        (await new CalibrateVerb(["true"], []) { Pairs = 8, Disturbance = _ => _ => "a backup ran" }.RunAsync()).ShouldBe(125);

    [Fact]
    public async Task Being_ended_early_it_says_what_was_seen_and_leaves_no_process()
    {
        // In its sixth run the command ends the tool, which is its recorder's parent, and goes on. Ctrl-C takes the same way, but a job in the background may ignore SIGINT.
        var (runs, last) = (_folder.File("runs"), _folder.File("pid"));
        var script = $"echo >> {runs}; test $(wc -l < {runs}) -lt 6 && exit 0; read -r _ _ _ tool _ < /proc/$PPID/stat; echo $$ > {last}; kill -TERM $tool; exec sleep 600";

        var result = await Tool.RunAsync(["calibrate", "--", "sh", "-c", script], environment: HoweverBusy);

        result.ExitCode.ShouldBe(143, result.Output + result.Error);
        result.Output.ShouldContain("note: it was broken off: 2 of 20 pairs ran");
        result.Output.ShouldContain("there is nothing to say of false reds");
        Directory.Exists($"/proc/{(await File.ReadAllTextAsync(last)).Trim()}").ShouldBeFalse();
    }

    [Theory]
    [InlineData("--pairs takes 8 to 1000", "--pairs", "7", "true")]
    [InlineData("there is no option --pair", "--pair", "7", "true")]
    [InlineData("Required argument", "--pairs", "8")]
    [InlineData("--timeout", "--timeout", "soon", "true")]
    public async Task Wrong_usage_ends_it_with_64(string words, params string[] arguments)
    {
        var result = await Tool.RunAsync(["calibrate", .. arguments]);

        result.ExitCode.ShouldBe(64, result.Output);
        result.Error.ShouldContain(words);
    }

    [Fact]
    public async Task What_cannot_be_started_is_said_with_the_shells_exit_code()
    {
        var result = await Tool.RunAsync(["calibrate", "no-such-program-anywhere"]);

        result.ExitCode.ShouldBe(127);
        result.Error.ShouldContain("no such program");
    }
}
