using System.CommandLine;
using RunScope.Testing.Baselines;
using RunScope.Testing.Cli.Calibrate;
using RunScope.Testing.Cli.Help;
using RunScope.Testing.Configuration;

namespace RunScope.Testing.Cli;

/// <summary><c>runscope calibrate</c>: how often the gate would be wrong with a command on this machine, and what it can show.</summary>
internal sealed class CalibrateCommand
{
    private const int MostPairs = 1000;

    private readonly Option<int> _pairs = new("--pairs") { Description = "How many pairs of runs, 8 to 1000 (20 unless given).", HelpName = "N", DefaultValueFactory = _ => GateRules.DefaultMaxRuns };
    private readonly Option<bool> _keepOutput = new("--keep-output") { Description = "Pass the command's output through; else it is thrown away." };
    private readonly Option<string?> _json = new("--json") { Description = "Write the calibration as JSON to this file.", HelpName = "FILE" };
    private readonly Option<string?> _timeout = new("--timeout") { Description = "End a run after this time, such as 30s or 5m (5m unless configured).", HelpName = "DURATION" };
    private readonly GateOptions _gate = new();
    private readonly Argument<string[]> _workload = new("command")
    {
        HelpName = "COMMAND",
        Description = "The command and its arguments, passed on as they are. The first word that is no option begins it, so that -- before it is optional.",
        Arity = ArgumentArity.OneOrMore,
    };

    public CalibrateCommand()
    {
        _pairs.Validators.Add(r =>
        {
            if (r.Tokens.Count > 0 && (!int.TryParse(r.Tokens[0].Value, out var pairs) || pairs is < Calibration.FewestPairs or > MostPairs)) r.AddError($"--pairs takes {Calibration.FewestPairs} to {MostPairs}.");
        });
        _timeout.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<string?>() is { } text && RunScopeConfiguration.ProblemOf("timeLimit", text) is { } problem) r.AddError($"--timeout{problem}.");
        });
        Command = new Command("calibrate", "Run a command against itself: how often would the gate call it worse though nothing changed, and what growth can it show here?")
        {
            _pairs, _keepOutput, _json, _timeout, _workload,
        }.WithHelp(Page);
        _gate.AddTo(Command);
        Command.SetAction(parsed => new CalibrateVerb(parsed.GetRequiredValue(_workload), [.. _gate.Declared(parsed), .. Timeout(parsed)])
        {
            Pairs = parsed.GetValue(_pairs),
            KeepOutput = parsed.GetValue(_keepOutput),
            Json = parsed.GetValue(_json),
        }.RunAsync().GetAwaiter().GetResult());
    }

    public Command Command { get; }

    private static HelpPage Page => new()
    {
        Usage = "[options] [--] COMMAND [ARG]...",
        More = "The command's input is empty, and its output is thrown away. It has to end with 0. Ctrl-C ends it with what was seen until then.",
        Examples =
        [
            new("runscope calibrate -- gzip -9 -k -c FILE", "20 pairs of runs."),
            new("runscope calibrate --pairs 40 --metrics wallTime --min-effect 2% -- ./import big.csv", "Could 2 % more wall time be seen?"),
        ],
        Exits =
        [
            ExitMeaning.Of(0, "it was calibrated"),
            ExitMeaning.Of(ExitCodes.NotExecutable, "the command is there and can't be executed"),
            ExitMeaning.Of(ExitCodes.NotFound, "the command wasn't found"),
        ],
        Documentation = "docs/compare.md",
    };

    private IEnumerable<ConfigurationEntry> Timeout(ParseResult parsed) =>
        parsed.GetValue(_timeout) is { } text ? [RunScopeConfiguration.Declared("timeLimit", text, _timeout.Name)] : [];
}
