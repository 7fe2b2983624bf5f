using CsCheck;
using RunScope.Testing.Analysis;
using RunScope.Testing.Assertions;

namespace RunScope.Testing.Tests;

public class EvaluationTests
{
    [Theory]
    [InlineData(0.20, FindingOutcome.Missed)]
    [InlineData(0.30, FindingOutcome.Inconclusive)]
    [InlineData(0.33, FindingOutcome.Inconclusive)]
    [InlineData(0.40, FindingOutcome.Kept)]
    public void A_sampled_share_is_judged_by_its_whole_interval(double atMost, FindingOutcome outcome)
    {
        var finding = new ThreadStateAttribute(TaskState.DiskSleep) { AtMost = atMost }.Evaluate([Made.Gzip()]);

        finding.Outcome.ShouldBe(outcome);
    }

    [Fact]
    public void An_exact_share_is_never_inconclusive_and_a_limit_may_be_met_exactly()
    {
        var profile = Made.Profile(Made.Thread(1, running: 0.9, sleeping: 0.1));

        new ThreadStateAttribute(TaskState.Running) { AtLeast = 0.9, AtMost = 0.9 }.Evaluate([profile]).Outcome.ShouldBe(FindingOutcome.Kept);
        new ThreadStateAttribute(TaskState.Running) { AtLeast = 0.9001 }.Evaluate([profile]).Outcome.ShouldBe(FindingOutcome.Missed);
    }

    [Fact]
    public void A_value_just_beyond_its_limit_gets_the_digits_that_show_it()
    {
        var profile = Made.Profile(Made.Thread(1, running: 0.8999, sleeping: 0.1001));

        var finding = new ThreadStateAttribute(TaskState.Running) { AtLeast = 0.9 }.Evaluate([profile]);

        finding.Limit.ShouldBe("at least 90.0 %");
        finding.Actual.ShouldBe("89.99 %");
    }

    [Fact]
    public void Widening_an_interval_never_makes_a_limit_missed()
    {
        var share = Gen.Double[0, 1];
        Gen.Select(share, share, share, share, share, share).Sample((a, b, c, d, low, high) =>
        {
            double[] ends = [.. new[] { a, b, c, d }.Order()];
            var narrow = new Interval((ends[1] + ends[2]) / 2, ends[1], ends[2]);
            var wide = new Interval(narrow.Value, ends[0], ends[3]);
            var bounds = Bounds.OfShares(Math.Min(low, high), Math.Max(low, high));

            if (bounds.Judge(narrow) == FindingOutcome.Inconclusive)
                bounds.Judge(wide).ShouldBe(FindingOutcome.Inconclusive);
            if (bounds.Judge(wide) != FindingOutcome.Inconclusive)
                bounds.Judge(narrow).ShouldBe(bounds.Judge(wide));
        });
    }

    [Fact]
    public void Several_runs_are_judged_by_their_median_and_show_their_spread()
    {
        ProcessProfile[] runs = [.. new[] { 1.0, 9, 2, 4 }.Select(s => Made.Gzip() with { WallTime = Made.Seconds(s) })];

        var finding = new WallTimeAttribute { AtMost = "3s" }.Evaluate([.. runs]);

        finding.Outcome.ShouldBe(FindingOutcome.Kept);
        finding.Value.ShouldBe(3);
        finding.Evidence.ShouldBe("median of 4 runs, 1 s..9 s; exact");
    }

    [Fact]
    public void Each_limit_has_its_own_median()
    {
        ProcessProfile Run(double running, double wall) => Made.Profile(Made.Thread(1, running: running, sleeping: 1 - running)) with { WallTime = Made.Seconds(wall) };

        var verdict = Limits.Judge(
            "t",
            [Run(0.1, 3), Run(0.5, 1), Run(0.9, 2)],
            [new ThreadStateAttribute(TaskState.Running) { AtLeast = 0.5 }, new WallTimeAttribute { AtMost = "2s" }]);

        verdict.Outcome.ShouldBe(VerdictOutcome.Ok);
        verdict.Findings.Select(f => f.Value).ShouldBe([0.5, 2.0]);
        verdict.Findings[0].Evidence.ShouldBe("median of 3 runs, 10.0 %..90.0 %; exact");
    }

    [Fact]
    public void A_set_without_a_thread_is_a_missed_limit_and_never_a_pass()
    {
        var finding = new ThreadStateAttribute(TaskState.DiskSleep) { AtMost = 1, Threads = "gzap" }.Evaluate([Made.Gzip()]);

        finding.Outcome.ShouldBe(FindingOutcome.Missed);
        finding.Actual.ShouldBe("over no thread");
        finding.Details.ShouldBe(["Threads = \"gzap\" matches none of 2 threads (\"gzip\", \"sh\")"]);
    }

    [Fact]
    public void A_set_without_a_thread_in_one_run_names_the_run()
    {
        var other = Made.Profile(Made.Thread(1, "other", running: 1));

        var finding = new OnCpuAttribute { AtMost = 100, Threads = "gzip" }.Evaluate([Made.Gzip(), other]);

        finding.Outcome.ShouldBe(FindingOutcome.Missed);
        finding.Actual.ShouldBe("over no thread in run 2 of 2");
    }

    [Fact]
    public void Threads_that_lived_no_time_cannot_be_judged()
    {
        var finding = new ThreadStateAttribute(TaskState.Running) { AtLeast = 0.5 }.Evaluate([Made.Profile(Made.Thread(1))]);

        finding.Outcome.ShouldBe(FindingOutcome.Inconclusive);
        finding.Actual.ShouldBe("not known");
    }

    [Fact]
    public void A_limit_in_thread_seconds_says_so()
    {
        var finding = new ThreadStateAttribute(TaskState.DiskSleep) { AtMostTime = "100ms", Threads = "All" }.Evaluate([Made.Gzip()]);

        finding.Outcome.ShouldBe(FindingOutcome.Missed);
        finding.Limit.ShouldBe("at most 100 ms");
        finding.Actual.ShouldBe("725 ms");
        finding.Evidence.ShouldBe("over All, 2 threads; 0.73 of 4.62 thread-s; sampled at 100 Hz, 95 % CI 0.65..0.78 thread-s");
        finding.Details.ShouldBe(["87 % of it in fsync(/data/out.gz), thread \"gzip\" 4127"]);
    }

    [Fact]
    public void Too_much_running_names_the_thread_that_ran_most()
    {
        var profile = Made.Profile(Made.Thread(1, "a", running: 1), Made.Thread(2, "b", running: 3));

        new ThreadStateAttribute(TaskState.Running) { AtMost = 0.5 }.Evaluate([profile]).Details.ShouldBe(["75 % of it in thread \"b\" 4128"]);
    }

    [Fact]
    public void Average_cpus_are_of_the_whole_tree_or_of_the_threads_named()
    {
        var profile = Made.Profile(Made.Thread(1, "a", running: 1), Made.Thread(2, "b", running: 2)) with { CpuTime = Made.Seconds(4), WallTime = Made.Seconds(2) };

        new OnCpuAttribute { AtLeast = 1 }.Evaluate([profile]).Value.ShouldBe(2);
        var named = new OnCpuAttribute { AtLeast = 1.5, Threads = "b" }.Evaluate([profile]);
        named.Value.ShouldBe(1);
        named.Limit.ShouldBe("at least 1.5 CPUs");
        named.Actual.ShouldBe("1.00 CPU");
        named.Evidence.ShouldBe("over \"b\", 1 thread; CPU time 2 s in 2 s, exact");
    }

    [Fact]
    public void A_number_of_cpus_that_the_machine_lacks_is_said_to_be_out_of_reach()
    {
        new OnCpuAttribute { AtLeast = 4 }.Evaluate([Made.Gzip()]).Details.ShouldBe(["no program can use that much here: 2 CPUs are available"]);
    }

    [Fact]
    public void What_could_not_be_read_is_inconclusive_and_not_0()
    {
        var blind = Made.Gzip() with { CpuTime = null };

        new CpuTimeAttribute { AtMost = "1s" }.Evaluate([blind]).Outcome.ShouldBe(FindingOutcome.Inconclusive);
        new OnCpuAttribute { AtMost = 1 }.Evaluate([blind]).Outcome.ShouldBe(FindingOutcome.Inconclusive);
    }
}
