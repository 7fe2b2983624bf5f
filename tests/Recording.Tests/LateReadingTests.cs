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

    [Fact]
    public void A_worker_whose_last_reading_was_late_is_not_taken_for_another()
    {
        var recording = new Recording();
        var pid = OwnWorkload.Start("duty", "--busy", "100ms", "--idle", "100ms", "--duration", "300s");
        try
        {
            RunFor(pid, 400_000_000);
            using var sampler = new ProcfsSampler(100, new Attachment(false, null));
            sampler.BeginAttached(pid, Clock.Monotonic);

            // As if the sampler had waited for a CPU between the worker's totals and its state letter, and the worker had gone from the one wait to the next meanwhile.
            var worker = Worker(pid);
            Until(() => ProcessOrigin.StateOf(worker) == 'S');
            sampler.RoundAtOnce(Clock.Monotonic + 1_000_000_000);
            RunFor(pid, 80_000_000);
            sampler.RoundAtOnce(Clock.Monotonic);
            sampler.Detach(Clock.Monotonic);
            sampler.Write(recording);
        }
        finally
        {
            Signals.TrySendByPid(pid, Signals.SIGKILL);
            while (Wait4.TryReap(pid, out _, out _) != pid) Poll.Wait(-1, -1, 1_000_000);
        }

        recording.Threads.Count(t => t.Name == "worker-0").ShouldBe(1);
    }

    private static int Worker(int pid) => Directory.EnumerateDirectories($"/proc/{pid}/task").Where(t => File.ReadAllText(t + "/comm") == "worker-0\n").Select(t => int.Parse(Path.GetFileName(t))).Single();

    /// <summary>Waits until a process has used so much more CPU time.</summary>
    private static void RunFor(int pid, long ns)
    {
        Clock.TryReadProcess(pid, out var before).ShouldBeTrue();
        Until(() => !Clock.TryReadProcess(pid, out var now) || now - before >= ns);
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
