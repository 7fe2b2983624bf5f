using System.Collections.Immutable;
using RunScope.Testing.Analysis;
using RunScope.Testing.Attach;
using RunScope.Testing.Attaching;
using RunScope.Testing.Cli.Processes;
using RunScope.Testing.Configuration;
using RunScope.Testing.Hosting;

namespace RunScope.Testing.Cli.Live;

/// <summary>Shows a view of a process, of a command that it starts, or of made-up data; then says in short what was seen.</summary>
internal sealed class LiveVerb(ImmutableArray<ConfigurationEntry> given)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(500);

    private EffectiveOptions _configured = null!;

    /// <summary>A PID or a name; null where there is a command, or a demonstration.</summary>
    public string? Target { get; init; }

    /// <summary>A command to start, with its arguments; empty where there is none.</summary>
    public string[] Command { get; init; } = [];

    public int Run()
    {
        if (TerminalView.Problem() is { } problem)
            return ToolConsole.Say($"Cannot show a live view: {problem}. Run it in a terminal, or use runscope attach PID, which writes text to pipes and files.", ExitCodes.WrongUsage);

        try
        {
            _configured = RunScopeConfiguration.OfFolder(Environment.CurrentDirectory).With(given);
            if (Command.Length == 0 && Target is null) return Show(new DemoSource(TimeProvider.System, sampleRate: _configured.Options.SampleRate), null);
            HostMachine.RequireProfiling();
            return Target is { } word ? OfProcess(word) : OfCommand();
        }
        catch (WorkloadLaunchException e)
        {
            return ToolConsole.Say(e.Message, e.ShellExitCode);
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

    private int OfProcess(string word) => ProcessLookup.Find(word, _configured.Redactor) switch
    {
        Lookup.One one => Show(Attach(one.Process), null),
        Lookup.Several several => ToolConsole.Say(several.Message, ExitCodes.NoProcess),
        Lookup.None none => ToolConsole.Say(none.Message, ExitCodes.NoProcess),
        _ => throw new InvalidOperationException("There is no other way to look for a process."),
    };

    private int OfCommand()
    {
        using var signals = new CommandSignals();
        using var command = new OwnCommand(Command, _configured.Environment, _configured.Options.GracePeriod);
        try
        {
            return Show(Attach(command.ProcessId, ProcessTable.TryRead(command.ProcessId), isSame: null, signals.First), command, signals);
        }
        catch (OperationCanceledException) when (signals.Signal != 0)
        {
            return ExitCodes.Signal + signals.Signal;
        }
        catch (AttachException e) when (e.Problem is AttachProblem.Ended or AttachProblem.NotFound)
        {
            ToolConsole.TryWrite(() => LiveClosing.TellOutput(command));
            throw new AttachException(e.Problem, $"{VisibleText.Of(Command[0])} ended before it could be watched. Use runscope run, which watches a command from its first instruction.", e);
        }
        finally
        {
            End(command, signals);
        }
    }

    private int Show(ILiveSource home, OwnCommand? command, CommandSignals? signals = null)
    {
        var app = new LiveApp(home, command, Attach, _configured.Redactor) { Earlier = () => signals?.Signal ?? 0 };
        var signal = 0;
        try
        {
            app.Run();
        }
        finally
        {
            // One that comes later only ends the command sooner.
            signal = app.Signal;
            if (command is not null) End(command, signals!);

            // Where the terminal has gone nobody can be told, and what was watched is left in order all the same.
            if (app.FinishReport() is { } report) ToolConsole.TryWrite(() => Console.Error.WriteLine(report));
            if (app.Other is { } other) ToolConsole.TryWrite(() => LiveClosing.Tell(other, null));
            ToolConsole.TryWrite(() => LiveClosing.Tell(home, command));
        }

        return signal == 0 ? 0 : ExitCodes.Signal + signal;
    }

    // Whatever has happened to the view, what it started doesn't stay behind.
    private void End(OwnCommand command, CommandSignals signals)
    {
        var name = $"{VisibleText.Of(Command[0])} ({command.ProcessId})";
        var end = command.EndAsync(signals.Next());

        // Who waits for longer than a moment should know for what.
        if (!end.Wait(Moment)) ToolConsole.Say($"{name} was asked to end and has up to {Durations.Format(_configured.Options.GracePeriod)} for it; Ctrl-C kills it at once.");
        if (end.GetAwaiter().GetResult() is { } words) ToolConsole.Say($"{name} {words}.");
    }

    private AttachedSource Attach(ListedProcess process) => Attach(process.Pid, process, () => ProcessTable.TryRead(process.Pid)?.StartTicks == process.StartTicks);

    private AttachedSource Attach(int pid, ListedProcess? listed, Func<bool>? isSame, CancellationToken stop = default)
    {
        var options = new AttachOptions { SampleRate = _configured.Options.SampleRate, Engine = _configured.Options.Engine };
        return new AttachedSource(AttachedStart.Async(pid, options, _configured.Redactor, isSame, stop).GetAwaiter().GetResult(), UserNames.Machine.Shown(listed?.User));
    }
}
