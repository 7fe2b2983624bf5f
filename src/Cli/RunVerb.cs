using System.Collections.Immutable;
using RunScope.Testing.Analysis.Redaction;
using RunScope.Testing.Building;
using RunScope.Testing.Cli.Judging;
using RunScope.Testing.Configuration;
using RunScope.Testing.Hosting;
using RunScope.Testing.Launch;
using RunScope.Testing.Reporting;
using RunScope.Testing.Reporting.Html;
using RunScope.Testing.Sampling;

namespace RunScope.Testing.Cli;

/// <summary>Profiles one command. The tool is its own recorder, so the workload keeps the terminal, its input and its output.</summary>
internal sealed class RunVerb(string[] words, ImmutableArray<ConfigurationEntry> given, string? json, string? html)
{
    private const int SIGPIPE = 13;

    private EffectiveOptions? _read;

    private EffectiveOptions Configured => _read ?? throw new InvalidOperationException("The configuration is read first.");

    // Made when first used, after the run: the workload doesn't wait for it.
    private Redactor Redactor => field ??= Configured.Redactor.ForRun(words, WorkloadEnvironment.Of(Configured.Environment, []));

    public ImmutableArray<ProfileAssertionAttribute> Limits { get; init; } = [];

    public int Run()
    {
        try
        {
            HostMachine.RequireProfiling(isFirst: true);
            _read = RunScopeConfiguration.OfFolder(Environment.CurrentDirectory).With(given);
            // Files that can't be written are found out before the workload has run for an hour.
            foreach (var file in (string?[])[json, html]) OutputFile.RequireWritable(file);
            var program = ExecutableLookup.Find(words[0], Environment.CurrentDirectory, pathOnly: true);
            var recording = Record(program);
            var profile = Redactor.Without(ProfileBuilder.Build(recording, words[0], [.. words[1..]], program, HostMachine.Info, new OutputTails(null, null, false)));
            var judgement = Judgement.Of(Name, [profile], Limits, Configured.Options);
            Report(profile, judgement);
            return profile switch
            {
                { EndedBy: EndedBy.Timeout } => ExitCodes.TimedOut,
                { ExitSignal: { } signal } => ExitCodes.Signal + signal,

                // A command that failed isn't hidden by a limit, nor a missed limit by a command that didn't.
                { ExitCode: 0 } => judgement?.ExitCode ?? 0,
                _ => profile.ExitCode ?? ExitCodes.OwnFailure,
            };
        }
        catch (InvalidConfigurationException e)
        {
            ToolConsole.Say(e.Message);
            return ExitCodes.OwnFailure;
        }
        catch (WorkloadLaunchException e)
        {
            Say(e.Message);
            return e.ShellExitCode;
        }
        catch (Exception e) when (e is RunScopeException or IOException or UnauthorizedAccessException)
        {
            Say(e.Message);
            return ExitCodes.OwnFailure;
        }
    }

    // From here to the end of the session neither the console nor System.Diagnostics.Process may be touched: see RecordingSession.
    private Recording Record(string file)
    {
        var options = Configured.Options;
        using var control = new TerminalControl();
        RecordingSession.WarmUp();
        using var session = new RecordingSession(
            new LaunchRequest
            {
                File = file,
                Arguments = words,
                Environment = Configured.Environment.IsEmpty ? null : WorkloadEnvironment.Of(Configured.Environment, []),
                SampleRate = options.SampleRate,

                // A command of a user's has all the time that it takes, unless somebody said otherwise.
                Timeout = Configured.IsSet("timeLimit") ? options.TimeLimit : TimeSpan.FromDays(3650),
                GracePeriod = options.GracePeriod,
                LeaveChildren = options.LeaveChildren,

                // The runtime ignores SIGPIPE for itself; a shell would have given the workload the default.
                SignalsToDefault = [SIGPIPE, .. control.Listen()],
            },
            control);
        var error = session.TryStart();
        if (error != 0) throw LaunchErrors.Explain(file, error);
        session.Attach();
        return session.Run()!;
    }

    private string Name => string.Join(' ', Redactor.Arguments(words));

    private void Report(ProcessProfile profile, Judgement? judgement)
    {
        // The run is over: what can't be written now is said where anybody can read it, and the exit code stays the workload's.
        var files = WrittenFiles.Write(json, () => ProfileJson.ToJson(profile), html, () => HtmlReport.Render(new ReportInput(Name, [profile], judgement?.Verdict) { Configuration = [.. Told()] }));
        ToolConsole.TryWrite(() =>
        {
            Summary.Write(profile);
            foreach (var problem in files.Problems) Say(problem);
            if (files.Page is { } page) Console.Error.WriteLine("report: " + page);
            if (judgement is not null) Console.Error.WriteLine(judgement.Words(report: null));
        });
    }

    // Before the configuration is read there is nothing of it to hide.
    private void Say(string words) => ToolConsole.Say(_read is null ? words : Redactor.Text(words));

    // Tests have more keys than a command.
    private IEnumerable<ConfiguredValue> Told() => Configured.Values
        .Where(v => v.Name is "sampleRate" or "engine" or "gracePeriod" or "leaveChildren" or "redact" or "redactDefaults" || v.Name.StartsWith("environment.", StringComparison.Ordinal)
            || (v.Name == "timeLimit" && Configured.IsSet(v.Name)));
}
