using System.Collections.Immutable;
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
            if (Find() is not { } process) return ExitCodes.NoProcess;
            var options = new AttachOptions { SampleRate = configured.Options.SampleRate, Engine = configured.Options.Engine, Duration = Duration };
            await using var attached = await AttachedStart.Async(process.Pid, options, configured.Redactor, () => ProcessTable.TryRead(process.Pid)?.StartTicks == process.StartTicks, stop.Asked).ConfigureAwait(false);
            AttachNotice.Write(ToolConsole.Error(), attached, UserOf(process), Duration);
            await new Watch(attached, Follow).RunAsync(stop.Asked).ConfigureAwait(false);
            return Report(await attached.DetachAsync().ConfigureAwait(false), attached, configured);
        }
        catch (OperationCanceledException) when (stop.Signal != 0)
        {
            return ExitCodes.Signal + stop.Signal;
        }
        catch (AttachException e)
        {
            return Say(e.Message, ExitCodes.NoProcess);
        }
        catch (RunScopeException e)
        {
            return Say(e.Message, ExitCodes.OwnFailure);
        }
    }

    private ListedProcess? Find()
    {
        switch (ProcessLookup.Find(target))
        {
            case Lookup.One one:
                return one.Process;
            case Lookup.Several several:
                Say(several.Message, 0);
                return null;
            case Lookup.None none:
                Say(none.Message, 0);
                return null;
            default:
                throw new InvalidOperationException("There is no other way to look for a process.");
        }
    }

    private int Report(ProcessProfile profile, AttachedProcess attached, EffectiveOptions configured)
    {
        var console = ToolConsole.Error();
        Summary.Write(console, profile);
        Summary.WriteThreads(console, profile);
        var judgement = Judgement.Of($"{attached.Name} ({attached.ProcessId})", [profile], Limits, configured.Options);
        var written = TryWrite(Json, () => ProfileJson.ToJson(profile));
        if (Html is not null && TryWrite(Html, () => HtmlReport.Render(new ReportInput($"{attached.Name} ({attached.ProcessId})", [profile], judgement?.Verdict) { Configuration = [.. Told(configured)] }))) Console.Error.WriteLine("report: " + Path.GetFullPath(Html));
        else if (Html is not null) written = false;
        if (judgement is not null) Console.Error.WriteLine(judgement.Words(report: null));
        return judgement is { ExitCode: not 0 and var code } ? code : written ? 0 : ExitCodes.OwnFailure;
    }

    private static string? UserOf(ListedProcess process) =>
        process.User is { } user ? UserNames.Read().Find(user) ?? user.ToString(System.Globalization.CultureInfo.InvariantCulture) : null;

    private static IEnumerable<ConfiguredValue> Told(EffectiveOptions configured) => configured.Values.Where(v => v.Name is "sampleRate" or "engine" or "threads" or "processes" or "inconclusive" or "redact" or "redactDefaults");

    private static bool TryWrite(string? file, Func<string> text)
    {
        if (file is null) return true;
        if (OutputFile.TryWrite(file, text) is not { } problem) return true;
        Console.Error.WriteLine("runscope: " + problem);
        return false;
    }

    private static int Say(string words, int exitCode)
    {
        Console.Error.WriteLine("runscope: " + words);
        return exitCode;
    }
}
