using System.Diagnostics;

namespace RunScope.Testing.Conditions;

/// <summary>Runs a check within a bound, and makes a line of however it ends.</summary>
internal static class Check
{
    // An emulated machine takes 20 times as long as a real one: no check passes because of it.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public static async Task<CheckLine> RunAsync(string name, Func<Report, Task> check)
    {
        var began = Stopwatch.GetTimestamp();
        var report = new Report();
        Outcome? ended = null;
        string? error = null;
        try
        {
            var running = Task.Run(() => check(report));
            await ((Task)running).WaitAsync(Longest).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (running.IsCompleted) await running;
            else report.Wrong($"It isn't over after {Longest}: it waits for {report.WaitsFor}.");
        }
        catch (NothingToTryException e)
        {
            ended = Outcome.Absent;
            report.Note(e.Message);
        }
        catch (ShouldAssertException e)
        {
            report.Wrong(e.Message);
        }
        catch (RunScopeException e)
        {
            (ended, error) = (Outcome.Refused, e.Message);
            if (!Remedies.IsIn(e.Message)) report.Wrong("The error doesn't say what to do.");
        }
        catch (Exception e)
        {
            report.Wrong($"{e.GetType().Name}: {e}");
        }

        var wrong = report.AllWrong;
        return new CheckLine
        {
            Check = name,
            Outcome = wrong.Count > 0 ? Outcome.Failed : ended ?? report.Outcome,
            Fidelity = report.Profile is { } profile ? Fidelities.Of(profile.Evidence) : null,
            Calls = report.Calls,
            Engine = report.Profile?.Engine.Name,
            Reason = report.Profile?.Engine.Reason,
            Warnings = report.Profile?.Engine.Warnings ?? [],
            Remedy = Remedies.Of([.. report.Profile?.Engine.Warnings ?? [], .. error is null ? (string[])[] : [error]]),
            Error = error,
            Wrong = wrong,
            Notes = report.Notes,
            TookMs = (long)Stopwatch.GetElapsedTime(began).TotalMilliseconds,
        };
    }
}

/// <summary>There is nothing here to try it on.</summary>
internal sealed class NothingToTryException(string why) : Exception(why);
