using RunScope.Testing.Analysis;
using RunScope.Testing.Cli.Processes;
using RunScope.Testing.Configuration;

namespace RunScope.Testing.Cli.Live;

/// <summary>Shows a view of a process, of a command that it starts, or of made-up data; then says in short what was seen.</summary>
internal sealed class LiveVerb
{
    /// <summary>A PID or a name; null where there is a command, or a demonstration.</summary>
    public string? Target { get; init; }

    /// <summary>A command to start, with its arguments; empty where there is none.</summary>
    public string[] Command { get; init; } = [];

    /// <summary>Rounds per second; as configured when null.</summary>
    public int? SampleRate { get; init; }

    public int Run()
    {
        if (TerminalView.Problem() is { } problem)
        {
            Console.Error.WriteLine($"runscope: Cannot show a live view: {problem}. Run it in a terminal, or use runscope attach PID, which writes text to pipes and files.");
            return ExitCodes.WrongUsage;
        }

        try
        {
            if (Command.Length > 0) return OfCommand();
            if (Target is { } word) return OfProcess(word);
            return Show(new DemoSource(TimeProvider.System, sampleRate: SampleRate ?? AttachOptions.Default.SampleRate), null);
        }
        catch (WorkloadLaunchException e)
        {
            Console.Error.WriteLine("runscope: " + VisibleText.Of(e.Message, 4000));
            return e.ShellExitCode;
        }
        catch (RunScopeException e)
        {
            Console.Error.WriteLine("runscope: " + VisibleText.Of(e.Message, 4000));
            return ExitCodes.OwnFailure;
        }
    }

    private int OfProcess(string word)
    {
        switch (ProcessLookup.Find(word))
        {
            case Lookup.One one:
                return Show(Attach(one.Process.Pid), null);
            case Lookup.Several several:
                Console.Error.WriteLine("runscope: " + several.Message);
                return ExitCodes.WrongUsage;
            case Lookup.None none:
                Console.Error.WriteLine("runscope: " + none.Message);
                return ExitCodes.NoProcess;
            default:
                throw new InvalidOperationException();
        }
    }

    private int OfCommand()
    {
        var configured = RunScopeConfiguration.OfFolder(Environment.CurrentDirectory).With();
        using var command = new OwnCommand(Command, configured.Environment, configured.Options.GracePeriod);
        try
        {
            return Show(Attach(command.ProcessId), command);
        }
        catch (AttachException e) when (e.Problem is AttachProblem.Ended or AttachProblem.NotFound)
        {
            TellOutput(command);
            throw new RunScopeException($"{Command[0]} ended before it could be watched. Use runscope run, which watches a command from its first instruction.", e);
        }
        finally
        {
            End(command);
        }
    }

    private int Show(ILiveSource home, OwnCommand? command)
    {
        var app = new LiveApp(home, command, pid => Attach(pid));
        try
        {
            app.Run();
        }
        finally
        {
            if (command is not null) End(command);
            if (app.FinishReport() is { } report) Console.Error.WriteLine(report);
            if (app.Other is { } other) Tell(other, null);
            Tell(home, command);
        }

        return app.Signal == 0 ? 0 : ExitCodes.Signal + app.Signal;
    }

    // Whatever has happened to the view, what it started doesn't stay behind.
    private void End(OwnCommand command)
    {
        if (!command.HasEnded) Console.Error.WriteLine($"runscope: {VisibleText.Of(Command[0])} ({command.ProcessId}) {command.EndAsync().GetAwaiter().GetResult()}.");
    }

    private static void Tell(ILiveSource source, OwnCommand? command)
    {
        var profile = source.FinishAsync().GetAwaiter().GetResult();
        source.DisposeAsync().AsTask().GetAwaiter().GetResult();
        if (command is not null) profile = command.EndOf(profile);
        var console = ToolConsole.Out();
        Summary.Write(console, profile);
        Summary.WriteThreads(console, profile);
        if (command is not null) TellOutput(command);
    }

    private static void TellOutput(OwnCommand command)
    {
        const int Lines = 20;
        var lines = command.LastLines(Lines);
        if (lines.IsEmpty) return;
        Console.Out.WriteLine(lines.Length < Lines ? "its output:" : $"the last {Lines} lines of its output:");
        foreach (var line in lines) Console.Out.WriteLine("  " + VisibleText.Of(line, 1000));
    }

    private AttachedSource Attach(int pid)
    {
        var options = SampleRate is { } rate ? AttachOptions.Default with { SampleRate = rate } : null;
        var user = RunScope.Testing.Attach.ProcessTable.Read().Processes.FirstOrDefault(p => p.Pid == pid)?.User;
        return new AttachedSource(ProcessProfiler.AttachAsync(pid, options).GetAwaiter().GetResult(), LiveUsers.Of(user));
    }
}
