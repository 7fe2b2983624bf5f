using CsCheck;
using RunScope.Testing.Analysis;
using RunScope.Testing.Assertions;

namespace RunScope.Testing.Tests;

/// <summary>Limits on counts and sizes: what is exact, what is bounded, what is unknown, and what dominated.</summary>
public class CountLimitTests
{
    [Theory]
    [InlineData(false, false, "ContextSwitches", 320)]
    [InlineData(true, true, "ContextSwitches", 320)]
    [InlineData(true, false, "ContextSwitches (voluntary)", 300)]
    [InlineData(false, true, "ContextSwitches (involuntary)", 20)]
    public void Context_switches_of_the_tree_are_exact_of_either_kind(bool voluntary, bool involuntary, string metric, double value)
    {
        var finding = new ContextSwitchesAttribute { Voluntary = voluntary, Involuntary = involuntary, AtMost = 1000 }.Evaluate([Switching()]);

        finding.Metric.ShouldBe(metric);
        finding.Value.ShouldBe(value);
        finding.Outcome.ShouldBe(FindingOutcome.Kept);
        finding.Evidence.ShouldBe("all processes, exact");
    }

    [Fact]
    public void Too_many_switches_name_the_thread_that_switched_most_and_what_was_waited_in()
    {
        var finding = new ContextSwitchesAttribute { Voluntary = true, AtMost = 100 }.Evaluate([Switching()]);

        finding.Outcome.ShouldBe(FindingOutcome.Missed);
        finding.Limit.ShouldBe("at most 100");
        finding.Details.ShouldBe(["80 % of them in thread \"b\" 4128", "of its time blocked, 100 % in futex, thread \"b\" 4128"]);
    }

    [Fact]
    public void What_another_thread_waited_in_explains_no_switches()
    {
        var run = Switching();
        var shell = Made.Thread(3, "sh", sleeping: 9) with { VoluntarySwitches = 1, InvoluntarySwitches = 0, Switches = 1 };
        run = run with { Threads = run.Threads.Add(shell), Waits = run.Waits.Add(new Wait { ThreadId = 3, State = TaskState.Sleeping, Call = "wait4", Time = Made.Seconds(9), Count = 1 }) };

        var finding = new ContextSwitchesAttribute { Voluntary = true, AtMost = 100 }.Evaluate([run]);

        finding.Details.ShouldContain("of its time blocked, 100 % in futex, thread \"b\" 4128");
        finding.Details.ShouldNotContain(d => d.Contains("wait4"));
    }

    [Fact]
    public void Too_many_involuntary_switches_say_who_else_wanted_the_CPU()
    {
        var finding = new ContextSwitchesAttribute { Involuntary = true, AtMost = 10 }.Evaluate([Switching()]);

        finding.Details.ShouldBe(
        [
            "50 % of them in thread \"a\" 4127",
            "others on the machine caused 25 % of all waiting for a CPU; the program itself had up to 2 threads at one time, for 2 CPUs",
        ]);
    }

    [Fact]
    public void Switches_of_threads_lie_between_what_was_read_and_that_with_all_that_nobody_saw()
    {
        var run = Switching();

        Outcome(new ContextSwitchesAttribute { AtMost = 270, Threads = "b" }).ShouldBe(FindingOutcome.Kept);
        Outcome(new ContextSwitchesAttribute { AtMost = 255, Threads = "b" }).ShouldBe(FindingOutcome.Inconclusive);
        Outcome(new ContextSwitchesAttribute { AtMost = 249, Threads = "b" }).ShouldBe(FindingOutcome.Missed);
        Outcome(new ContextSwitchesAttribute { Voluntary = true, AtMost = 245, Threads = "b" }).ShouldBe(FindingOutcome.Inconclusive);
        new ContextSwitchesAttribute { AtMost = 999, Threads = "Application" }.Evaluate([run]).Evidence.ShouldStartWith("over Application, ");
        new ContextSwitchesAttribute { AtMost = 255, Threads = "b" }.Evaluate([run]).Evidence
            .ShouldBe("over \"b\", 1 thread; as last read; up to 10 more, which ended between two rounds");

        FindingOutcome Outcome(ContextSwitchesAttribute limit) => limit.Evaluate([run]).Outcome;
    }

    [Fact]
    public void Switches_that_the_kernel_does_not_tell_are_inconclusive_with_the_profiles_own_reason()
    {
        var run = Warned(Switching() with { VoluntarySwitches = null }, "Context switches are unknown: a process that outlived the workload ran at the end.");

        var finding = new ContextSwitchesAttribute { AtMost = 1 }.Evaluate([run]);

        finding.Outcome.ShouldBe(FindingOutcome.Inconclusive);
        finding.Actual.ShouldBe("not known");
        finding.Evidence.ShouldBe("a process that outlived the workload ran at the end");
    }

    [Fact]
    public void Switches_of_a_body_hold_those_that_no_thread_accounts_for_as_a_doubt()
    {
        var body = new Phase
        {
            Name = Phase.Body,
            Start = Made.Seconds(0.5),
            End = Made.Seconds(1),
            VoluntarySwitches = 40,
            InvoluntarySwitches = 2,
            Threads = [new PhaseThread(1, new StateTimes { Running = Made.Seconds(0.5) }, new Evidence(), null) { VoluntarySwitches = 40, InvoluntarySwitches = 2, Switches = 43 }],
        };
        var run = Switching() with { Phases = [body] };

        var findings = Limits.Judge("t", [run], [new ContextSwitchesAttribute { AtMost = 53 }, new ContextSwitchesAttribute { AtMost = 52 }, new ContextSwitchesAttribute { AtMost = 42 }]).Findings;

        findings.Select(f => f.Outcome).ShouldBe([FindingOutcome.Kept, FindingOutcome.Inconclusive, FindingOutcome.Missed]);
        findings[0].Evidence.ShouldBe("of the threads seen, as last read; up to 10 more, which ended between two rounds");
        Limits.Judge("t", [run with { Phases = [body with { VoluntarySwitches = null }] }], [new ContextSwitchesAttribute { AtMost = 53 }]).Findings[0].Evidence
            .ShouldBe("they weren't read at both ends of the span");
    }

    [Fact]
    public void Threads_are_counted_at_the_moment_with_the_most_of_them_or_in_all()
    {
        var run = Made.Profile(Living(1, "w-1", 0, 1), Living(2, "w-2", 1, 2), Living(3, "w-3", 1, null), Living(4, "main", 0, null)) with { UnseenThreads = 0 };

        var most = new ThreadCountAttribute { AtMost = 2 }.Evaluate([run]);
        var total = new ThreadCountAttribute { Total = true, AtMost = 3 }.Evaluate([run]);

        (most.Value, total.Value).ShouldBe((3, 4));
        most.Evidence.ShouldBe("seen in 100 rounds a second, none can have lived between them");
        most.Details.ShouldBe(["2 named \"w-*\", 1 named \"main\""]);
        total.Details.ShouldBe(["3 named \"w-*\", 1 named \"main\""]);
        new ThreadCountAttribute { AtMost = 2, Threads = "w-*" }.Evaluate([run]).Outcome.ShouldBe(FindingOutcome.Kept);
    }

    [Theory]
    [InlineData(5L, 1, FindingOutcome.Missed)]
    [InlineData(5L, 3, FindingOutcome.Inconclusive)]
    [InlineData(5L, 7, FindingOutcome.Kept)]
    [InlineData(null, 1000, FindingOutcome.Inconclusive)]
    public void Threads_that_may_have_lived_between_rounds_leave_a_limit_open(long? unseen, int atMost, FindingOutcome outcome)
    {
        var run = Made.Profile(Living(1, "a", 0, 2), Living(2, "b", 0, 2)) with { UnseenThreads = unseen };

        new ThreadCountAttribute { AtMost = atMost }.Evaluate([run]).Outcome.ShouldBe(outcome);
        new ThreadCountAttribute { AtLeast = 2 }.Evaluate([run]).Outcome.ShouldBe(FindingOutcome.Kept);
    }

    [Fact]
    public void Threads_of_one_phase_do_not_live_on_beside_those_of_the_next()
    {
        Phase Load(double start, double end, int thread) => new()
        {
            Name = "load",
            Start = Made.Seconds(start),
            End = Made.Seconds(end),
            Threads = [new PhaseThread(thread, new StateTimes { Running = Made.Seconds(0.5) }, null, null)],
        };
        var run = Made.Profile(Living(1, "a", 0, 0.9), Living(2, "b", 1.1, null)) with { UnseenThreads = 0, Phases = [Load(0, 0.5, 1), Load(1, 2, 2)] };

        var findings = Limits.Judge("t", [run], [new ThreadCountAttribute { AtMost = 1, Phase = "load" }, new ThreadCountAttribute { Total = true, AtMost = 2, Phase = "load" }]).Findings;

        findings.Select(f => f.Value).ShouldBe([1.0, 2.0]);
    }

    [Fact]
    public void A_span_has_no_peak_of_memory_of_its_own_and_the_finding_says_what_to_do()
    {
        var phase = new Phase { Name = "load", Start = Made.Seconds(1), End = Made.Seconds(2), Threads = [new PhaseThread(1, new StateTimes { Running = Made.Seconds(1) }, null, null)] };

        new PeakMemoryAttribute { AtMost = "1GB" }.Evaluate([ProfileCut.Cut(Made.Gzip() with { PeakMemory = new ByteSize(1) }, phase)]).ShouldSatisfyAllConditions(
            f => f.Outcome.ShouldBe(FindingOutcome.Inconclusive),
            f => f.Evidence.ShouldBe("the kernel keeps one peak for a process's whole life: limit the profile of the whole run"));
        Limits.Problems([new PeakMemoryAttribute { AtMost = "1GB", Phase = "load" }]).ShouldBe(["[PeakMemory(AtMost = \"1GB\", Phase = \"load\")]: it is of the whole run: leave Phase out"]);
    }

    [Fact]
    public void There_are_never_more_threads_at_one_time_than_in_all_nor_fewer_than_at_any_moment()
    {
        var thread = Gen.Select(Gen.Int[0, 20], Gen.Int[0, 10], Gen.Bool);
        thread.Array[1, 12].Sample(spans =>
        {
            var threads = spans.Select((s, i) => Living(i, "t", s.Item1, s.Item3 ? s.Item1 + s.Item2 : null)).ToArray();

            var most = ThreadsAtOnce.Most([.. threads]).Length;

            most.ShouldBeInRange(1, threads.Length);
            for (var at = 0.5; at < 40; at++)
                most.ShouldBeGreaterThanOrEqualTo(threads.Count(t => t.Start < Made.Seconds(at) && !(t.End < Made.Seconds(at))));
            ThreadsAtOnce.Most([.. threads.Reverse()]).Length.ShouldBe(most);
        });
    }

    [Fact]
    public void Peak_memory_is_judged_on_the_whole_run_and_says_so_where_there_is_a_body()
    {
        var body = new Phase { Name = Phase.Body, Start = Made.Seconds(1), End = Made.Seconds(2), Threads = [new PhaseThread(1, new StateTimes { Running = Made.Seconds(1) }, null, null)] };
        var run = Made.Gzip() with { PeakMemory = new ByteSize(80_000_000), PeakMemoryAtMost = new ByteSize(80_000_000), Phases = [body] };
        run = run with { Processes = [run.Processes[0] with { PeakMemory = new ByteSize(79_000_000) }] };

        var finding = Limits.Judge("t", [run], [new PeakMemoryAttribute { AtMost = "64MB" }]).Findings[0];

        finding.Outcome.ShouldBe(FindingOutcome.Missed);
        (finding.Limit, finding.Actual).ShouldBe(("at most 64 MB", "80 MB"));
        finding.Evidence.ShouldBe("over the whole run, not the test's body alone; largest resident set of one process, exact");
        finding.Details.ShouldBe(["process \"gzip\" 4127 had 79 MB when it was last looked at"]);
    }

    [Theory]
    [InlineData("64MB", FindingOutcome.Kept)]
    [InlineData("30MB", FindingOutcome.Inconclusive)]
    [InlineData("10MB", FindingOutcome.Missed)]
    public void A_peak_that_is_only_bounded_is_judged_by_its_bounds(string atMost, FindingOutcome outcome)
    {
        var run = Made.Gzip() with { PeakMemory = new ByteSize(20_000_000), PeakMemoryAtMost = new ByteSize(40_000_000) };

        var finding = new PeakMemoryAttribute { AtMost = atMost }.Evaluate([run]);

        finding.Outcome.ShouldBe(outcome);
        finding.Evidence.ShouldBe("largest resident set of one process, as last read; at most 40 MB");
    }

    [Fact]
    public void A_peak_that_could_not_be_read_keeps_a_limit_above_what_it_can_have_been_and_no_other()
    {
        var run = Warned(Made.Gzip() with { PeakMemoryAtMost = new ByteSize(40 << 20) }, "Peak memory is unknown: the process ended before it could be read again; it was at most 40 MiB.");

        var kept = new PeakMemoryAttribute { AtMost = "64MiB" }.Evaluate([run]);
        var open = new PeakMemoryAttribute { AtMost = "32MiB" }.Evaluate([run]);

        (kept.Outcome, kept.Actual, kept.Value).ShouldBe((FindingOutcome.Kept, "at most 40 MiB", null));
        open.Outcome.ShouldBe(FindingOutcome.Inconclusive);
        open.Evidence.ShouldBe("the process ended before it could be read again; it was at most 40 MiB");
        new PeakMemoryAttribute { AtMost = "64MiB" }.Evaluate([Made.Gzip()]).Outcome.ShouldBe(FindingOutcome.Inconclusive);
    }

    [Fact]
    public void Every_reason_for_which_the_peak_is_unknown_is_told()
    {
        var run = Warned(Made.Gzip(), "Peak memory is unknown: the process ended before it could be read again.", "Peak memory may have been larger: a process that outlived the workload had ended.");

        new PeakMemoryAttribute { AtMost = "1GB" }.Evaluate([run]).Evidence.ShouldBe("the process ended before it could be read again; a process that outlived the workload had ended");
    }

    [Fact]
    public void Storage_is_counted_by_direction_or_summed()
    {
        var run = Made.Gzip() with { Io = new IoCounts(new ByteSize(1_000_000), new ByteSize(8_000_000)) };

        Finding Of(DiskIoAttribute limit) => limit.Evaluate([run]);

        Of(new DiskIoAttribute { AtMost = "8MB" }).ShouldSatisfyAllConditions(
            f => f.Outcome.ShouldBe(FindingOutcome.Missed),
            f => f.Actual.ShouldBe("9 MB"),
            f => f.Evidence.ShouldBe("read 1 MB, written 8 MB; all processes, exact"));
        Of(new DiskIoAttribute { Read = true, AtMost = "8MB" }).ShouldSatisfyAllConditions(f => f.Metric.ShouldBe("DiskIo (read)"), f => f.Value.ShouldBe(1e6));
        Of(new DiskIoAttribute { Written = true, AtLeast = "1kB" }).ShouldSatisfyAllConditions(f => f.Metric.ShouldBe("DiskIo (written)"), f => f.Value.ShouldBe(8e6));
    }

    [Fact]
    public void Storage_that_could_not_be_read_is_inconclusive_with_the_profiles_own_reason()
    {
        var run = Warned(Made.Gzip(), "Bytes read and written are unknown: those of a process that outlived the workload couldn't be read (/proc/PID/io).");

        new DiskIoAttribute { AtMost = "1MB" }.Evaluate([run]).Evidence.ShouldBe("those of a process that outlived the workload couldn't be read (/proc/PID/io)");
        new DiskIoAttribute { AtMost = "1MB" }.Evaluate([run]).Outcome.ShouldBe(FindingOutcome.Inconclusive);
    }

    [Fact]
    public void Waiting_for_a_CPU_names_the_threads_and_whose_fault_it_was()
    {
        var finding = new RunQueueDelayAttribute { AtMost = "100ms", Threads = "All" }.Evaluate([Switching()]);

        finding.Outcome.ShouldBe(FindingOutcome.Missed);
        (finding.Metric, finding.Limit, finding.Actual).ShouldBe(("RunQueueDelay", "at most 100 ms", "400 ms"));
        finding.Evidence.ShouldBe("over All, 2 threads; 0.40 of 4.00 thread-s; exact");
        finding.Details.ShouldBe(
        [
            "75 % of it in thread \"b\" 4128",
            "others on the machine caused 25 % of all waiting for a CPU; the program itself had up to 2 threads at one time, for 2 CPUs",
        ]);
    }

    [Fact]
    public void Blocked_time_is_exact_where_nothing_is_unresolved_however_uncertain_its_parts_are()
    {
        var exact = new BlockedTimeAttribute { AtMost = "700ms" }.Evaluate([Made.Gzip()]);
        var bounded = new BlockedTimeAttribute { AtMost = "1.2s" }.Evaluate([Made.Profile(Made.Thread(1, running: 1, sleeping: 1, unresolved: 0.5))]);

        exact.Outcome.ShouldBe(FindingOutcome.Missed);
        exact.Evidence.ShouldBe("0.78 of 2.31 thread-s; exact");
        exact.Details.ShouldBe(["81 % of it in fsync(/data/out.gz), thread \"gzip\" 4127"]);
        bounded.Outcome.ShouldBe(FindingOutcome.Inconclusive);
        bounded.Evidence.ShouldEndWith("bounded, 1.00..1.50 thread-s");
    }

    [Fact]
    public void Too_little_blocked_time_says_what_was_done_instead()
    {
        new BlockedTimeAttribute { AtLeast = "1s" }.Evaluate([Made.Gzip()]).Details.ShouldBe(["instead 64.9 % Running"]);
    }

    public static TheoryData<ProfileAssertionAttribute> Counting =>
    [
        new RunQueueDelayAttribute { AtMost = "1h" },
        new BlockedTimeAttribute { AtMost = "1h" },
        new ContextSwitchesAttribute { AtMost = 1e9 },
        new ThreadCountAttribute { AtMost = 1e9 },
        new PeakMemoryAttribute { AtMost = "1TiB" },
        new DiskIoAttribute { AtMost = "1TiB" },
    ];

    [Theory]
    [MemberData(nameof(Counting))]
    public void Every_kind_is_held_against_the_median_of_several_runs_and_shows_their_spread(ProfileAssertionAttribute limit)
    {
        ProcessProfile Run(int times) => Made.Profile(
            [.. Enumerable.Range(1, times).Select(i => Made.Thread(i, "t", running: 1, runnable: 1, sleeping: 1) with { VoluntarySwitches = 1, InvoluntarySwitches = 0, Switches = 1 })]) with
        {
            VoluntarySwitches = times,
            InvoluntarySwitches = 0,
            UnseenThreads = 0,
            PeakMemory = new ByteSize(times),
            PeakMemoryAtMost = new ByteSize(times),
            Io = new IoCounts(new ByteSize(times), new ByteSize(0)),
        };

        var finding = limit.Evaluate([Run(1), Run(9), Run(2)]);

        finding.Outcome.ShouldBe(FindingOutcome.Kept);
        finding.Value.ShouldBe(2);
        finding.Evidence.ShouldMatch(@"^median of 3 runs, 1( \w+)?\.\.9( \w+)?; ");
    }

    private static ThreadProfile Living(int id, string name, double start, double? end) =>
        Made.Thread(id, name, running: 1) with { Start = Made.Seconds(start), End = end is { } e ? Made.Seconds(e) : null };

    private static ProcessProfile Warned(ProcessProfile profile, params string[] warnings) => profile with { Engine = profile.Engine with { Warnings = [.. warnings] } };

    // Two threads: "b" switched most, waits in a futex, and has ended with 10 switches that were never told apart.
    private static ProcessProfile Switching()
    {
        var a = Made.Thread(1, "a", running: 1.8, runnable: 0.1, sleeping: 0.1) with { VoluntarySwitches = 60, InvoluntarySwitches = 10, Switches = 70 };
        var b = Made.Thread(2, "b", running: 0.8, runnable: 0.3, sleeping: 0.9) with { VoluntarySwitches = 240, InvoluntarySwitches = 10, Switches = 250, End = Made.Seconds(2) };
        var profile = Made.Profile(a, b);
        return profile with
        {
            VoluntarySwitches = 300,
            InvoluntarySwitches = 20,
            UnattributedSwitches = 10,
            Host = profile.Host with { Noise = new HostNoise(null, null, null, Made.Seconds(0.1)) },
            Waits = [new Wait { ThreadId = 2, State = TaskState.Sleeping, Call = "futex", Time = Made.Seconds(0.9), Count = 9 }],
        };
    }
}
