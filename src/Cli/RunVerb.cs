using RunScope.Testing.Building;
using RunScope.Testing.Hosting;
using RunScope.Testing.Launch;
using RunScope.Testing.Reporting;
using RunScope.Testing.Reporting.Html;
using RunScope.Testing.Sampling;

namespace RunScope.Testing.Cli;

/// <summary>Profiles one command. The tool is its own recorder, so the workload keeps the terminal, its input and its output.</summary>
internal sealed class RunVerb(string[] words, int rate, TimeSpan? timeout, string? json, string? html)
{
    private const int SIGPIPE = 13;

    public int Run()
    {
        try
        {
            // Files that can't be written are found out before the workload has run for an hour.
            foreach (var file in (string?[])[json, html]) RequireWritable(file);
            HostMachine.RequireProfiling();
            var program = ExecutableLookup.Find(words[0], Environment.CurrentDirectory, pathOnly: true);
            var recording = Record(program);
            var profile = ProfileBuilder.Build(recording, words[0], [.. words[1..]], program, HostMachine.Info, new OutputTails(null, null, false));
            Report(profile);
            return profile switch
            {
                { EndedBy: EndedBy.Timeout } => ExitCodes.TimedOut,
                { ExitSignal: { } signal } => ExitCodes.Signal + signal,
                _ => profile.ExitCode ?? ExitCodes.OwnFailure,
            };
        }
        catch (WorkloadLaunchException e)
        {
            Console.Error.WriteLine("runscope: " + e.Message);
            return e.ShellExitCode;
        }
        catch (Exception e) when (e is RunScopeException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine("runscope: " + e.Message);
            return ExitCodes.OwnFailure;
        }
    }

    // From here to the end of the session neither the console nor System.Diagnostics.Process may be touched: see RecordingSession.
    private Recording Record(string file)
    {
        using var control = new TerminalControl();
        RecordingSession.WarmUp();
        using var session = new RecordingSession(
            new LaunchRequest
            {
                File = file,
                Arguments = words,
                SampleRate = rate,
                Timeout = timeout ?? TimeSpan.FromDays(3650),

                // The runtime ignores SIGPIPE for itself; a shell would have given the workload the default.
                SignalsToDefault = [SIGPIPE, .. control.Listen()],
            },
            control);
        var error = session.TryStart();
        if (error != 0) throw LaunchErrors.Explain(file, error);
        session.Attach();
        return session.Run()!;
    }

    private void Report(ProcessProfile profile)
    {
        Summary.Write(profile);
        TryWrite(json, () => ProfileJson.ToJson(profile));
        if (TryWrite(html, () => HtmlReport.Render(new ReportInput(string.Join(' ', words), [profile], null)))) Console.Error.WriteLine("report: " + Path.GetFullPath(html!));
    }

    // The run is over: what can't be written now is said, and the exit code stays the workload's.
    private static bool TryWrite(string? file, Func<string> text)
    {
        if (file is null) return false;
        try
        {
            AtomicFile.Write(Path.GetFullPath(file), text());
            return true;
        }
        catch (Exception e)
        {
            Console.Error.WriteLine($"runscope: cannot write {file}: {e.Message}");
            return false;
        }
    }

    private static void RequireWritable(string? file)
    {
        if (file is null) return;
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
            if (!Directory.Exists(folder)) throw new RunScopeException($"Cannot write {file}: there is no folder {folder}. Create it, or name another file. Nothing was run.");
            if (Directory.Exists(file)) throw new RunScopeException($"Cannot write {file}: it is a folder. Name a file in it. Nothing was run.");
            var witness = Path.Combine(folder, ".runscope-" + Guid.NewGuid().ToString("N"));
            File.Create(witness, 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new RunScopeException($"Cannot write {file}: {e.Message} Nothing was run.", e);
        }
    }
}
