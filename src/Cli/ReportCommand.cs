using System.CommandLine;
using RunScope.Testing.Cli.Judging;
using RunScope.Testing.Cli.Report;

namespace RunScope.Testing.Cli;

/// <summary><c>runscope report</c>: the page, Markdown, figures and a summary from saved profiles.</summary>
internal sealed class ReportCommand
{
    private readonly Argument<string[]> _files = new("file") { Description = "The profiles: several runs of one program make one report. A verdict of a test stands for the runs that it is about.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _html = new("--html") { Description = "Write the report as one HTML page to this file.", HelpName = "FILE" };
    private readonly Option<string?> _markdown = new("--markdown") { Description = "Write a summary in Markdown to this file, or to standard output for -.", HelpName = "FILE" };
    private readonly Option<string?> _json = new("--json") { Description = "Write the figures over all runs, and the verdict where there is one, as JSON to this file.", HelpName = "FILE" };
    private readonly Option<bool> _summary = new("--summary") { Description = "Print the distribution and the busiest and most blocked threads to standard output." };
    private readonly LimitOption _limit = new();

    public ReportCommand()
    {
        Command = new Command("report", """
            Draw reports from saved profiles. With none of the options that follow, the summary is printed and the page is written beside the first profile.

              runscope report p.json
              runscope report runs/*.json --html report.html --markdown -
              runscope report TestResults/runscope/Compressing.verdict.json --summary
              runscope report p.json --summary --limit 'DiskSleep<=5%'

            Profiles come from runscope run --json FILE, runscope attach --json FILE, or a test's report folder. Exit code 2 when a limit given here is missed.
            """)
        {
            _files, _html, _markdown, _json, _summary,
        };
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
}
