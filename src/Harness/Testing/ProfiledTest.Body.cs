using System.Globalization;
using CliWrap;
using RunScope.Testing.Analysis;

namespace RunScope.Testing;

/// <content>The body that runs beside the workload.</content>
internal sealed partial class ProfiledTest
{
    private async Task<(ProcessProfile Profile, Exception? Failure)> RunBesideAsync(Command command, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = await ProcessProfiler.StartAsync(command, Options(), cancellationToken).ConfigureAwait(false);
        await using (running.ConfigureAwait(false))
        {
            var body = RunBodyAsync(running, over.Token);
            var endedFirst = await Task.WhenAny(running.Completion, body).ConfigureAwait(false) == running.Completion;
            if (!endedFirst)
            {
                var bodyFailure = await body.ConfigureAwait(false);
                return (await running.StopAsync(cancellationToken).ConfigureAwait(false), bodyFailure);
            }

            await over.CancelAsync().ConfigureAwait(false);
            var failure = await AfterTheEndAsync(body).ConfigureAwait(false);
            var profile = await running.Completion.ConfigureAwait(false);

            return profile.EndedBy switch
            {
                // The body stopped the process itself: its end is no surprise.
                EndedBy.Harness => (profile, failure),
                EndedBy.Timeout => (profile, null),
                _ => (profile, EndedEarly(profile, failure)),
            };
        }
    }

    private async Task<Exception?> RunBodyAsync(RunningProcess running, CancellationToken cancellationToken)
    {
        var phase = await running.BodyAsync().ConfigureAwait(false);
        await using var _ = phase.ConfigureAwait(false);
        var values = new BodyValues(null, running, cancellationToken);
        return await FailureOfAsync(() => Task.Run(() => Body!(values), CancellationToken.None)).ConfigureAwait(false);
    }

    /// <summary>Gives a body whose token is cancelled the time to notice; one that doesn't is left to itself, so that the test ends.</summary>
    private async Task<Exception?> AfterTheEndAsync(Task<Exception?> body)
    {
        try
        {
            return await body.WaitAsync(BodyGracePeriod).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Say("The body went on after its CancellationToken was cancelled; it was left behind.");
            return null;
        }
    }

    private WorkloadEndedException EndedEarly(ProcessProfile profile, Exception? body) => new(
        $"{ShownName}: {VisibleText.Of(profile.Target.Command)} {HowItEnded(profile)} before the test's body was over."
            + $"{StderrTail(profile)}{BodyMeanwhile(body)}",
        profile,
        body);

    private string BodyMeanwhile(Exception? body) => body is null or OperationCanceledException
        ? ""
        : $"{Environment.NewLine}  body: {body.GetType().Name}: {VisibleText.Of(_redactor.Text(body.Message), 400)}";

    private static string HowItEnded(ProcessProfile profile) =>
        profile.ExitSignal is { } signal ? $"was ended by {SignalNames.Of(signal)}"
        : profile.ExitCode is { } code ? string.Create(CultureInfo.InvariantCulture, $"exited with code {code}")
        : "ended";

    private static string StderrTail(ProcessProfile profile) => LastLines.Of(profile.Output.StderrTail) is { Lines: { Length: > 0 } lines }
        ? $"{Environment.NewLine}  stderr: {string.Join($"{Environment.NewLine}          ", lines)}"
        : "";
}
