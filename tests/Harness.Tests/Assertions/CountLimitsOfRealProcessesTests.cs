using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests;

/// <summary>Limits on counts, sizes and waits against what the workloads say about themselves.</summary>
[Collection(RealProcesses.Name)]
public sealed class CountLimitsOfRealProcessesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Waiting_for_a_CPU_is_what_the_threads_say_they_waited()
    {
        var (profile, truth) = await Workload.TruthOfAsync(["oversubscribed", "--threads", "6", "--duration", "700ms"]);

        var told = truth.Threads.Where(t => t.Name.StartsWith("worker-", StringComparison.Ordinal)).Sum(t => t.RunDelayNs!.Value) / 1e9;
        var finding = new RunQueueDelayAttribute { AtMost = "1ms", Threads = "worker-*" }.Evaluate([profile]);

        // What a thread waited after its last reading isn't in its books: a busy machine delays rounds.
        finding.Value!.Value.ShouldBeInRange((told * 0.8) - 0.1, told + 0.1);
        finding.Outcome.ShouldBe(FindingOutcome.Missed);
        finding.Evidence.ShouldEndWith("; exact");
        finding.Details[^1].ShouldStartWith("others on the machine caused ");
    }

    [Fact]
    public async Task Blocked_time_is_the_time_that_is_neither_running_nor_waiting_for_a_CPU()
    {
        var (profile, _) = await Workload.TruthOfAsync(["lock", "--threads", "3", "--duration", "500ms"]);

        var finding = new BlockedTimeAttribute { AtMost = "1ms", Threads = "worker-*" }.Evaluate([profile]);

        var times = profile.SelectThreads("worker-*").TotalStates();
        finding.Value!.Value.ShouldBe((times.Sleeping + times.DiskSleep + times.Stopped).TotalSeconds, 1e-6);
        finding.Details.ShouldContain(d => d.Contains("futex"));
    }

    [Fact]
    public async Task Context_switches_of_the_tree_are_those_that_the_process_counted_itself()
    {
        var (profile, truth) = await Workload.TruthOfAsync(["pingpong", "--work", "50us", "--duration", "500ms"]);

        var voluntary = new ContextSwitchesAttribute { Voluntary = true, AtMost = 1 }.Evaluate([profile]);
        var both = new ContextSwitchesAttribute { AtLeast = 1 }.Evaluate([profile]);

        // After it has counted, it prints and ends.
        voluntary.Value!.Value.ShouldBeInRange(truth.VoluntarySwitches, truth.VoluntarySwitches + 500);
        both.Value!.Value.ShouldBeInRange(truth.VoluntarySwitches + truth.InvoluntarySwitches, truth.VoluntarySwitches + truth.InvoluntarySwitches + 1000);
        voluntary.Outcome.ShouldBe(FindingOutcome.Missed);
        voluntary.Details[0].ShouldContain("of them in thread \"worker-");
    }

    [Fact]
    public async Task Switches_of_threads_that_ended_lie_within_the_bounds_of_the_finding()
    {
        var (profile, truth) = await Workload.TruthOfAsync(["pingpong", "--work", "50us", "--duration", "500ms"]);

        var told = truth.Counts["handOffs"];
        var workers = profile.SelectThreads("worker-*");

        // A thread of them waits once for each turn at most; what it did after its last reading no thread accounts for.
        workers.Sum(t => t.Switches!.Value).ShouldBeLessThanOrEqualTo(profile.VoluntarySwitches!.Value + profile.InvoluntarySwitches!.Value);
        (workers.Sum(t => t.Switches!.Value) + profile.UnattributedSwitches!.Value).ShouldBeGreaterThan(told / 2);
        workers.Sum(t => t.Switches!.Value - t.VoluntarySwitches!.Value - t.InvoluntarySwitches!.Value).ShouldBeLessThan((workers.Sum(t => t.Switches!.Value) / 4) + 100);
    }

    [Fact]
    public async Task Threads_that_live_together_are_counted_together()
    {
        var (profile, _) = await Workload.TruthOfAsync(["threads", "12", "--duration", "500ms"]);

        new ThreadCountAttribute { AtLeast = 1, Threads = "worker-*" }.Evaluate([profile]).Value.ShouldBe(12);
        new ThreadCountAttribute { Total = true, AtLeast = 1, Threads = "worker-*" }.Evaluate([profile]).Value.ShouldBe(12);
        new ThreadCountAttribute { AtMost = 11, Threads = "worker-*" }.Evaluate([profile]).ShouldSatisfyAllConditions(
            f => f.Outcome.ShouldBe(FindingOutcome.Missed),
            f => f.Details.ShouldBe(["12 named \"worker-*\""]));
    }

    [Fact]
    public async Task Threads_that_lived_between_two_rounds_are_never_taken_for_none()
    {
        var (profile, truth) = await Workload.TruthOfAsync(["churn", "--lanes", "2", "--count", "600", "--life", "100us"]);

        var told = truth.Counts["shortThreads"];
        (profile.Threads.Length + profile.UnseenThreads!.Value).ShouldBeGreaterThanOrEqualTo(told);
        new ThreadCountAttribute { Total = true, AtMost = told - 1 }.Evaluate([profile]).Outcome.ShouldNotBe(FindingOutcome.Kept);
    }

    [Fact]
    public async Task Every_kind_of_limit_can_be_judged_over_a_body()
    {
        var lines = new Lines();
        await using var running = await ProcessProfiler.StartAsync(
            Workload.Verb("target", "--threads", "2", "--busy", "200us", "--idle", "1ms").WithStandardOutputPipe(lines.Target));
        await lines.ReadyAsync();
        await using (await running.BodyAsync())
        {
            var first = Workers.Switches(running.ProcessId);
            await Patience.UntilAsync(() => Workers.Switches(running.ProcessId).Voluntary > first.Voluntary + 20, "the threads have switched");
        }

        var profile = await running.StopAsync().Patiently();
        var verdict = Assertions.Limits.Judge("t", [profile],
        [
            new RunQueueDelayAttribute { AtMost = "1h" },
            new BlockedTimeAttribute { AtMost = "1h" },
            new ContextSwitchesAttribute { AtMost = 1e9 },
            new ContextSwitchesAttribute { Voluntary = true, AtLeast = 10, Threads = "worker-*" },
            new ThreadCountAttribute { AtLeast = 2, Threads = "worker-*" },
            new PeakMemoryAttribute { AtMost = "1TB" },
            new DiskIoAttribute { AtMost = "1TB" },
        ]);

        verdict.Findings.ShouldAllBe(f => f.Outcome == FindingOutcome.Kept && f.Value != null);
        var inBody = verdict.Findings[2].Value!.Value;
        inBody.ShouldBeLessThan(profile.VoluntarySwitches!.Value + profile.InvoluntarySwitches!.Value);
        inBody.ShouldBeGreaterThan(10);
        verdict.Findings[3].Evidence.ShouldBe("over \"worker-*\", 2 threads; exact");
        verdict.Findings[5].Evidence.ShouldStartWith("over the whole run, not the test's body alone; ");
    }

    [Fact]
    public async Task Peak_memory_is_what_the_process_had_at_its_peak()
    {
        var (profile, truth) = await Workload.TruthOfAsync(["alloc", "--size", "150MiB", "--hold", "300ms"]);

        var finding = new PeakMemoryAttribute { AtMost = "64MiB" }.Evaluate([profile]);

        finding.Value!.Value.ShouldBeInRange(truth.PeakMemoryBytes!.Value - (1 << 20), truth.PeakMemoryBytes.Value + (32 << 20));
        finding.Outcome.ShouldBe(FindingOutcome.Missed);
        finding.Details.ShouldHaveSingleItem().ShouldStartWith("process \"workloads\" ");
    }

    [Fact]
    public async Task A_process_that_ends_at_once_can_be_held_to_a_peak_far_above_it()
    {
        var profile = await Workload.ProfileAsync(Workload.Wrap("true"));

        new PeakMemoryAttribute { AtMost = "1GB" }.Evaluate([profile]).Outcome.ShouldBe(FindingOutcome.Kept);
    }

    [Fact]
    public async Task Bytes_written_to_storage_are_those_that_the_kernel_counts_for_the_process()
    {
        var (profile, truth) = await Workload.TruthOfAsync(["disk", "--block", "64KiB", "--duration", "300ms", "--folder", _folder.Path]);

        var finding = new DiskIoAttribute { Written = true, AtLeast = "0B" }.Evaluate([profile]);

        // On a file system without storage, such as tmpfs, nothing reaches any.
        if (profile.Io!.Written.Bytes > 0) finding.Value!.Value.ShouldBeInRange(truth.BytesWritten!.Value * 0.9, (truth.BytesWritten.Value * 1.5) + 1e6);
        finding.Value!.Value.ShouldBe(profile.Io.Written.Bytes);
        finding.Outcome.ShouldBe(FindingOutcome.Kept);
    }
}
