using RunScope.Testing.Interop;
using RunScope.Testing.Sampling;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Tests;

[Collection(OwnChildren.Name)]
public class ZombieRoundsTests
{
    private const int SIGCONT = 18;

    [Fact]
    public void Rounds_between_the_end_of_a_process_and_its_reaping_take_it_for_ended_and_not_for_waiting()
    {
        using var arguments = new NativeStrings(["sh", "-c", "kill -STOP $$; i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done"]);
        Spawn.TryStart("/bin/sh", arguments, null, [], out var pid).ShouldBe(0);
        var recording = new Recording();
        try
        {
            using var sampler = new ProcfsSampler(100);
            Until(() => ProcessOrigin.StateOf(pid) == 'T');
            sampler.Begin(pid, Clock.Monotonic, null);
            sampler.Released(Clock.Monotonic);
            Signals.TrySendByPid(pid, SIGCONT);
            Until(() => ProcessOrigin.StateOf(pid) == 'Z');
            for (var i = 0; i < 3; i++) sampler.Round(Clock.Monotonic);
            sampler.Finish(Clock.Monotonic);
            sampler.Write(recording);
        }
        finally
        {
            Signals.TrySendByPid(pid, Signals.SIGKILL);
            Until(() => Wait4.TryReap(pid, out _, out _) == pid);
        }

        var thread = recording.Threads.ShouldHaveSingleItem();
        thread.Totals.Exact.Sum.ShouldBe(0);
        thread.Totals.Running.ShouldBeGreaterThan(0);
        thread.Totals.Lifetime.ShouldBe(thread.EndNs - thread.StartNs);
    }

    private static void Until(Func<bool> condition)
    {
        var limit = Clock.Monotonic + 180_000_000_000;
        while (!condition())
        {
            Clock.Monotonic.ShouldBeLessThan(limit, "it never came to that");
            Poll.Wait(-1, -1, 1_000_000);
        }
    }
}
