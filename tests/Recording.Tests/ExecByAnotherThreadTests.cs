using RunScope.Testing.Interop;
using RunScope.Testing.Sampling;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Tests;

[Collection(OwnChildren.Name)]
public class ExecByAnotherThreadTests
{
    private const int SIGCONT = 18;

    [Fact]
    public void A_process_that_ends_right_after_its_second_thread_became_another_program_has_no_negative_time()
    {
        var recording = new Recording();
        var pid = OwnWorkload.Start("reexec", "--times", "0", "--cpu-time", "50ms", "--from-thread", "yes", "--stop-first", "yes", "--into", "/bin/true");
        try
        {
            Watch(pid, recording);
        }
        finally
        {
            // Ours until it is reaped, whatever became of it.
            Signals.TrySendByPid(pid, Signals.SIGKILL);
            Until(() => Wait4.TryReap(pid, out _, out _) == pid);
        }

        recording.Threads.Count(t => t.Tid == pid).ShouldBe(2, "the test met the handed over ID");
        foreach (var thread in recording.Threads)
        {
            thread.Totals.Running.ShouldBeGreaterThanOrEqualTo(0);
            thread.Totals.Runnable.ShouldBeGreaterThanOrEqualTo(0);
            thread.Totals.Unresolved.ShouldBeGreaterThanOrEqualTo(0);
            thread.Totals.Lifetime.ShouldBe(thread.EndNs - thread.StartNs);
        }
    }

    private static void Watch(int pid, Recording recording)
    {
        using var sampler = new ProcfsSampler(100);
        Until(() => ProcessOrigin.StateOf(pid) == 'T');
        sampler.Begin(pid, Clock.Monotonic, null);
        sampler.Released(0);

        // The first look after the exec finds the first thread's ID with the totals of the thread that called exec, and ended already.
        Signals.TrySendByPid(pid, SIGCONT);
        Until(() => ProcessOrigin.TryRead(pid, out var ended, out _, out _) && ended);
        sampler.Round(Clock.Monotonic);
        sampler.Finish(Clock.Monotonic);
        sampler.Write(recording);
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
