using RunScope.Testing.Interop;
using RunScope.Testing.Sampling;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Tests;

[Collection(OwnChildren.Name)]
public class LateReadingTests
{
    private const string Program = "/bin/dd";

    [Fact]
    public void A_thread_that_runs_on_between_the_clock_and_its_totals_is_not_taken_for_another()
    {
        var recording = new Recording();
        using var arguments = new NativeStrings([Program, "if=/dev/zero", "of=/dev/null"]);
        Spawn.TryStart(Program, arguments, null, [], out var pid).ShouldBe(0);
        try
        {
            using var sampler = new ProcfsSampler(100, new Attachment(false, null));
            RunFor(pid, 1_000_000);
            sampler.BeginAttached(pid, Clock.Monotonic);

            // As if the sampler had waited for a CPU of its own for so long, right after it looked at the clock.
            var clock = Clock.Monotonic;
            RunFor(pid, 200_000_000);
            sampler.RoundAtOnce(clock);
            sampler.Detach(Clock.Monotonic);
            sampler.Write(recording);
        }
        finally
        {
            Signals.TrySendByPid(pid, Signals.SIGKILL);
            while (Wait4.TryReap(pid, out _, out _) != pid) Poll.Wait(-1, -1, 1_000_000);
        }

        var thread = recording.Threads.ShouldHaveSingleItem();
        thread.Totals.Running.ShouldBeGreaterThanOrEqualTo(200_000_000);
        thread.Totals.Lifetime.ShouldBe(thread.EndNs - thread.StartNs);
    }

    /// <summary>Waits until a process has used so much more CPU time.</summary>
    private static void RunFor(int pid, long ns)
    {
        Clock.TryReadProcess(pid, out var before).ShouldBeTrue();
        while (Clock.TryReadProcess(pid, out var now) && now - before < ns) Poll.Wait(-1, -1, 1_000_000);
    }
}
