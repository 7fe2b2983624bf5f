using System.CommandLine;
using RunScope.Testing.Cli.Help;
using RunScope.Testing.Cli.Judging;
using RunScope.Testing.Cli.Report;

namespace RunScope.Testing.Cli;

/// <summary><c>runscope report</c>: the page, Markdown, figures and a summary from saved profiles.</summary>
internal sealed class ReportCommand
{
    private readonly Argument<string[]> _files = new("file") { HelpName = "FILE", Description = "The profiles: several runs of one program make one report. A verdict of a test stands for the runs that it is about.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _html = new("--html") { Description = "Write the report as one HTML page to this file.", HelpName = "FILE" };
    private readonly Option<string?> _markdown = new("--markdown") { Description = "Write a summary in Markdown to this file, or to standard output for -.", HelpName = "FILE" };
    private readonly Option<string?> _json = new("--json") { Description = "Write the figures over all runs, and the verdict where there is one, as JSON to this file.", HelpName = "FILE" };
    private readonly Option<bool> _summary = new("--summary") { Description = "Print the distribution and the busiest and most blocked threads to standard output." };
    private readonly LimitOption _limit = new();

    public ReportCommand()
    {
        Command = new Command("report", "Draw reports from saved profiles: an HTML page, Markdown, figures as JSON, and a summary.")
        {
            _files, _html, _markdown, _json, _summary,
        }.WithHelp(Page);
        _limit.AddTo(Command);
        Command.SetAction(parsed => new ReportVerb(parsed.GetRequiredValue(_files), _limit.Of(parsed))
        {
            Html = parsed.GetValue(_html),
            Markdown = parsed.GetValue(_markdown),
            Json = parsed.GetValue(_json),
            WithSummary = parsed.GetValue(_summary),
        }.Run());
    }

    public Command Command { get; }

    private static HelpPage Page => new()
    {
        More = "Profiles come from runscope run --json FILE, runscope attach --json FILE, or a test's report folder. With none of the options for what to make, the summary is printed and the page is written beside the first profile, under its name, unless there is one already.",
        Examples =
        [
            new("runscope report p.json", "Print the summary, and write p.html."),
            new("runscope report 1.json 2.json 3.json --html report.html --markdown -", "One report of several runs, and Markdown for a comment."),
            new("runscope report TestResults/runscope/Compressing.verdict.json --summary", "What a test found, with its runs."),
            new("runscope report p.json --summary --limit 'DiskSleep<=5%'", "Judge a profile that was recorded before."),
        ],
        Exits =
        [
            ExitMeaning.Of(0, "everything was read and written, and the limits given here are kept"),
            ExitMeaning.Of(ExitCodes.Regressed, "a limit given here was missed"),
            ExitMeaning.Of(ExitCodes.Inconclusive, "a limit can't be judged, and RUNSCOPE_INCONCLUSIVE=fail says that this is a failure"),
        ],
        Documentation = "docs/command-line.md, section \"report\"",
    };
}
