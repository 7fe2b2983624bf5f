using System.Collections.Immutable;

namespace RunScope.Testing.Tests;

public class ProfileAssertionsTests
{
    [Fact]
    public void Limits_written_in_code_can_follow_each_other()
    {
        Counted()
            .ShouldSpend(TaskState.Sleeping, atMost: 0.2)
            .ShouldSpend([TaskState.Running, TaskState.Runnable], atLeast: 0.6)
            .ShouldUseCpus(atLeast: 0.5)
            .ShouldEndWithin("3s")
            .ShouldUseCpuTime(atLeast: "1s", atMost: "2s")
            .ShouldExitWith(0)
            .ShouldWaitForCpus(atMost: "100ms")
            .ShouldBlock(atLeast: "500ms", atMost: "1s", threads: "gzip")
            .ShouldSwitch(atMost: 100, voluntary: true)
            .ShouldHaveThreads(atMost: 1)
            .ShouldUseMemory(atMost: "64MB")
            .ShouldUseStorage(atMost: "1GB", written: true)
            .WallTime.ShouldBe(Made.Seconds(2.31));
    }

    [Fact]
    public void A_missed_limit_written_in_code_reads_like_one_of_an_attribute()
    {
        var error = Should.Throw<ProfileAssertionException>(() => Made.Gzip().ShouldSpend(TaskState.DiskSleep, atMost: 0.05, threads: "gz*"));

        error.Message.ShouldBe("""
            A_missed_limit_written_in_code_reads_like_one_of_an_attribute: 1 of 1 limit missed (gzip, 1 run, 2.31 s wall, 2 threads, engine procfs)
              DiskSleep  at most 5.0 %, was 31.4 %  (over "gz*", 1 thread; 0.73 of 2.31 thread-s; sampled at 100 Hz, 95 % CI 28.1..33.9)
                         87 % of it in fsync(/data/out.gz), thread "gzip" 4127
            """);
        error.Verdict.Outcome.ShouldBe(VerdictOutcome.Regressed);
    }

    [Fact]
    public void Several_limits_at_once_list_every_finding_with_those_of_ones_own()
    {
        var error = Should.Throw<ProfileAssertionException>(() => Counted().ShouldKeep(
        [
            new WallTimeAttribute { AtMost = "1s" },
            new ContextSwitchesAttribute { AtMost = 1000 },
            new PerSecondAttribute { AtMost = 10 },
            new PeakMemoryAttribute { AtMost = "10MB" },
        ]));

        error.Message.ShouldStartWith("Several_limits_at_once_list_every_finding_with_those_of_ones_own: 3 of 4 limits missed (gzip, 1 run, 2.31 s wall, 2 threads, engine procfs)\n  WallTime           at most 1 s, was 2.31 s ");
        error.Message.ShouldMatch("\n  SwitchesPerSecond  at most 10 switches a second, was 26 switches a second +\\(over \"gz\\*\", 1 thread; as last read\\)\n");
        error.Message.ShouldMatch("\n  PeakMemory +at most 10 MB, was 20 MB +\\(largest resident set of one process, exact\\)\n");
        error.Message.ShouldEndWith("\n  ok: ContextSwitches at most 1,000, was 60");
        error.Verdict.Findings.Length.ShouldBe(4);
    }

    [Fact]
    public void Several_runs_are_held_against_the_median()
    {
        ProcessProfile[] runs = [.. new[] { 1.0, 5, 2 }.Select(s => Counted() with { WallTime = Made.Seconds(s) })];

        runs.ShouldKeep([new WallTimeAttribute { AtMost = "2s" }, new PerSecondAttribute { AtMost = 50 }]);
        var error = Should.Throw<ProfileAssertionException>(() => runs.ShouldKeep([new WallTimeAttribute { AtMost = "1s" }]));

        error.Message.ShouldContain("Several_runs_are_held_against_the_median: 1 of 1 limit missed (gzip, 3 runs, median 2 s wall");
        error.Message.ShouldContain("WallTime  at most 1 s, was 2 s  (median of 3 runs, 1 s..5 s; exact)");
    }

    [Fact]
    public void Nothing_to_judge_is_refused_and_no_pass()
    {
        ProcessProfile[] none = [], runs = [Made.Gzip()];
        ProfileAssertionAttribute[] limits = [new WallTimeAttribute { AtMost = "1s" }];
        Action[] empty =
        [
            () => runs[0].ShouldKeep([]), () => runs[0].Judge([]), () => runs.ShouldKeep([]), () => runs.Judge([]),
            () => none.ShouldKeep(limits), () => none.Judge(limits), () => none.WriteReport("never-written"),
        ];
        foreach (var judge in empty) Should.Throw<ArgumentException>(judge).Message.ShouldStartWith("There is no ");
        Should.Throw<ArgumentException>(() => Made.Gzip().ShouldKeep([new PerSecondAttribute()])).Message
            .ShouldBe("[PerSecond]: sets no bound: write AtLeast, AtMost or both");
    }

    [Fact]
    public void A_limit_of_ones_own_over_threads_that_are_not_there_is_missed_and_over_unknown_numbers_inconclusive()
    {
        new PerSecondAttribute { AtMost = 10, Threads = "nobody" }.Evaluate([Counted()]).Outcome.ShouldBe(FindingOutcome.Missed);
        new PerSecondAttribute { AtMost = 10 }.Evaluate([Made.Gzip()]).ShouldSatisfyAllConditions(
            f => f.Outcome.ShouldBe(FindingOutcome.Inconclusive),
            f => f.Evidence.ShouldBe("they were never read"));
    }

    [Theory]
    [InlineData(0.5, 0.4, 0.6, 0.55, FindingOutcome.Inconclusive)]
    [InlineData(0.5, 0.4, 0.6, 0.6, FindingOutcome.Kept)]
    [InlineData(0.5, 0.4, 0.6, 0.3, FindingOutcome.Missed)]
    public void A_measurement_of_ones_own_is_judged_by_its_whole_interval(double value, double low, double high, double atMost, FindingOutcome outcome)
    {
        Limit.OnShare(double.NaN, atMost).Judge("Own", [new Measurement(value, low, high)]).Outcome.ShouldBe(outcome);
    }

    [Theory]
    [InlineData(double.NaN, "its value is NaN, as of a division by 0")]
    [InlineData(double.PositiveInfinity, "its value is Infinity, as of a division by 0")]
    public void A_value_of_ones_own_that_is_no_number_keeps_no_limit(double value, string why)
    {
        Finding[] findings =
        [
            Limit.OnShare(double.NaN, 0.1).Judge("Own", [value]),
            Limit.OnNumber(double.NaN, 150, "switches").Judge("Own", [value, 100, 200]),
            Limit.OnDuration(null, "1s").Judge("Own", [value]),
            Limit.OnSize(null, "1MB").Judge("Own", [value]),
        ];

        findings.ShouldAllBe(f => f.Outcome == FindingOutcome.Inconclusive && f.Actual == "not known" && f.Evidence == why);
    }

    [Fact]
    public void Bounds_of_ones_own_that_cannot_be_read_are_never_judged()
    {
        Should.Throw<RunScopeException>(() => Limit.OnDuration(null, "1 parsec").Judge("Own", [1e9])).Message.ShouldStartWith("Cannot judge Own: its limit \"1 parsec\" ");
        Should.Throw<RunScopeException>(() => Limit.OnShare(double.NaN, 60).Judge("Own", [0.99])).Message.ShouldContain("60 is not a share");
        Should.Throw<RunScopeException>(() => Limit.OnNumber(double.NaN, double.NaN, "things").Judge("Own", [Made.Gzip()], new PerSecondAttribute(), (_, _) => null))
            .Message.ShouldContain("sets no bound");
    }

    [Theory]
    [InlineData(0.9, double.NaN, double.NaN)]
    [InlineData(0.9, 0.1, 0.5)]
    [InlineData(0.9, 1, 0.5)]
    public void A_measurement_has_to_lie_within_its_bounds(double value, double low, double high)
    {
        Should.Throw<ArgumentException>(() => new Measurement(value, low, high)).Message.ShouldContain("0.9 can't lie between");
        Should.Throw<ArgumentException>(() => Limit.OnShare(double.NaN, 0.5).Judge("Own", [Measurement.Exact(value) with { Low = low, High = high }]));
    }

    [Fact]
    public void Bounds_of_ones_own_are_read_and_worded_as_those_of_the_built_in_limits()
    {
        Limit.OnShare(60, double.NaN).Problems.ShouldBe(["60 is not a share: write 0.60 for 60 %"]);
        Limit.OnSize("1", null).Problems.ShouldHaveSingleItem().ShouldContain("has no unit");
        Limit.OnDuration(null, null).Problems.ShouldBe(["sets no bound: write AtLeast, AtMost or both"]);
        Limit.OnDuration(null, "1s").Judge("Own", [2.0], "by hand").ShouldSatisfyAllConditions(f => f.Actual.ShouldBe("2 s"), f => f.Evidence.ShouldBe("by hand"));
        Limit.OnSize("1MiB", null).Judge("Own", [1024.0 * 512]).Actual.ShouldBe("512 KiB");
        Limit.OnNumber(double.NaN, 5, "retries").Judge("Own", [7.0, null]).Outcome.ShouldBe(FindingOutcome.Inconclusive);
    }

    [Fact]
    public void Threads_are_picked_in_code_by_the_rules_of_limits()
    {
        Made.Gzip().SelectThreads().Select(t => t.Name).ShouldBe(["gzip"]);
        Made.Gzip().SelectThreads("All").TotalStates().Total.ShouldBe(Made.Gzip().States.Total);
        Should.Throw<ArgumentException>(() => Made.Gzip().SelectThreads("a-name-that-is-too-long")).Message.ShouldContain("can never match");
    }

    [Fact]
    public void A_limit_that_cannot_be_read_is_refused()
    {
        Should.Throw<ArgumentException>(() => Made.Gzip().ShouldSpend(TaskState.Running, atLeast: 60)).Message
            .ShouldBe("[ThreadState(Running, AtLeast = 60)]: 60 is not a share: write 0.60 for 60 %");
        Should.Throw<ArgumentException>(() => Made.Gzip().ShouldEndWithin("soon")).Message
            .ShouldBe("[WallTime(AtMost = \"soon\")]: \"soon\" is not a duration: write \"250ms\", \"5s\", \"1m30s\" or \"1h\"");
    }

    private static ProcessProfile Counted()
    {
        var gzip = Made.Gzip();
        return gzip with
        {
            VoluntarySwitches = 50,
            InvoluntarySwitches = 10,
            UnseenThreads = 0,
            PeakMemory = new ByteSize(20_000_000),
            PeakMemoryAtMost = new ByteSize(20_000_000),
            Io = new IoCounts(new ByteSize(0), new ByteSize(1_000_000)),
            Threads = [.. gzip.Threads.Select(t => t with { VoluntarySwitches = 50, InvoluntarySwitches = 10, Switches = 60 })],
        };
    }

    private sealed class PerSecondAttribute : ProfileAssertionAttribute
    {
        public PerSecondAttribute() => Threads = "gz*";

        public double AtMost { get; set; } = double.NaN;

        private Limit Limit => Limit.OnNumber(double.NaN, AtMost, "switches a second");

        public override IEnumerable<string> Validate() => Limit.Problems.Concat(base.Validate());

        public override Finding Evaluate(ImmutableArray<ProcessProfile> runs) => Limit.Judge(
            "SwitchesPerSecond",
            runs,
            this,
            (run, threads) => threads.Sum(t => t.Switches) is { } switches and > 0 ? Measurement.Exact(switches / run.WallTime.TotalSeconds) : null,
            "as last read",
            "they were never read");
    }
}
