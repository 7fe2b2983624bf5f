using System.Collections.Immutable;
using System.Globalization;
using CliWrap;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Redaction;
using RunScope.Testing.Configuration;
using RunScope.Testing.Hosting;

namespace RunScope.Testing;

/// <summary>One profiled test: waits for its turn, runs the workload and the body, judges the limits, writes the report.</summary>
/// <remarks>A framework's adapter says how the command is made, how the body is called and where words go; everything else is here.</remarks>
internal sealed partial class ProfiledTest
{
    private static readonly Lock Telling = new();

    private static readonly TimeSpan BodyGracePeriod = TimeSpan.FromSeconds(10);

    // The first is known as soon as the test runs, and null where it is wrong; the second learns the secrets of each command.
    private EffectiveOptions _configured = null!;
    private Redactor _redactor = Redactor.Default;

    public required ProfiledMethod Method { get; init; }

    /// <summary>The test's own name, with its row's values: "Compressing(9)".</summary>
    public required string Name { get; init; }

    /// <summary>Which test of the process this is, the same at each try of it: equal rows have the same name.</summary>
    public required string Identity { get; init; }

    /// <summary>What tells the test's fixture from others of its class, such as "(5)"; empty when there is one.</summary>
    public string Fixture { get; init; } = "";

    /// <summary>How often the framework ran this test before, because it was to be repeated or had failed.</summary>
    public int EarlierTries { get; init; }

    /// <summary>Makes the command, once for every run.</summary>
    public required Func<CancellationToken, Command> MakeCommand { get; init; }

    /// <summary>Makes the command of the reference build, once for every run; null when there is none to run.</summary>
    public Func<Command>? MakeReference { get; init; }

    /// <summary>Calls the test's body; null when the test is nothing but its command.</summary>
    public Func<BodyValues, Task>? Body { get; init; }

    /// <summary>Receives what belongs into the test's output.</summary>
    public required Action<string> Output { get; init; }

    /// <summary>Receives what is to be seen while the test runs, where the framework has a way.</summary>
    public Action<string> Live { get; init; } = _ => { };

    /// <summary>A time limit of the framework's own, where it has one, and how its author knows it.</summary>
    public (TimeSpan Time, string Name)? FrameworkTimeLimit { get; init; }

    public RunGate Gate { get; init; } = RunGate.Default;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    private IProfileDeclaration Declaration => Method.Declaration;

    /// <summary>The name as it is written and printed: a data row may hold a secret.</summary>
    private string ShownName => _redactor.Text(Name);

    // Where the configuration is wrong, its variable and what the test's author wrote are the best that there is.
    private string ReportsIn => _configured is null ? ReportFolder.KnownToTargets(Method.TestClass.Assembly) : ReportFolder.Of(Method.TestClass.Assembly, _configured.Options.Reports.Folder);

    private bool WritesReports => _configured is null ? Declaration.Report != false : _configured.Options.Reports.Enabled;

    /// <summary>Runs the test; every way to end is an outcome, but cancellation by the framework.</summary>
    public async Task<ProfiledOutcome> RunAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            // A wrong word in a file or a variable is told at once, not only when it would matter.
            _configured = TestConfiguration.Of(Method);
        }
        catch (InvalidConfigurationException e)
        {
            return Ended(new ProfiledOutcome(new InvalidConfigurationException(e.Problems), null, []));
        }

        _redactor = _configured.Redactor;
        try
        {
            using var turn = await Gate.EnterAsync(Unmistakable, Announce, cancellationToken).ConfigureAwait(false);
            return Ended(await RunToAnEndAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (RunScopeException e)
        {
            // It never had its turn.
            return Ended(new ProfiledOutcome(_redactor.Without(e), null, []));
        }
    }

    private async Task<ProfiledOutcome> RunToAnEndAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await RunInTurnAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (WorkloadLaunchException e)
        {
            // Made anew: its message says it all, and a trace of our own frames under it helps nobody.
            return new ProfiledOutcome(new WorkloadLaunchException(_redactor.Text(e.Message)) { ShellExitCode = e.ShellExitCode, Errno = e.Errno, Syscall = e.Syscall }, null, []);
        }
        catch (RunScopeException e)
        {
            return new ProfiledOutcome(_redactor.Without(e), null, []);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // What made no command is the framework's to show.
            Ended(new ProfiledOutcome(e, null, []));
            throw;
        }
    }

    private ProfiledOutcome Ended(ProfiledOutcome outcome)
    {
        // Tests that never had their turn may end at the same time.
        lock (Telling) return TellOf(outcome);
    }

    private ProfiledOutcome TellOf(ProfiledOutcome outcome)
    {
        ListEnd(outcome);
        if (!WorkflowReport.IsWanted(_configured)) return outcome;

        // Which try is the last one nobody knows, so each is told of.
        var name = EarlierTries == 0 ? ShownName : string.Create(CultureInfo.InvariantCulture, $"{ShownName} (try {EarlierTries + 1})");
        if (WorkflowReport.Tell(Method, name, outcome, _redactor) is { } problem) Say(problem);
        return outcome;
    }

    private async Task<ProfiledOutcome> RunInTurnAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Method.NoRegression is { } gate
                ? await RunGatedAsync(gate, cancellationToken).ConfigureAwait(false)
                : await RunForLimitsAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ProfilingUnavailableException e)
        {
            if (EarlierTries == 0) LastRunFile.Of(Method.TestClass.Assembly).Skipped(e.Message);
            return Requirement.Apply(e, _configured);
        }
    }

    private async Task<ProfiledOutcome> RunForLimitsAsync(CancellationToken cancellationToken)
    {
        var runs = ImmutableArray.CreateBuilder<ProcessProfile>();
        Exception? failure = null;
        var (runsWanted, warmups) = (_configured.Options.Runs, _configured.Options.WarmupRuns);
        using var progress = new RunProgress(ShownName, warmups, runsWanted, Live, Time);
        var over = false;
        for (var i = 0; i < warmups + runsWanted && !over; i++)
        {
            var warmup = i < warmups;
            progress.Begin();
            (var profile, failure) = await RunOnceAsync(Side.Head, warmup, cancellationToken).ConfigureAwait(false);

            // What failed once is told at once; that a time limit was missed is the verdict's to say.
            over = failure is not null || profile.EndedBy == EndedBy.Timeout;
            if (!warmup || over) runs.Add(profile with { RunIndex = runs.Count });
        }

        return Conclude(new TestRuns(runs.ToImmutable(), failure));
    }

    private async Task<(ProcessProfile Profile, Exception? Failure)> RunOnceAsync(Side side, bool warmup, CancellationToken cancellationToken)
    {
        var command = WorkloadEnvironment.Under(side == Side.Base ? MakeReference!() : MakeCommand(cancellationToken), _configured.Environment);
        _redactor = _redactor.ForRun(ArgumentString.Split(command.Arguments), WorkloadEnvironment.Of(command.EnvironmentVariables, []));
        ListStart();
        if (Method.WantsRunningProcess) return await RunBesideAsync(command, cancellationToken).ConfigureAwait(false);

        var profile = await ProcessProfiler.ProfileAsync(command, Options(), cancellationToken).ConfigureAwait(false);

        // A body that is given a profile judges the build under test, and no other.
        if (warmup || side == Side.Base || Body is null || profile.EndedBy == EndedBy.Timeout) return (profile, null);

        return (profile, await FailureOfAsync(() => Body(new BodyValues(profile, null, cancellationToken))).ConfigureAwait(false));
    }

    private void Announce(string words)
    {
        Say(words);
        Live($"{VisibleText.Of(ShownName)}: {_redactor.Text(words)}");
    }

    private ProfileOptions Options()
    {
        var configured = _configured.ToProfile() with { InheritTestHostEnvironment = Declaration.InheritTestHostEnvironment };
        return ShorterLimit is { } other ? configured with { Timeout = other.Time } : configured;
    }

    /// <summary>The framework's time limit, where it is the one that holds.</summary>
    private (TimeSpan Time, string Name)? ShorterLimit => FrameworkTimeLimit is { } other && other.Time < _configured.ToProfile().Timeout ? other : null;

    private void Say(string words) => Output(_redactor.Text(words));

    private static async Task<Exception?> FailureOfAsync(Func<Task> body)
    {
        try
        {
            await body().ConfigureAwait(false);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
