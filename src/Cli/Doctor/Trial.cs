using System.Globalization;
using CliWrap;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Cli.Doctor;

/// <summary>What trying it for real came to.</summary>
/// <param name="Works">Whether the profile said what the child did.</param>
/// <param name="Calls">Whether the calls that it waited in were seen.</param>
/// <param name="Told">What was seen, or what failed, in a sentence.</param>
internal sealed record Trial(bool Works, bool Calls, string Told)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Profiles a child from start to end, as a test would.</summary>
    public static Task<Trial> LaunchAsync() => TryAsync(async cancellation =>
    {
        var profile = await ProcessProfiler.ProfileAsync(TrialChild.Command(), ProfileOptions.Default with { IgnoreRunLock = true }, cancellation).ConfigureAwait(false);
        var ran = profile.States.Running;
        var works = profile.ExitCode == TrialChild.ExitCode && profile.CpuTime >= TrialChild.Burns && ran + profile.States.Runnable >= TrialChild.Burns / 2;
        var calls = profile.Waits.Any(w => w.CallIsKnown);
        return new Trial(works, calls, string.Create(CultureInfo.InvariantCulture,
            $"a child used {Of(profile.CpuTime)} of CPU, {Durations.Format(ran)} of it seen as Running, and ended with {Of(profile.ExitCode)} ({TrialChild.ExitCode} was expected){(calls ? "; the calls that it waited in were seen" : "")}"));
    });

    /// <summary>Attaches to a child that runs already, and lets it go.</summary>
    public static Task<Trial> AttachAsync() => TryAsync(async cancellation =>
    {
        // Ends the child by ending its input: nothing is ever sent to what is attached to.
        var ready = new TaskCompletionSource();
        var done = new TaskCompletionSource();
        await using var registration = cancellation.Register(() => ready.TrySetCanceled(cancellation)).ConfigureAwait(false);
        var child = TrialChild.Command(untilInputEnds: true)
            .WithStandardInputPipe(PipeSource.Create(async (_, _) => await done.Task.ConfigureAwait(false)))
            .WithStandardOutputPipe(PipeTarget.ToDelegate(_ => ready.TrySetResult()))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(cancellation);
        try
        {
            await Task.WhenAny(ready.Task, child.Task).ConfigureAwait(false);
            await using var attached = await ProcessProfiler.AttachAsync(child.ProcessId, AttachOptions.Default with { SampleRate = 200 }, cancellation).ConfigureAwait(false);
            await foreach (var round in attached.RoundsAsync(cancellationToken: cancellation).ConfigureAwait(false))
            {
                if (round.Number >= 3) break;
            }

            var access = attached.Access;
            var profile = await attached.DetachAsync().ConfigureAwait(false);
            done.TrySetResult();
            var end = await child.Task.ConfigureAwait(false);
            var works = profile.Threads.Length > 0 && profile.Engine.RoundsTaken >= 3 && end.ExitCode == TrialChild.ExitCode;
            return new Trial(works, access.Calls, string.Create(CultureInfo.InvariantCulture,
                $"a child with {Counts.Of(profile.Threads.Length, "thread")} was watched for {Durations.Format(profile.WallTime)} while it ran, and ended untouched with {end.ExitCode} ({TrialChild.ExitCode} was expected){(access.Calls ? "; its calls may be read" : "")}"));
        }
        finally
        {
            done.TrySetResult();
        }
    });

    private static async Task<Trial> TryAsync(Func<CancellationToken, Task<Trial>> trial)
    {
        using var limit = new CancellationTokenSource(Longest);
        try
        {
            return await trial(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return new Trial(false, false, $"it took longer than {Durations.Format(Longest)}");
        }
        catch (Exception e) when (e is RunScopeException or IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            return new Trial(false, false, VisibleText.Of(e.Message, 2000));
        }
    }

    private static string Of(TimeSpan? time) => time is { } known ? Durations.Format(known) : "an unknown time";

    private static string Of(int? exitCode) => exitCode?.ToString(CultureInfo.InvariantCulture) ?? "no exit code";
}
