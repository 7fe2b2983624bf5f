using RunScope.Testing.Cli;
using Spectre.Console;

namespace RunScope.Testing.Tests;

public sealed class SummaryTests
{
    [Fact]
    public void A_state_is_exact_sampled_or_bounded_and_says_which()
    {
        var text = Shown(Profile(new Evidence
        {
            Running = new StateEvidence(Fidelity.ExactKernel),
            Runnable = new StateEvidence(Fidelity.Bounded, null, 0, 0.1),
            Sleeping = new StateEvidence(Fidelity.Sampled, 40, 0.2, 0.3),
            DiskSleep = new StateEvidence(Fidelity.Unresolved),
        }));

        text.ShouldMatch(@"Running .* exact");
        text.ShouldMatch(@"Runnable .* bounded, ");
        text.ShouldMatch(@"Sleeping .* 40 samples, 95 % CI ");
        text.ShouldMatch(@"DiskSleep .* bounded, ");
        text.ShouldNotContain(" 0 samples");
    }

    [Fact]
    public void CPU_time_that_no_thread_accounts_for_is_noted()
    {
        Shown(Profile(new Evidence())).ShouldNotContain("note:");
        Shown(Profile(new Evidence()) with { UnattributedCpu = TimeSpan.FromSeconds(0.2) }).ShouldContain("note: 200 ms of CPU time (40 %) belongs to threads and processes that lived between two rounds");
    }

    [Fact]
    public void Memory_storage_and_context_switches_are_told_or_said_to_be_unknown()
    {
        Shown(Profile(new Evidence())).ShouldContain("peak memory unknown, storage unknown read, unknown written, context switches unknown voluntary");
        Shown(Profile(new Evidence()) with { PeakMemory = new ByteSize(3 << 20), Io = new IoCounts(new ByteSize(0), new ByteSize(4096)), VoluntarySwitches = 12345, InvoluntarySwitches = 0 })
            .ShouldContain("peak memory 3 MiB, storage 0 B read, 4 KiB written, context switches 12,345 voluntary, 0 involuntary");
    }

    [Fact]
    public void How_it_ended_is_told_where_it_is_known()
    {
        var profile = Profile(new Evidence()) with { ExitCode = null };

        Shown(profile with { EndedBy = EndedBy.Detach }).ShouldStartWith("worker (10): watched for 1 s, runs on, CPU 500 ms");
        Shown(profile).ShouldStartWith("worker (10): ended after 1 s, exit code unknown, CPU");
        Shown(profile with { ExitSignal = 9 }).ShouldStartWith("worker (10): killed by SIGKILL (9) after 1 s, CPU");
        Shown(profile with { EndedBy = EndedBy.Timeout, ExitSignal = 9 }).ShouldStartWith("worker (10): timed out after 1 s, CPU");
    }

    [Fact]
    public void The_busiest_and_the_most_blocked_threads_come_with_what_they_waited_in()
    {
        var profile = Profile(new Evidence()) with { Waits = [new Wait { ThreadId = 0, State = TaskState.DiskSleep, Call = "fsync", Target = "/data", Time = TimeSpan.FromSeconds(0.25) }] };

        var text = Shown(profile, Summary.WriteThreads);

        text.ShouldMatch(@"^busiest threads +on a CPU +time +\n10 worker +50\.0 % 500 ms *\n");
        text.ShouldMatch(@"most blocked threads +blocked +time +longest in +\n10 worker +50\.0 % 500 ms fsync\(/data\) 50 %");
    }

    private static string Shown(ProcessProfile profile, Action<IAnsiConsole, ProcessProfile>? write = null)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text), Interactive = InteractionSupport.No });
        console.Profile.Width = 200;
        (write ?? Summary.Write)(console, profile);
        return text.ToString();
    }

    private static ProcessProfile Profile(Evidence evidence)
    {
        var states = new StateTimes { Running = TimeSpan.FromSeconds(0.5), Sleeping = TimeSpan.FromSeconds(0.25), DiskSleep = TimeSpan.FromSeconds(0.25) };
        return new ProcessProfile
        {
            Target = new TargetInfo("worker", [], "/bin/worker", 10, "worker"),
            StartedAt = DateTimeOffset.UnixEpoch,
            WallTime = TimeSpan.FromSeconds(1),
            ExitCode = 0,
            Engine = new EngineInfo("procfs", "asked for", 100, 100, 100, 0, 0, TimeSpan.Zero, []),
            Host = new HostInfo(null, 2, "6.1", ".NET", null, new HostNoise(null, null, null, null)),
            CpuTime = TimeSpan.FromSeconds(0.5),
            States = states,
            Evidence = evidence,
            Processes = [new ProcessInfo(0, 10, 1, "worker", "/bin/worker", TimeSpan.Zero, TimeSpan.FromSeconds(1))],
            Threads = [new ThreadProfile { Id = 0, ThreadId = 10, ProcessId = 0, Name = "worker", States = states, Evidence = evidence }],
        };
    }
}
