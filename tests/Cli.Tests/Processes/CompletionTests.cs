using System.Collections.Immutable;
using RunScope.Testing.Analysis.Redaction;
using RunScope.Testing.Attach;
using RunScope.Testing.Cli;
using RunScope.Testing.Cli.Completion;

namespace RunScope.Testing.Tests.Processes;

public class CompletionTests
{
    private static readonly Completer Completer = new(
        () => new ProcessTable(
            [
                Process(4127, "my_server", "my_server", "--password", "hunter2hunter2"), Process(4130, "python3", "python3", "jobs.py"),
                Process(4131, "license-12345", "license-12345", "--key", "license-67890"),
                Process(50, "bash", "bash"), Process(51, "runscope", "runscope") with { Parent = 50 },
            ],
            0),
        () => Redactor.Of(["license-[0-9]+"], builtIn: true),
        self: 51);

    [Theory]
    [InlineData("run compare calibrate completion", "", true)]
    [InlineData("compare calibrate completion", "c", false)]
    [InlineData("list show accept remove prune", "baseline|", false)]
    [InlineData("accept", "baseline|a", false)]
    [InlineData("accept", "help|baseline|a", false)]
    [InlineData("--engine", "run|--e", false)]
    [InlineData("", "run|--json|x|--js", false)]
    [InlineData("auto procfs", "run|--engine|", false)]
    [InlineData("procfs", "run|--engine|=|p", false)]
    [InlineData("--engine=procfs", "run|--engine=p", false)]
    [InlineData("DiskSleep", "run|--limit|DiskS", false)]
    [InlineData("wallTime,cpuTime", "compare|a|b|--metrics|wallTime,cpu", false)]
    [InlineData("jobs.py my_server", "ps|", false)]
    [InlineData("4127 4130 4131", "ps|41", false)]
    [InlineData("bash zsh fish", "completion|", false)]
    [InlineData("", "nonsense|", false)]
    public void Words_are_completed_by_what_may_stand_there(string expected, string words, bool amongOthers)
    {
        var offered = Completer.Complete(words.Split('|')).Words.Select(w => w.Word).ToList();

        if (amongOthers) expected.Split(' ').ShouldBeSubsetOf(offered);
        else offered.ShouldBe(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("files\n", "run|--json|")]
    [InlineData("files\n", "compare|")]
    [InlineData("files\n", "run|--json=/tmp")]
    [InlineData("folders\n", "baseline|list|")]
    [InlineData("command\n2\n", "run|")]
    [InlineData("command\n5\n", "run|--rate|5|--|--js")]
    [InlineData("command\n4\n", "run|--rate|5|gzip|--")]
    [InlineData("words\n", "run|--rate|")]
    public void What_the_shell_knows_better_is_left_to_it(string answer, string words) => Completer.Complete(words.Split('|')).ToString().ShouldBe(answer);

    [Fact]
    public void Processes_are_told_by_their_command_lines_without_secrets() =>
        Completer.Complete("ps", "41").Words.Where(w => w.Word != "4130").ShouldBe([new Candidate("4127", "my_server --password ***"), new Candidate("4131", "*** --key ***")]);

    [Fact]
    public void Every_option_with_a_value_has_a_kind_of_value()
    {
        foreach (var verb in Verbs.All)
        {
            foreach (var option in verb.Build().Options.Where(o => o is not System.CommandLine.Option<bool>)) Should.NotThrow(() => Completer.Complete(verb.Name, option.Name, ""));
        }
    }

    [Fact]
    public async Task Bash_completes_with_the_script_that_the_tool_prints()
    {
        const string script = """
            source <("$1" completion bash) || exit
            try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _runscope "$1" "${COMP_WORDS[COMP_CWORD]}"; echo "${COMPREPLY[*]}"; }
            complete -p runscope
            try "$1" comp
            try "$1" run --engine p
            try "$1" run --limit DiskSl
            try "$1" run --json /etc/host
            try "$1" run -- cat /etc/passw
            """;

        var result = await Tool.StartAsync("bash", ["--norc", "-c", script, "bash", Tool.Path]);

        var lines = result.Output.Split('\n');
        lines[0].ShouldBe("complete -F _runscope runscope", result.Error);
        lines[1].ShouldBe("compare completion");
        lines[2].ShouldBe("procfs");
        lines[3].ShouldBe("DiskSleep");
        lines[4].Split(' ').ShouldContain("/etc/hosts");
        lines[5].Split(' ').ShouldContain("/etc/passwd");
    }

    [NeedsShellFact("fish")]
    public async Task Fish_completes_with_the_script_that_the_tool_prints()
    {
        using var home = new TemporaryFolder();
        const string script = """
            runscope completion fish | source
            for line in "runscope comp" "runscope run --engine=p" "runscope run --json=/etc/host" "runscope run -- ls /etc/passw" "runscope run --json x ls /etc/passw"
                echo (complete -C $line | string replace -r '\t.*' '')
            end
            """;

        var result = await Tool.StartAsync(
            "fish", ["-c", script], environment: new Dictionary<string, string?> { ["HOME"] = home.File(""), ["PATH"] = $"{AppContext.BaseDirectory}:{Environment.GetEnvironmentVariable("PATH")}" });

        var lines = result.Output.Split('\n');
        lines[0].ShouldBe("compare completion", result.Error);
        lines[1].ShouldBe("--engine=procfs");
        lines[2].Split(' ').ShouldContain("--json=/etc/hosts");
        foreach (var command in lines[3..5]) command.Split(' ').ShouldContain("/etc/passwd");
    }

    [NeedsShellFact("zsh")]
    public async Task Zsh_takes_its_script()
    {
        // Its completion needs a terminal and its line editor.
        const string script = """compdef() { echo "$@"; }; source =("$1" completion zsh); whence -w _runscope""";

        var result = await Tool.StartAsync("zsh", ["-f", "-c", script, "zsh", Tool.Path]);

        result.Output.ShouldBe("_runscope runscope\n_runscope: function\n", result.Error);
    }

    private sealed class NeedsShellFactAttribute : FactAttribute
    {
        public NeedsShellFactAttribute(string shell)
        {
            if (!Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, shell)))) Skip = $"There is no {shell}: install it (sudo apt-get install {shell}).";
        }
    }

    private static ListedProcess Process(int pid, string name, params string[] line) => new(pid, 1, 1, 1000, name, line.ToImmutableArray(), null, (byte)'S', 1, 0, 0, false, false);
}
