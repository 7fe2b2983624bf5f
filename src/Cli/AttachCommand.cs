using System.CommandLine;
using RunScope.Testing.Analysis;
using RunScope.Testing.Cli.Help;
using RunScope.Testing.Cli.Judging;
using RunScope.Testing.Cli.Watching;

namespace RunScope.Testing.Cli;

/// <summary><c>runscope attach</c>: watches a process that runs already, and says where its threads spend their time.</summary>
internal sealed class AttachCommand
{
    private readonly Argument<string> _process = new("process") { HelpName = "PID|NAME", Description = "The process: its ID, or its whole name where one process alone has it. Its children are watched too." };
    private readonly Option<string?> _duration = new("--duration", "--timeout") { Description = "Watch for this time, such as 5s or 10m, up to 168h; else until the process ends, or Ctrl-C.", HelpName = "DURATION" };
    private readonly SamplingOptions _sampling = new();
    private readonly Option<string?> _json = new("--json") { Description = "Write the profile as JSON to this file.", HelpName = "FILE" };
    private readonly Option<string?> _html = new("--html") { Description = "Write the report as one HTML page to this file.", HelpName = "FILE" };
    private readonly Option<bool> _follow = new("--follow") { Description = "Print a line to standard output each second: rounds, threads, the distribution, the busiest thread and the longest wait of that second." };
    private readonly LimitOption _limit = new();

    public AttachCommand()
    {
        _duration.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<string?>() is { } text && DurationProblem(text) is { } problem) r.AddError($"--duration {problem}.");
        });
        Command = new Command("attach", "Watch a process that runs already: where do its threads spend their time, and what do they wait for?")
        {
            _process, _duration, _json, _html, _follow,
        }.WithHelp(Page);
        _sampling.AddTo(Command);
        _limit.AddTo(Command);
        Command.SetAction(parsed => new AttachVerb(parsed.GetRequiredValue(_process), _sampling.Declared(parsed))
        {
            Duration = parsed.GetValue(_duration) is { } text && Durations.TryParse(text, out var duration, out _) ? duration : null,
            Json = parsed.GetValue(_json),
            Html = parsed.GetValue(_html),
            Follow = parsed.GetValue(_follow),
            Limits = _limit.Of(parsed),
        }.RunAsync().GetAwaiter().GetResult());
    }

    public Command Command { get; }

    private static HelpPage Page => new()
    {
        More = """
            The process is borrowed: it is never stopped, signalled or ended, and runs on when the watching ends. Ctrl-C, SIGTERM and SIGHUP end the watching with the report of what was seen; a second one ends runscope at once. What runscope has to say goes to standard error; standard output has the lines of --follow alone.

            What may not be read of the process, and how to get it, is said at the beginning; where its threads spend their time is known in any case.
            """,
        Examples =
        [
            new("runscope attach nginx", "Until Ctrl-C: what does it do?"),
            new("runscope attach 4127 --duration 5s --html report.html --json p.json", "For 5 seconds, and keep the report and the profile."),
            new("runscope attach \"$(pgrep -n my_server)\" --follow", "A line each second, until Ctrl-C."),
            new("runscope attach my_server --duration 30s --limit 'DiskSleep<=5%' --limit 'RunQueueDelay<=500ms'", "Judge it during a load test: exit code 2 when a limit is missed."),
        ],
        Exits =
        [
            ExitMeaning.Of(0, "it was watched and reported, also after Ctrl-C, and the limits are kept"),
            ExitMeaning.Of(ExitCodes.Regressed, "a limit was missed"),
            ExitMeaning.Of(ExitCodes.NoProcess, "there isn't just one such process, or it can't be attached to"),
            ExitMeaning.Of(ExitCodes.Inconclusive, "a limit can't be judged, and RUNSCOPE_INCONCLUSIVE=fail says that this is a failure"),
        ],
        Documentation = "docs/command-line.md, section \"attach\"",
    };

    private static string? DurationProblem(string text) =>
        !Durations.TryParse(text, out var duration, out var problem) ? problem
        : duration <= TimeSpan.Zero || duration > OptionRanges.LongestTimeLimit ? $"is {VisibleText.Quote(text, 40)}; it takes more than 0 and at most 168h"
        : null;
}
