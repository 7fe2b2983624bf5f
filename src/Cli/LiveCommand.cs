using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using RunScope.Testing.Cli.Live;

namespace RunScope.Testing.Cli;

/// <summary><c>runscope live</c>: a view of what a process does, in the terminal.</summary>
internal sealed class LiveCommand
{
    private readonly Option<bool> _demo = new("--demo") { Description = "Show simulated data of a made-up server: no process is watched." };
    private readonly Option<int?> _rate = new("--rate") { Description = "Rounds per second, 1 to 1000 (100 unless configured); + and - change it.", HelpName = "HZ" };
    private readonly Argument<string[]> _words = new("process")
    {
        Description = "A PID or a name; or -- and a command to start, whose input is empty and whose output the key o shows.",
        HelpName = "PID|NAME|-- COMMAND",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public LiveCommand()
    {
        _rate.Validators.Add(r =>
        {
            if (r.Tokens.Count > 0 && !(int.TryParse(r.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var rate) && rate is >= 1 and <= 1000)) r.AddError("--rate takes 1 to 1000 rounds per second.");
        });
        Command = new Command("live", """
            Show in the terminal what each thread of a process does, twice a second. The process is never stopped or ended; a command started here ends with the view.

              runscope live 4127
              runscope live my-server --rate 500
              runscope live -- ./import big.csv
              runscope live --demo

            Keys: q quits, ? explains the others. Afterwards the distribution is written to standard output.
            """)
        {
            _demo, _rate, _words,
        };
        Command.Validators.Add(Check);
        Command.SetAction(parsed => VerbOf(parsed).Run());
    }

    public Command Command { get; }

    private LiveVerb VerbOf(ParseResult parsed)
    {
        var words = parsed.GetValue(_words) ?? [];
        var isCommand = IsCommand(parsed.Tokens);
        return new LiveVerb { SampleRate = parsed.GetValue(_rate), Command = isCommand ? words : [], Target = isCommand ? null : words.FirstOrDefault() };
    }

    private void Check(CommandResult result)
    {
        var words = result.GetValue(_words) ?? [];
        if (result.GetValue(_demo))
        {
            if (words.Length > 0) result.AddError("--demo shows made-up data and takes no process: leave one of them out.");
        }
        else if (words.Length == 0)
        {
            result.AddError("Say what to show: a PID or a name (runscope ps lists them), -- and a command, or --demo.");
        }
    }

    private static bool IsCommand(IReadOnlyList<Token> tokens) => tokens.Any(t => t.Type == TokenType.DoubleDash);
}
