using System.CommandLine;
using System.CommandLine.Parsing;
using RunScope.Testing.Analysis;
using RunScope.Testing.Cli.Help;
using RunScope.Testing.Cli.Live;

namespace RunScope.Testing.Cli;

/// <summary><c>runscope live</c>: a view of what a process does, in the terminal.</summary>
internal sealed class LiveCommand
{
    private readonly Option<bool> _demo = new("--demo") { Description = "Show simulated data of a made-up server: no process is watched." };
    private readonly SamplingOptions _sampling = new();
    private readonly Argument<string[]> _words = new("process")
    {
        Description = "A PID or a name; or -- and a command to start, whose input is empty and whose output the key o shows.",
        HelpName = "PID|NAME|-- COMMAND",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public LiveCommand()
    {
        Command = new Command("live", "Show in the terminal what each thread of a process does, twice a second.")
        {
            _demo, _words,
        }.WithHelp(Page);
        _sampling.AddTo(Command);
        Command.SetAction(Execute);
    }

    public Command Command { get; }

    private static HelpPage Page => new()
    {
        Usage = "[options] PID|NAME | -- COMMAND [ARG]... | --demo",
        More = """
            A process that runs is borrowed: it is never stopped, signalled or ended. A command after -- is started for the view and ends with it; its input is empty.

            Keys: q quits, s sorts, / filters, p lets the view stand still, + and - change the rate, l picks another process, r writes the report, ? explains all of it. Afterwards the distribution is written to standard output.
            """,
        Examples =
        [
            new("runscope live 4127", "What does process 4127 do at the moment?"),
            new("runscope live my_server --rate 500", "The process of that name, with 500 samples a second of each thread."),
            new("runscope live -- ./import big.csv", "Start a command and watch it."),
            new("runscope live --demo", "Try the view with simulated data."),
        ],
        Exits =
        [
            new("0", "the user quit"),
            ExitMeaning.Of(ExitCodes.NoProcess, "there is no such process, or it has ended"),
            ExitMeaning.Of(ExitCodes.NotExecutable, "the command is there and can't be executed"),
            ExitMeaning.Of(ExitCodes.NotFound, "the command wasn't found"),
            new("128+N", "the view was ended by signal N; a terminal that has gone is signal 1 (129)"),
        ],
        Documentation = "docs/live.md",
    };

    private static int Execute(LiveVerb verb, string[] words, bool isDemo)
    {
        return ProblemOf(verb, words, isDemo) is { } problem ? Refused(problem) : verb.Run();
    }

    // The value of an option is an argument to the parser too.
    private static bool IsOfOption(ParseResult parsed, Token token) => parsed.CommandResult.Children.OfType<OptionResult>().Any(o => o.Tokens.Contains(token));

    private static int Refused(string problem)
    {
        ToolConsole.Say($"{problem}\nTry: runscope live --help");
        return ExitCodes.WrongUsage;
    }

    private static string? ProblemOf(LiveVerb verb, string[] words, bool isDemo) => (words, verb.Target) switch
    {
        ({ Length: > 0 }, _) when isDemo => "--demo shows simulated data and takes no process: leave one of them out.",
        ({ Length: 0 }, _) => isDemo ? null : "say what to show: a PID or a name (runscope ps lists them), -- and a command, or --demo.",
        (_, not null) when words.FirstOrDefault(w => w.StartsWith('-')) is { } option => $"there is no option {VisibleText.Of(option)}.",
        ({ Length: > 1 }, { } first) => $"{VisibleText.Of(first)} would be one process and {VisibleText.Of(words[1])} another: give one. A command to start stands after --.",
        _ => null,
    };

    private int Execute(ParseResult parsed)
    {
        // Of two dashes the words themselves tell nothing.
        var words = parsed.GetValue(_words) ?? [];
        var isCommand = parsed.Tokens.Any(t => t.Type == TokenType.DoubleDash);
        if (isCommand && parsed.Tokens.TakeWhile(t => t.Type != TokenType.DoubleDash).FirstOrDefault(t => t.Type == TokenType.Argument && !IsOfOption(parsed, t)) is { } before)
            return Refused($"{VisibleText.Of(before.Value)} would be a process, and what stands after -- a command: give one of them.");
        var verb = new LiveVerb(_sampling.Declared(parsed)) { Command = isCommand ? words : [], Target = isCommand ? null : words.FirstOrDefault() };
        return Execute(verb, words, parsed.GetValue(_demo));
    }
}
