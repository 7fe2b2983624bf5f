using System.Collections.Immutable;
using RunScope.Testing.Analysis.Redaction;
using RunScope.Testing.Attach;
using RunScope.Testing.Attaching;
using RunScope.Testing.Cli.Judging;
using RunScope.Testing.Cli.Processes;
using RunScope.Testing.Configuration;
using RunScope.Testing.Hosting;
using RunScope.Testing.Reporting;
using RunScope.Testing.Reporting.Html;

namespace RunScope.Testing.Cli.Watching;

/// <summary>Attaches to one process, shows what it does, and reports what was seen when the watching ends, however that comes.</summary>
internal sealed class AttachVerb(string target, ImmutableArray<ConfigurationEntry> given)
{
    public TimeSpan? Duration { get; init; }

    public string? Json { get; init; }

    public string? Html { get; init; }

    public bool Follow { get; init; }

    public ImmutableArray<ProfileAssertionAttribute> Limits { get; init; } = [];

    public async Task<int> RunAsync()
    {
        using var stop = new StopSignals();
        try
        {
            var configured = RunScopeConfiguration.OfFolder(Environment.CurrentDirectory).With(given);
            foreach (var file in (string?[])[Json, Html]) OutputFile.RequireWritable(file, "Nothing was watched.");
            HostMachine.RequireProfiling();
            if (Find(configured.Redactor) is not { } process) return ExitCodes.NoProcess;
            var options = new AttachOptions { SampleRate = configured.Options.SampleRate, Engine = configured.Options.Engine, Duration = Duration, RecentSamples = AttachNotice.RoomFor(process.Threads) };
            await using var attached = await AttachedStart.Async(process.Pid, options, configured.Redactor, () => ProcessTable.TryRead(process.Pid)?.StartTicks == process.StartTicks, stop.Asked).ConfigureAwait(false);
            ToolConsole.TryWrite(() => AttachNotice.Write(ToolConsole.Error(), attached, UserNames.Machine.Shown(process.User), Duration, options.RecentSamples));
            var watch = new Watch(attached, Follow);
            await watch.RunAsync(stop.Asked).ConfigureAwait(false);
            var exitCode = Report(await attached.DetachAsync().ConfigureAwait(false), attached, configured);

            // A terminal that has gone sends SIGHUP, which asks for the end.
            if (watch.Problem is not { } problem || stop.Signal != 0) return exitCode;
            ToolConsole.Say($"Cannot write the rows of --follow to standard output: {problem}. The watching was ended by that; free the disk, or write them elsewhere.");
            return exitCode == 0 ? ExitCodes.OwnFailure : exitCode;
        }
        catch (OperationCanceledException) when (stop.Signal != 0)
        {
            return ExitCodes.Signal + stop.Signal;
        }
        catch (AttachException e)
        {
            return ToolConsole.Say(e.Message, ExitCodes.NoProcess);
        }
        catch (RunScopeException e)
        {
            return ToolConsole.Say(e.Message, ExitCodes.OwnFailure);
        }
    }

    private ListedProcess? Find(Redactor redactor)
    {
        var found = ProcessLookup.Find(target, redactor);
        if (found is Lookup.One one) return one.Process;
        ToolConsole.Say(found is Lookup.Several several ? several.Message : ((Lookup.None)found).Message);
        return null;
    }

    private int Report(ProcessProfile profile, AttachedProcess attached, EffectiveOptions configured)
    {
        var judgement = Judgement.Of($"{attached.Name} ({attached.ProcessId})", [profile], Limits, configured.Options);

        // Files before words: a terminal that has gone takes nothing with it.
        var files = WrittenFiles.Write(Json, () => ProfileJson.ToJson(profile), Html, () => HtmlReport.Render(new ReportInput($"{attached.Name} ({attached.ProcessId})", [profile], judgement?.Verdict) { Configuration = [.. Told(configured)] }));
        ToolConsole.TryWrite(() =>
        {
            var console = ToolConsole.Error();
            Summary.Write(console, profile);
            Summary.WriteThreads(console, profile);
            foreach (var problem in files.Problems) ToolConsole.Say(problem);
            if (files.Page is { } page) Console.Error.WriteLine("report: " + page);
            if (judgement is not null) Console.Error.WriteLine(judgement.Words(report: null));
        });
        return judgement is { ExitCode: not 0 and var code } ? code : files.Problems.IsEmpty ? 0 : ExitCodes.OwnFailure;
    }

    private static IEnumerable<ConfiguredValue> Told(EffectiveOptions configured) => configured.Values.Where(v => v.Name is "sampleRate" or "engine" or "threads" or "processes" or "inconclusive" or "redact" or "redactDefaults");
}
