using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using CliWrap;
using RunScope.Testing.Analysis;
using RunScope.Testing.Baselines;
using RunScope.Testing.Cli.Compare;
using RunScope.Testing.Configuration;
using RunScope.Testing.Hosting;
using RunScope.Testing.Reporting;

namespace RunScope.Testing.Cli.Calibrate;

/// <summary>Runs a command against itself and says how good the gate is with it on this machine.</summary>
internal sealed class CalibrateVerb(string[] words, ImmutableArray<ConfigurationEntry> given)
{
    private readonly CancellationTokenSource _cancellation = new();
    private PosixSignal? _signal;

    public required int Pairs { get; init; }

    public bool KeepOutput { get; init; }

    public string? Json { get; init; }

    /// <summary>What disturbed a run, as the configuration counts it.</summary>
    public Func<EffectiveOptions, Func<ProcessProfile, string?>> Disturbance { get; init; } = GateOptions.Disturbance;

    public async Task<int> RunAsync()
    {
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            var configured = RunScopeConfiguration.OfFolder(Environment.CurrentDirectory).With(given);
            OutputFile.RequireWritable(Json);
            HostMachine.RequireProfiling();
            return await RunAsync(configured).ConfigureAwait(false);
        }
        catch (WorkloadLaunchException e)
        {
            ToolConsole.Say(e.Message);
            return e.ShellExitCode;
        }
        catch (RunScopeException e)
        {
            ToolConsole.Say(e.Message);
            return ExitCodes.OwnFailure;
        }
    }

    private async Task<int> RunAsync(EffectiveOptions configured)
    {
        var rules = GateOptions.Rules(configured);
        var command = Workload(configured);
        var runs = new InterleavedRuns(command, command, configured.ToProfile() with { InheritTestHostEnvironment = true }, Disturbance(configured));
        if (await runs.WarmUpAsync(_cancellation.Token).ConfigureAwait(false) is not { } first) return Broken(runs);
        var name = VisibleText.Of(Subject.CommandLine(first), 300);
        ToolConsole.Say($"{Counts.Of(Pairs, "pair")} of {name} against itself, a run takes about {Durations.Format(first.WallTime, 2)}; its input is empty{(KeepOutput ? "" : ", its output is thrown away")}");
        await runs.RunAsync(Pairs, Progress, _cancellation.Token).ConfigureAwait(false);
        Progress(null);
        if (runs.Failed is not null) return Broken(runs);
        if (runs.Base.Count == 0) return Broken(runs);

        var calibration = Calibrated(rules, runs);
        Console.Out.WriteLine($"A against A on this machine: {name}");
        Console.Out.Write(CalibrationText.Of(calibration));
        if (Json is not null && OutputFile.TryWrite(Json, () => CalibrationJson.Of(name, calibration)) is { } problem)
        {
            ToolConsole.Say(problem);
            return ExitCodes.OwnFailure;
        }

        return CodeOfSignal ?? 0;
    }

    private Calibration Calibrated(GateRules rules, InterleavedRuns runs)
    {
        var (before, after) = ComparedRun.Of([.. runs.Base], [.. runs.Head], rules.Threads);
        DateTimeOffset[] starts = [.. runs.Base.Concat(runs.Head).Select(r => r.StartedAt).Order()];
        var time = Durations.FromSeconds(Interval.MedianOf(starts.Zip(starts.Skip(1), (one, next) => (next - one).TotalSeconds)));
        ImmutableArray<string> notes = [.. _signal is null ? [] : (string[])[$"it was broken off: {Counts.Format(runs.Base.Count)} of {Counts.Of(Pairs, "pair")} ran"], .. runs.Disturbed is { } disturbed ? (string[])[disturbed] : []];
        return Calibration.Of(rules, [.. before.Select(r => r.Sample)], [.. after.Select(r => r.Sample)], time, notes);
    }

    private Command Workload(EffectiveOptions configured)
    {
        var command = WorkloadEnvironment.Under(new Command(words[0]).WithArguments(words[1..]), configured.Environment);
        return !KeepOutput ? command : command
            .WithStandardOutputPipe(PipeTarget.ToStream(Console.OpenStandardOutput()))
            .WithStandardErrorPipe(PipeTarget.ToStream(Console.OpenStandardError()));
    }

    private int Broken(InterleavedRuns runs)
    {
        if (runs.Failed is not { } run)
        {
            ToolConsole.Say(_signal is null && runs.Disturbed is { } disturbed ? $"nothing can be said of this machine: {disturbed}. Calibrate when less else runs." : "broken off before there was a pair.");
            return CodeOfSignal ?? ExitCodes.OwnFailure;
        }

        var end = run switch
        {
            { EndedBy: EndedBy.Timeout } => $"was ended after {Durations.Format(run.WallTime)}, its time limit",
            { ExitSignal: { } signal } => $"was killed by {SignalNames.Of(signal)}",
            _ => string.Create(CultureInfo.InvariantCulture, $"ended with exit code {run.ExitCode}"),
        };
        ToolConsole.Say($"{VisibleText.Of(Subject.CommandLine(run), 300)} {end}, and what fails can't be calibrated. Its input is empty; name a command that ends with 0.");
        foreach (var line in LastLines.Of(run.Output.StderrTail).Lines) Console.Error.WriteLine("  " + line);
        return ExitCodes.OwnFailure;
    }

    private int? CodeOfSignal => _signal switch
    {
        PosixSignal.SIGINT => ExitCodes.Signal + 2,
        PosixSignal.SIGTERM => ExitCodes.Signal + 15,
        _ => null,
    };

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        _signal = context.Signal;
        _cancellation.Cancel();
    }

    // On a terminal alone: a log needs no line for each run.
    private static void Progress(string? which)
    {
        if (!Console.IsErrorRedirected) Console.Error.Write(which is null ? "\r\u001b[K" : $"\r\u001b[K{which}");
    }
}
