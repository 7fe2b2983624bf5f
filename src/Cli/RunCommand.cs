using System.CommandLine;
using RunScope.Testing.Cli.Help;
using RunScope.Testing.Cli.Judging;
using RunScope.Testing.Configuration;

namespace RunScope.Testing.Cli;

/// <summary><c>runscope run</c>: profiles a command that keeps the terminal, and ends with its exit code.</summary>
internal sealed class RunCommand
{
    private readonly SamplingOptions _sampling = new();
    private readonly Option<string?> _json = new("--json") { Description = "Write the profile as JSON to this file.", HelpName = "FILE" };
    private readonly Option<string?> _html = new("--html") { Description = "Write the report as one HTML page to this file.", HelpName = "FILE" };
    private readonly Option<string?> _timeout = new("--timeout") { Description = "End the command after this time, such as 30s or 5m, up to 168h (exit code 124). No limit unless given or configured.", HelpName = "DURATION" };
    private readonly LimitOption _limit = new();
    private readonly Argument<string[]> _workload = new("command")
    {
        HelpName = "COMMAND",
        Description = "The command and its arguments, passed on as they are. The first word that is no option begins it, so that -- before it is optional.",
        Arity = ArgumentArity.OneOrMore,
    };

    public RunCommand()
    {
        _timeout.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<string?>() is { } text && RunScopeConfiguration.ProblemOf("timeLimit", text) is { } problem) r.AddError($"--timeout{problem}.");
        });
        Command = new Command("run", "Profile a command: where do its threads spend their time, and what do they wait for?")
        {
            _json, _html, _timeout, _workload,
        }.WithHelp(Page);

        _sampling.AddTo(Command);
        _limit.AddTo(Command);

        // On the main thread and without the console, as all actions: see Program.
        Command.SetAction(Execute);
    }

    public Command Command { get; }

    private static HelpPage Page => new()
    {
        Usage = "[options] [--] COMMAND [ARG]...",
        More = """
            The command keeps the terminal: its input, output and exit code stay its own. What runscope has to say goes to standard error at its end. Processes that it starts are watched too. Without options, what runscope.json and RUNSCOPE_ variables say holds.

            A limit that is missed makes the exit code 2 where the command itself ended with 0.
            """,
        Examples =
        [
            new("runscope run -- gzip -9 -k -f FILE", "Where does it spend its time?"),
            new("runscope run --json p.json --html p.html --rate 1000 -- make -j2", "Sample 1000 times a second, and keep the profile and the report."),
            new("runscope run --limit 'DiskSleep<=5%' --limit 'Running+Runnable>=90%' -- gzip -9 -k -f FILE", "Fail where it waits for storage, or doesn't want a CPU most of the time."),
            new("runscope run --timeout 30s -- ./import big.csv", "End it after 30 seconds."),
        ],
        Exits =
        [
            new("0 to 255", "the command's own exit code"),
            ExitMeaning.Of(ExitCodes.Regressed, "a limit was missed, where the command itself ended with 0"),
            ExitMeaning.Of(ExitCodes.Inconclusive, "a limit can't be judged, the command ended with 0, and RUNSCOPE_INCONCLUSIVE=fail says that this is a failure"),
            ExitMeaning.Of(ExitCodes.TimedOut, "the command was ended because it took longer than --timeout"),
            ExitMeaning.Of(ExitCodes.NotExecutable, "the command is there and can't be executed"),
            ExitMeaning.Of(ExitCodes.NotFound, "the command wasn't found"),
            new("128+N", "the command was ended by signal N"),
        ],
        Documentation = "docs/command-line.md, section \"run\"",
    };

    private int Execute(ParseResult parsed)
    {
        ConfigurationEntry[] limit = parsed.GetValue(_timeout) is { } timeout ? [RunScopeConfiguration.Declared("timeLimit", timeout, _timeout.Name)] : [];
        return new RunVerb(parsed.GetRequiredValue(_workload), [.. _sampling.Declared(parsed), .. limit], parsed.GetValue(_json), parsed.GetValue(_html)) { Limits = _limit.Of(parsed) }.Run();
    }
}
