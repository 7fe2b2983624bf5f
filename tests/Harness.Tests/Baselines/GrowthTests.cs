using System.Collections.Immutable;
using CsCheck;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Baselines;

namespace RunScope.Testing.Tests.Baselines;

public class GrowthTests
{
    [Fact]
    public void A_wait_that_grew_is_named_with_its_thread_its_time_its_switches_and_what_to_do()
    {
        var before = Side(Thread("writer", running: .5, waits: [(TaskState.DiskSleep, "fsync", .05)], voluntary: 12), Thread("main", running: .1, waits: [(TaskState.Sleeping, "futex", .45)]));
        var after = Side(Thread("writer", running: .5, waits: [(TaskState.DiskSleep, "fsync", 1.74)], voluntary: 418), Thread("main", running: .1, waits: [(TaskState.Sleeping, "futex", 2.14)]));

        Causes(GatedMetric.DiskSleep, 1.69, before, after).ShouldBe(
        [
            "all of the growth in fsync of thread \"writer\": 50 ms -> 1.74 s a run; 418 voluntary switches, 12 in the reference",
            "each of them waits for the storage: write more between two of them",
        ]);
        Causes(GatedMetric.WallTime, 1.69, before, after)[0].ShouldStartWith("all of the growth in fsync of thread \"writer\"");
        Causes(GatedMetric.WallTime, 1.69, before, after)[1].ShouldEndWith("in futex of thread \"main\": 450 ms -> 2.14 s a run; it waits for the others meanwhile");
    }

    [Fact]
    public void Threads_that_wait_for_work_for_as_long_as_the_run_lasts_are_never_the_first_cause()
    {
        AverageRun Of(double seconds) => Side(
            Thread("reader", running: .2, waits: [(TaskState.DiskSleep, "pread64", seconds - .2)]),
            Thread("timer", running: .01, waits: [(TaskState.Sleeping, "clock_nanosleep", seconds - .01)]),
            Thread("pool-#", running: .01, waits: [(TaskState.Sleeping, "futex", 8 * seconds)], threads: 8));

        foreach (var metric in new[] { GatedMetric.WallTime, GatedMetric.BlockedTime })
        {
            var causes = Causes(metric, 1, Of(1), Of(2));
            causes[0].ShouldContain("in pread64 of thread \"reader\"");
        }
    }

    [Fact]
    public void A_lock_under_which_a_thread_waits_for_storage_is_not_the_cause()
    {
        AverageRun Of(double flush) => Side(Thread("worker-#", running: .4, waits: [(TaskState.DiskSleep, "fsync", flush), (TaskState.Sleeping, "futex", 3 * flush)], threads: 4));

        Causes(GatedMetric.BlockedTime, 2, Of(.1), Of(.6))[0].ShouldContain("in fsync of threads \"worker-#\"");
    }

    [Fact]
    public void Threads_that_share_a_lock_come_before_the_one_that_waits_for_their_end()
    {
        var before = Side(Thread("main", running: .09, waits: [(TaskState.Sleeping, "futex", .099)]), Thread("worker-#", running: .08, runnable: .1, waits: [(TaskState.Sleeping, "futex", .081)], threads: 3));
        var after = Side(Thread("main", running: .09, waits: [(TaskState.Sleeping, "futex", .418)]), Thread("worker-#", running: .264, runnable: .1, waits: [(TaskState.Sleeping, "futex", .641)], threads: 3));

        Causes(GatedMetric.WallTime, .317, before, after)[0].ShouldContain("in futex of threads \"worker-#\"");
    }

    [Fact]
    public void A_name_is_known_however_many_waits_are_longer()
    {
        ImmutableArray<WaitTotal> run =
        [
            .. Enumerable.Range(1, 300).Select(i => new WaitTotal(TaskState.Sleeping, "read", $"/data/{i}", "reader", i, 1)),
            new WaitTotal(TaskState.Running, "", null, "io-poller", 0.001, 3),
        ];

        var average = WaitTotal.Average([run, run]);

        average.Length.ShouldBe(WaitTotal.MostWaits + 1);
        average[^1].ShouldBe(run[^1]);
        average[0].Target.ShouldBe("/data/300");
    }

    [Fact]
    public void Threads_of_one_name_are_counted_under_all_their_entries()
    {
        ImmutableArray<WaitTotal> before = [new WaitTotal(TaskState.Running, "", null, "worker-1", 0.5, 0.5), new WaitTotal(TaskState.Running, "", null, "worker-#", 1, 4)];

        GrowthParts.Threads(before, []).Single().Threads.CountBefore.ShouldBe(4.5);
    }

    [Fact]
    public void More_threads_than_CPUs_are_told_by_their_number()
    {
        Causes(GatedMetric.RunQueueDelay, 3, Side(Thread("worker-#", running: .4, runnable: .2, threads: 2)), Side(Thread("worker-#", running: .8, runnable: 3.2, threads: 8))).ShouldBe(
        [
            "all of the growth waiting for a CPU in threads \"worker-#\": 200 ms -> 3.2 s a run; 8 threads, 2 in the reference",
            "there are more threads than the 2 CPUs can run: let fewer of them work at a time",
        ]);
    }

    [Fact]
    public void On_a_busy_machine_more_CPU_time_is_the_cause_and_the_longer_wait_for_a_CPU_follows_from_it()
    {
        var causes = Causes(GatedMetric.WallTime, .2, Side(Thread("worker", running: .1, runnable: .12)), Side(Thread("worker", running: .19, runnable: .23)));

        causes[0].ShouldBe("45 % of the growth on a CPU in thread \"worker\": 100 ms -> 190 ms a run");
        causes[1].ShouldBe("55 % of the growth waiting for a CPU in thread \"worker\": 120 ms -> 230 ms a run; on a busy machine it grows with the CPU time");
    }

    [Fact]
    public void Threads_of_one_name_are_the_same_whatever_their_numbers()
    {
        var one = Side(Thread("worker-3", running: 1));

        Causes(GatedMetric.CpuTime, 1, one, Side(Thread("worker-#", running: 2, threads: 2))).ShouldBe(
            ["all of the growth on a CPU in threads \"worker-#\": 1 s -> 2 s a run; 2 threads, 1 in the reference", "there are more threads, not slower ones"]);
    }

    [Fact]
    public void Calls_that_could_not_be_read_are_said_to_be_unknown()
    {
        var causes = Causes(GatedMetric.Sleeping, 1, Side(Thread("a", waits: [(TaskState.Sleeping, "unknown", 1)])), Side(Thread("a", waits: [(TaskState.Sleeping, "unknown", 2)])));

        causes.ShouldHaveSingleItem().ShouldBe("all of the growth in a call that isn't known of thread \"a\": 1 s -> 2 s a run");
    }

    [Fact]
    public void A_metric_that_did_not_regress_has_no_cause()
    {
        var comparison = new Comparison { Kind = ComparisonKind.Stored, Outcome = VerdictOutcome.Ok, Metrics = [MadeUpComparison.WallTime] };

        Growth.Explain(comparison, Side(Thread("a", running: 1)).Totals, Side(Thread("a", running: 2)).Totals).Metrics[0].Causes.ShouldBeEmpty();
    }

    [Fact]
    public void The_order_of_what_was_seen_never_matters()
    {
        string[] calls = ["fsync", "futex", "clock_nanosleep", "read", "unknown"];
        var wait = Gen.Select(Gen.Int[0, 4].Select(i => calls[i]), Gen.Int[0, 3], Gen.Double[0, 5], Gen.Bool.Select(b => b ? TaskState.Sleeping : TaskState.DiskSleep))
            .Select((call, thread, seconds, state) => new WaitTotal(state, call, null, $"t{(char)('a' + thread)}", seconds, 1));
        var whole = Gen.Select(Gen.Int[0, 3], Gen.Double[0, 5], Gen.Bool.Select(b => b ? TaskState.Running : TaskState.Runnable))
            .Select((thread, seconds, state) => new WaitTotal(state, "", null, $"t{(char)('a' + thread)}", seconds, 1));
        var side = Gen.Select(wait.Array[0, 8], whole.Array[0, 6]).Select((w, s) => WaitTotal.Average([[.. w, .. s]]));

        Gen.Select(side, side, Gen.Int).Sample((before, after, seed) =>
        {
            var random = new Random(seed);
            var (mixedBefore, mixedAfter) = (Mixed(before, random), Mixed(after, random));
            foreach (var metric in new[] { GatedMetric.WallTime, GatedMetric.BlockedTime, GatedMetric.CpuTime, GatedMetric.RunQueueDelay })
            {
                var causes = Causes(metric, 1, new AverageRun(before), new AverageRun(after));
                causes.ShouldBe(Causes(metric, 1, new AverageRun(mixedBefore), new AverageRun(mixedAfter)));
                causes.Length.ShouldBeLessThanOrEqualTo(4);
            }
        });
    }

    [Fact]
    public void The_same_on_both_sides_has_no_cause() =>
        Gen.Select(Gen.Double[0.1, 5], Gen.Double[0.1, 5]).Sample((running, waiting) =>
        {
            var side = Side(Thread("a", running: running, waits: [(TaskState.Sleeping, "futex", waiting)]));

            Growth.Parts(GatedMetric.WallTime, side.Totals, side.Totals).ShouldBeEmpty();
        });

    [Fact]
    public void The_average_run_drops_targets_that_few_runs_have_and_keeps_the_others()
    {
        ImmutableArray<WaitTotal> Run(string temporary) =>
            [new(TaskState.DiskSleep, "fsync", temporary, "w", 1, 10), new(TaskState.DiskSleep, "fsync", "/data/log", "w", 2, 20)];

        var average = WaitTotal.Average([Run("/tmp/a"), Run("/tmp/b"), Run("/tmp/c")]);

        average.ShouldBe([new(TaskState.DiskSleep, "fsync", "/data/log", "w", 2, 20), new(TaskState.DiskSleep, "fsync", null, "w", 1, 10)]);
    }

    [Fact]
    public void Threads_that_differ_in_a_number_are_one_and_pipes_have_no_number()
    {
        var run = Made.Profile(Made.Thread(1, "worker-0", running: 1), Made.Thread(2, "worker-1", running: 2), Made.Thread(3, "main-7", running: 3)) with
        {
            Waits = [new Wait { ThreadId = 2, State = TaskState.Sleeping, Call = "read", Target = "pipe:[123]", Time = Made.Seconds(1), Count = 2 }],
        };

        WaitTotal.Of(run, ThreadSet.Default).ShouldBe(
        [
            new(TaskState.Running, "", null, "worker-#", 3, 2),
            new(TaskState.Running, "", null, "main-7", 3, 1),
            new(TaskState.Sleeping, "read", "pipe", "worker-#", 1, 2),
        ]);
    }

    private static ImmutableArray<WaitTotal> Mixed(ImmutableArray<WaitTotal> totals, Random random)
    {
        var mixed = totals.ToArray();
        random.Shuffle(mixed);
        return [.. mixed];
    }

    private static ImmutableArray<string> Causes(GatedMetric metric, double shift, AverageRun before, AverageRun after) => Growth.Explain(
        new Comparison
        {
            Kind = ComparisonKind.Interleaved,
            Outcome = VerdictOutcome.Regressed,
            Metrics = [new MetricComparison { Metric = metric, Outcome = VerdictOutcome.Regressed, Shift = shift }],
        },
        before.Totals,
        after.Totals,
        cpus: 2).Metrics[0].Causes;

    private static AverageRun Side(params WaitTotal[][] threads) => new([.. threads.SelectMany(t => t)]);

    /// <summary>All that one name's threads did: the whole of each state, and the waits in it.</summary>
    private static WaitTotal[] Thread(string name, double running = 0, double runnable = 0, (TaskState State, string Call, double Seconds)[]? waits = null, double threads = 1, double voluntary = 0)
    {
        waits ??= [];
        return
        [
            new(TaskState.Running, "", null, name, running, threads),
            new(TaskState.Runnable, "", null, name, runnable, 0),
            .. waits.Select(w => w.State).Append(TaskState.Sleeping).Distinct()
                .Select(s => new WaitTotal(s, "", null, name, waits.Where(w => w.State == s).Sum(w => w.Seconds), s == TaskState.Sleeping ? voluntary : 0)),
            .. waits.Select(w => new WaitTotal(w.State, w.Call, null, name, w.Seconds, 5)),
        ];
    }

    /// <summary>What the average run of one side did.</summary>
    private sealed record AverageRun(ImmutableArray<WaitTotal> Totals);
}
