using System.CommandLine;
using RunScope.Testing.Cli.Compare;
using RunScope.Testing.Cli.Help;

namespace RunScope.Testing.Cli;

/// <summary><c>runscope compare</c>: holds recorded runs against others and says what became worse.</summary>
internal sealed class CompareCommand
{
    private readonly Argument<string> _base = new("base") { Description = "What to hold it against: a baseline file, a profile, or a folder of profiles." };
    private readonly Argument<string> _head = new("head") { Description = "The build to judge: likewise; of a baseline file, its newest job." };
    private readonly GateOptions _gate = new();
    private readonly Option<bool> _strict = new("--strict") { Description = "End with 7 where nothing can be concluded or the head lacks something, and with 4 where it became better; else these end with 0." };
    private readonly Option<string?> _json = new("--json") { Description = "Write the comparison as JSON to this file.", HelpName = "FILE" };
    private readonly Option<string?> _html = new("--html") { Description = "Write the report as one HTML page to this file; of several tests one page each, with the test's name in the file's.", HelpName = "FILE" };
    private readonly Option<string?> _markdown = new("--markdown") { Description = "Write a summary in Markdown to this file, or to standard output for -.", HelpName = "FILE" };

    public CompareCommand()
    {
        Command = new Command("compare", "Hold recorded runs against others: did anything become worse, and in what?")
        {
            _base, _head, _strict, _json, _html, _markdown,
        }.WithHelp(Page);
        _gate.AddTo(Command);
        Command.SetAction(parsed => new CompareVerb(parsed.GetRequiredValue(_base), parsed.GetRequiredValue(_head), _gate.Declared(parsed))
        {
            Strict = parsed.GetValue(_strict),
            Json = parsed.GetValue(_json),
            Html = parsed.GetValue(_html),
            Markdown = parsed.GetValue(_markdown),
        }.Run());
    }

    public Command Command { get; }

    private static HelpPage Page => new()
    {
        More = """
            Profiles come from runscope run --json FILE or from a test's report folder. Make at least 10 of each side, in turns, so that what slows the machine slows both alike:

              for i in $(seq 10); do
                runscope run --json base/$i.json -- ./old/program
                runscope run --json head/$i.json -- ./new/program
              done
            """,
        Examples =
        [
            new("runscope compare old.json new.json", "Two profiles."),
            new("runscope compare runs/base runs/head --metrics wallTime,diskSleep --min-effect 5%", "Two folders of profiles, by two metrics."),
            new("runscope compare Baselines/Import.Big.baseline.json runs/head --html report.html", "A baseline, with a report."),
        ],
        Exits =
        [
            ExitMeaning.Of(0, "nothing became worse"),
            ExitMeaning.Of(ExitCodes.Regressed, "something became worse"),
            ExitMeaning.Of(ExitCodes.Improved, "something became better and nothing worse, with --strict"),
            ExitMeaning.Of(ExitCodes.MissingBaseline, "there is nothing to hold it against"),
            ExitMeaning.Of(ExitCodes.Inconclusive, "nothing can be concluded, with --strict"),
        ],
        Documentation = "docs/compare.md",
    };
}
