using System.Collections.Immutable;
using CliWrap;
using RunScope.Testing.Analysis;
using RunScope.Testing.Assertions;

namespace RunScope.Testing;

/// <summary>One profiled test: waits for its turn, runs the workload and the body, judges the limits, writes the report.</summary>
/// <remarks>A framework's adapter says how the command is made, how the body is called and where words go; everything else is here.</remarks>
internal sealed partial class ProfiledTest
{
    private static readonly TimeSpan BodyGracePeriod = TimeSpan.FromSeconds(10);

    public required ProfiledMethod Method { get; init; }

    /// <summary>The test's own name, with its row's values: "Compressing(9)".</summary>
    public required string Name { get; init; }

    /// <summary>Makes the command, once for every run.</summary>
    public required Func<CancellationToken, Command> MakeCommand { get; init; }

    /// <summary>Calls the test's body; null when the test is nothing but its command.</summary>
    public Func<BodyValues, Task>? Body { get; init; }

    /// <summary>Receives what belongs into the test's output.</summary>
    public required Action<string> Output { get; init; }

    /// <summary>A time limit of the framework's own, where it has one.</summary>
    public TimeSpan? FrameworkTimeLimit { get; init; }

    public RunGate Gate { get; init; } = RunGate.Default;

    private IProfileDeclaration Declaration => Method.Declaration;

    private string ReportsIn => ReportFolder.Of(Method.TestClass.Assembly);

    /// <summary>Runs the test; every way to end is an outcome, but cancellation by the framework.</summary>
    public async Task<ProfiledOutcome> RunAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            // A word in the environment that can't be read is told at once, not only when it would matter.
            _ = Requirement.IsSet;
            _ = InconclusivePolicies.FromEnvironment();
            using var turn = await Gate.EnterAsync(Name, Output, cancellationToken).ConfigureAwait(false);
            ListStart();
            return ListEnd(await RunInTurnAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (WorkloadLaunchException e)
        {
            // Made anew: its message says it all, and a trace of our own frames under it helps nobody.
            return ListEnd(new ProfiledOutcome(new WorkloadLaunchException(e.Message) { ShellExitCode = e.ShellExitCode, Errno = e.Errno, Syscall = e.Syscall }, null, []));
        }
        catch (RunScopeException e)
        {
            return ListEnd(new ProfiledOutcome(e, null, []));
        }
    }

    private async Task<ProfiledOutcome> RunInTurnAsync(CancellationToken cancellationToken)
    {
        var runs = ImmutableArray.CreateBuilder<ProcessProfile>();
        Exception? failure = null;
        try
        {
            var over = false;
            for (var i = 0; i < Declaration.WarmupRuns + Declaration.Runs && !over; i++)
            {
                var warmup = i < Declaration.WarmupRuns;
                (var profile, failure) = await RunOnceAsync(warmup, cancellationToken).ConfigureAwait(false);

                // What failed once is told at once; that a time limit was missed is the verdict's to say.
                over = failure is not null || profile.EndedBy == EndedBy.Timeout;
                if (!warmup || over) runs.Add(profile with { RunIndex = runs.Count });
            }
        }
        catch (ProfilingUnavailableException e)
        {
            LastRunFile.Skipped(ReportsIn, e.Message);
            return Requirement.Apply(e);
        }

        return Conclude(runs.ToImmutable(), failure);
    }

    private async Task<(ProcessProfile Profile, Exception? Failure)> RunOnceAsync(bool warmup, CancellationToken cancellationToken)
    {
        var command = MakeCommand(cancellationToken);
        if (Method.WantsRunningProcess) return await RunBesideAsync(command, cancellationToken).ConfigureAwait(false);

        var profile = await ProcessProfiler.ProfileAsync(command, Options(), cancellationToken).ConfigureAwait(false);
        if (warmup || Body is null || profile.EndedBy == EndedBy.Timeout) return (profile, null);

        return (profile, await FailureOfAsync(() => Body(new BodyValues(profile, null, cancellationToken))).ConfigureAwait(false));
    }

    private ProfileOptions Options()
    {
        Durations.TryParse(Declaration.TimeLimit, out var limit, out _);
        return ProfileOptions.Default with
        {
            SampleRate = Declaration.SampleRate == 0 ? ProfileOptions.Default.SampleRate : Declaration.SampleRate,
            Engine = Declaration.Engine,
            Timeout = FrameworkTimeLimit is { } other && other < limit ? other : limit,
            LeaveChildren = Declaration.LeaveChildren,
        };
    }

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
