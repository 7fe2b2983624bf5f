using System.Diagnostics;
using System.Globalization;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Hosting;

/// <summary>The profile against what the workload says about itself; on a busy machine as well.</summary>
[Collection(RealProcesses.Name)]
public sealed class AccuracyTests
{
    // What a .NET workload still does after it has read its own clock: it compiles the printing, prints, and shuts down.
    private static readonly TimeSpan Afterwards = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(15);

    [Theory]
    [InlineData("cpu", "--threads", "2", "--cpu-time", "500ms")]
    [InlineData("duty", "--threads", "2", "--busy", "3ms", "--idle", "7ms", "--duration", "1s")]
    [InlineData("oversubscribed", "--duration", "1s")]
    [InlineData("lock", "--duration", "700ms")]
    [InlineData("pingpong", "--duration", "700ms")]
    public async Task CPU_time_and_running_time_are_those_of_the_threads_own_clocks(params string[] words)
    {
        var (profile, truth) = await Workload.TruthOfAsync(words);

        var own = Nanoseconds(truth.CpuNs);
        profile.CpuTime!.Value.ShouldBeInRange(own - TimeSpan.FromMilliseconds(2), (own * 1.02) + Afterwards);

        // What a thread did after the last round that saw it is in the unattributed time: a busy machine delays rounds.
        var unseen = profile.UnattributedCpu!.Value;
        foreach (var worker in truth.Threads.Where(t => t.Name.StartsWith("worker-", StringComparison.Ordinal)))
        {
            var thread = profile.Threads.Single(t => t.ThreadId == worker.Tid && t.Name == worker.Name);
            thread.States.Running.ShouldBe(thread.CpuTime!.Value);
            thread.States.Running.ShouldBeInRange((worker.Cpu * 0.99) - Slack - unseen, (worker.Cpu * 1.01) + Slack, worker.Name);
        }

        profile.ShouldBeClosed();
    }

    [Fact]
    public async Task Threads_that_crowd_the_CPUs_for_a_few_rounds_only_made_each_other_wait()
    {
        var threads = (4 * Environment.ProcessorCount).ToString(CultureInfo.InvariantCulture);

        var profile = await Workload.ProfileAsync(Workload.Verb("cpu", "--threads", threads, "--cpu-time", "150ms"), ProfileOptions.Default with { SampleRate = 2 });

        // Whoever else is on the CPUs, of four threads each three wait for the fourth.
        profile.Host.Noise.ExternalRunDelay!.Value.ShouldBeLessThan(0.5 * profile.States.Runnable);
    }

    [NeedsProgramFact("bash", "bash")]
    public async Task CPU_time_of_the_tree_is_what_the_kernel_tells_a_parent()
    {
        var command = Workload.Wrap("bash").WithArguments(["-c", $"for i in 1 2; do '{Workload.Program}' cpu --cpu-time 300ms >/dev/null & done; wait; times"]);

        var (profile, stdout) = await Workload.OutputOfAsync(command);

        // User and system time of the shell so far, and of its children: "0m0.300s".
        var words = stdout.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var told = TimeSpan.FromSeconds(words.Sum(w => double.Parse(w.AsSpan(w.IndexOf('m', StringComparison.Ordinal) + 1).TrimEnd('s'), CultureInfo.InvariantCulture)));
        words.Length.ShouldBe(4);
        profile.CpuTime!.Value.ShouldBeInRange(told - TimeSpan.FromMilliseconds(5), told + Slack);
        profile.ShouldBeClosed();
    }

    [Fact]
    public async Task CPU_time_of_children_is_in_the_CPU_time_of_the_tree()
    {
        var (profile, truth) = await Workload.TruthOfAsync(["tree", "--children", "3", "--cpu-time", "200ms"]);

        var own = Nanoseconds(truth.CpuNs + truth.ChildrenCpuNs);
        profile.CpuTime!.Value.ShouldBeInRange(own - TimeSpan.FromMilliseconds(2), (own * 1.02) + Afterwards);
        profile.Processes.Length.ShouldBe(4);
        profile.Processes.Skip(1).ShouldAllBe(p => p.ParentId == profile.Target.ProcessId && p.End != null);
        profile.ShouldBeClosed();
    }

    [Fact]
    public async Task A_child_that_ended_after_the_last_round_did_not_outlive_its_parent()
    {
        var command = Workload.Wrap("sh").WithArguments(["-c", "sleep 1.5; exit 0"]);

        var profile = await Workload.ProfileAsync(command, new() { SampleRate = 1 });

        profile.Processes.ShouldAllBe(p => p.End != null);
        profile.ShouldBeClosed();
    }

    [Fact]
    public async Task A_thread_that_sleeps_is_Sleeping()
    {
        var (profile, truth) = await Workload.TruthOfAsync(["sleep", "--threads", "2", "--duration", "1500ms"]);

        foreach (var worker in truth.Threads.Skip(1))
        {
            var thread = profile.Threads.Single(t => t.ThreadId == worker.Tid);
            (thread.States.Sleeping / thread.States.Total).ShouldBeGreaterThan(0.9);
            thread.States.Sleeping.ShouldBeLessThan(Nanoseconds(worker.SleptNs) + Slack);
            (thread.States.DiskSleep + thread.States.Stopped + thread.States.Other).ShouldBe(TimeSpan.Zero);
            profile.Waits.First(w => w.ThreadId == thread.Id).Call.ShouldBe("clock_nanosleep");
        }

        profile.ShouldBeClosed();
    }

    [Fact]
    public async Task An_uninterruptible_wait_is_DiskSleep()
    {
        var (profile, truth) = await Workload.TruthOfAsync(["mix", "--spin", "5ms", "--sleep", "0", "--disk", "200ms", "--duration", "2s"]);

        var worker = truth.Threads.Single(t => t.Name == "worker-0");
        var thread = profile.Threads.Single(t => t.ThreadId == worker.Tid);
        var seen = thread.States.DiskSleep;
        seen.ShouldBeGreaterThan(worker.DiskCalls * 0.5);
        seen.ShouldBeLessThan((worker.DiskCalls * 1.2) + TimeSpan.FromMilliseconds(100));
        profile.Waits.Where(w => w.ThreadId == thread.Id && w.State == TaskState.DiskSleep).ShouldNotBeEmpty();
        profile.ShouldBeClosed();
    }

    [Fact]
    public async Task Waits_that_are_rare_among_others_have_a_name_too()
    {
        var (profile, truth) = await Workload.TruthOfAsync(["mix", "--spin", "0", "--sleep", "40ms", "--disk", "5ms", "--rounds", "80"]);

        var worker = profile.Threads.Single(t => t.ThreadId == truth.Threads.Single(w => w.Name == "worker-0").Tid);
        var waits = profile.Waits.Where(w => w.ThreadId == worker.Id && w.State == TaskState.DiskSleep).ToArray();
        waits.ShouldNotBeEmpty();
        waits.Select(w => w.Call).ShouldAllBe(call => call != "unknown");
    }

    [Fact]
    public async Task Waiting_for_storage_names_fsync_and_the_file()
    {
        using var folder = new TemporaryFolder();
        var (profile, truth) = await Workload.TruthOfAsync(["disk", "--duration", "2s", "--block", "1MiB", "--folder", folder.Path]);

        var worker = truth.Threads.Single(t => t.Name == "worker-0");
        var thread = profile.Threads.Single(t => t.ThreadId == worker.Tid);
        thread.States.DiskSleep.ShouldBeLessThan((worker.DiskCalls * 1.1) + TimeSpan.FromMilliseconds(100));

        // Some file systems in user space wait interruptibly. One in memory doesn't wait at all: then the calls took CPU time alone.
        var blocked = thread.States.DiskSleep + thread.States.Sleeping;
        blocked.ShouldBeGreaterThan((worker.DiskCalls * 0.9) - thread.States.Running - thread.States.Runnable - thread.States.Unresolved - TimeSpan.FromMilliseconds(100));
        if (blocked > TimeSpan.FromMilliseconds(200))
        {
            var wait = profile.Waits.Where(w => w.ThreadId == thread.Id).OrderByDescending(w => w.Time).First(w => w.Call == "fsync");
            wait.Target!.ShouldStartWith(folder.Path);
        }

        profile.ShouldBeClosed();
    }

    [Fact]
    public async Task A_process_that_is_stopped_by_a_signal_is_Stopped()
    {
        var lines = new Lines();
        await using var running = await ProcessProfiler.StartAsync(Workload.Verb("target", "--busy", "1ms", "--idle", "20ms").WithStandardOutputPipe(lines.Target));
        await lines.ReadyAsync();
        var workload = Processes.Living(running.ProcessId);

        var outer = Stopwatch.StartNew();
        Processes.Send(workload, Processes.SIGSTOP);
        await Patience.UntilAsync(() => Processes.StateOf(workload.Pid) == 'T', "the workload has stopped");
        var inner = Stopwatch.StartNew();
        await Patience.UntilAsync(() => inner.ElapsedMilliseconds > 1000, "one second has passed");
        inner.Stop();
        Processes.Send(workload, Processes.SIGCONT);
        outer.Stop();
        var profile = await running.StopAsync().Patiently();

        var worker = profile.Threads.Single(t => t.Name == "worker-0");
        worker.States.Stopped.ShouldBeInRange(inner.Elapsed * 0.6, (outer.Elapsed * 1.2) + TimeSpan.FromMilliseconds(200));
        profile.ShouldBeClosed();
    }

    [Fact]
    public async Task A_shell_around_a_program_is_a_waiter_and_the_program_is_not()
    {
        var profile = await Workload.ProfileAsync(Workload.Wrap("sh").WithArguments(["-c", $"'{Workload.Program}' duty --duration 1500ms; exit 3"]));

        profile.ExitCode.ShouldBe(3);
        var shell = profile.Threads.Single(t => t.ProcessId == profile.Processes[0].Id);
        shell.Role.ShouldBe(ThreadRole.Waiter);
        profile.Threads.Single(t => t.Name == "worker-0").Role.ShouldBe(ThreadRole.Application);
    }

    /// <summary>dash waits so for what runs in the background: in rt_sigsuspend, not in wait4.</summary>
    [Fact]
    public async Task A_shell_that_waits_for_programs_in_the_background_is_a_waiter()
    {
        var profile = await Workload.ProfileAsync(Workload.Wrap("sh").WithArguments(["-c", "(sleep 1; exit) & (sleep 0.8; exit) & wait"]));

        profile.Threads.Single(t => t.ProcessId == profile.Processes[0].Id).Role.ShouldBe(ThreadRole.Waiter);
        profile.Threads.Where(t => t.Name == "sleep").ShouldAllBe(t => t.Role == ThreadRole.Application);
    }

    [Fact]
    public async Task Service_threads_of_the_dotnet_runtime_have_the_role_Runtime()
    {
        var (profile, _) = await Workload.TruthOfAsync(["duty", "--duration", "1s"]);

        var service = profile.Threads.Where(t => t.Role == ThreadRole.Runtime).Select(t => t.Name).ToList();
        service.ShouldContain(".NET Finalizer");
        service.ShouldAllBe(name => name.StartsWith(".NET ", StringComparison.Ordinal));
        profile.Threads.Single(t => t.Name == "worker-0").Role.ShouldBe(ThreadRole.Application);
        profile.Threads.Single(t => t.ThreadId == profile.Target.ProcessId).Role.ShouldBe(ThreadRole.Application);
    }

    [Fact]
    public async Task Peak_memory_is_at_least_what_the_process_has_touched()
    {
        var profile = await Workload.ProfileAsync(Workload.Verb("alloc", "--size", "96MiB", "--hold", "500ms"));

        profile.PeakMemory!.Value.Bytes.ShouldBeInRange(96L << 20, 400L << 20);
    }

    [Fact]
    public async Task A_phase_cuts_a_span_out_of_the_run()
    {
        var lines = new Lines();
        await using var running = await ProcessProfiler.StartAsync(Workload.Verb("target", "--busy", "2ms", "--idle", "8ms").WithStandardOutputPipe(lines.Target));
        await lines.ReadyAsync();
        await MainWaitsAsync(running.ProcessId);

        var watch = Stopwatch.StartNew();
        var span = await running.PhaseAsync("load").Patiently();
        var inner = Stopwatch.StartNew();
        await Patience.UntilAsync(() => inner.ElapsedMilliseconds > 600, "600 ms have passed");
        inner.Stop();
        await span.DisposeAsync();
        watch.Stop();
        var profile = await running.StopAsync().Patiently();

        var phase = profile.Phases.ShouldHaveSingleItem();
        phase.Name.ShouldBe("load");
        var length = phase.End!.Value - phase.Start;
        var (least, most) = (inner.Elapsed - TimeSpan.FromMilliseconds(1), watch.Elapsed + TimeSpan.FromMilliseconds(1));
        length.ShouldBeInRange(least, most);
        phase.Start.ShouldBeGreaterThan(TimeSpan.Zero);
        phase.End.Value.ShouldBeLessThan(profile.WallTime);

        // The main thread does nothing but wait in the span, so its books are complete at both marks: it was read within the two calls.
        var main = profile.Threads.Single(t => t.ThreadId == profile.Target.ProcessId);
        var inPhase = phase.Threads.Single(t => t.Id == main.Id);
        inPhase.States.Total.ShouldBeInRange(least, most);
        (inPhase.States.Sleeping / inPhase.States.Total).ShouldBeGreaterThan(0.9);
        phase.Threads.Length.ShouldBeLessThanOrEqualTo(profile.Threads.Length);
        phase.CpuTime!.Value.ShouldBeLessThan(profile.CpuTime!.Value);
        profile.ShouldBeClosed();
    }

    // What it said is read before it has come to its wait: it waits once its accounting stands still.
    private static async Task MainWaitsAsync(int processId)
    {
        var (before, same) = ("", 0);
        await Patience.UntilAsync(Still, "the main thread waits");

        bool Still()
        {
            var now = File.ReadAllText($"/proc/{processId}/task/{processId}/schedstat") + File.ReadAllText($"/proc/{processId}/task/{processId}/syscall");
            same = now == before && !now.EndsWith("running\n", StringComparison.Ordinal) ? same + 1 : 0;
            before = now;
            return same >= 5;
        }
    }

    [Fact]
    public async Task Phases_may_overlap_repeat_and_stay_open()
    {
        var lines = new Lines();
        await using var running = await ProcessProfiler.StartAsync(Workload.Verb("target").WithStandardOutputPipe(lines.Target));
        await lines.ReadyAsync();

        await using var outer = await running.PhaseAsync("outer").Patiently();
        for (var i = 0; i < 2; i++) await (await running.PhaseAsync("inner").Patiently()).DisposeAsync();
        var profile = await running.StopAsync().Patiently();

        profile.Phases.Select(p => (p.Name, p.End is null)).ShouldBe([("outer", true), ("inner", false), ("inner", false)]);
        profile.ShouldBeClosed();
    }

    private static TimeSpan Nanoseconds(long ns) => TimeSpan.FromTicks(ns / TimeSpan.NanosecondsPerTick);
}
