using RunScope.Testing.Assertions;
using RunScope.Testing.Baselines;

namespace RunScope.Testing.Tests.Baselines;

public class ComparisonMessageTests
{
    [Fact]
    public void A_regression_says_effect_interval_runs_cause_and_advice_before_everything_that_is_well()
    {
        Message(MadeUpComparison.Regressed, new WallTimeAttribute { AtMost = "30s" }).ShouldBe("""
            Importing: 0 of 1 limit missed, 1 of 4 metrics regressed against the reference build (old/compress) (gzip, 1 run, 2.31 s wall, 2 threads, engine procfs)
              ok: WallTime at most 30 s, was 2.31 s
              DiskSleep   regressed +1.84 s, +594 % (0.31 -> 2.15 s, 95 % CI +1.61..+2.13, 20 fresh pairs)
                          92 % of the growth in fsync(/data/out.gz) of thread "writer": 52 ms -> 1.74 s a run; 418 voluntary switches, 12 in the reference
                          each of them waits for the storage: write more between two of them
                          confirms the screen: +1.79 s, +559 % (0.32 -> 2.11 s, 99 % CI +1.50..+2.20, 10 pairs)
              PeakMemory  inconclusive +1.50 MiB, +3.3 % (46.00 -> 47.50 MiB, 99 % CI -2.00..+5.50, 10 pairs)
                          a growth of up to 5.50 MiB isn't excluded, and 1.38 MiB matter: raise MaxRuns, or run it where less else runs
              CpuTime     improved -0.30 s, -25.0 % (1.20 -> 0.90 s, 99 % CI -0.31..-0.29, 10 pairs)
              ok: WallTime -0.005 s, -0.2 % (2.040 -> 2.035 s, 99 % CI -0.026..+0.016, 10 pairs)
              note: 2 of 62 runs were repeated: others on the machine kept the program waiting for a CPU
              report: TestResults/runscope/Importing.html
            """);
    }

    [Fact]
    public void Without_limits_the_head_line_is_about_the_comparison_alone()
    {
        Message(MadeUpComparison.Missing).ShouldBe("""
            Importing: no baseline to compare with (gzip, 1 run, 2.31 s wall, 2 threads, engine procfs)
              there is no baseline yet: run it with RUNSCOPE_ACCEPT=1 to accept this job
              report: TestResults/runscope/Importing.html
            """);
    }

    [Fact]
    public void A_test_that_is_well_says_in_one_line_what_was_compared_and_what_is_excluded()
    {
        var verdict = Limits.Judge("t", [Made.Gzip()], [new WallTimeAttribute { AtMost = "30s" }]) with { Baseline = MadeUpComparison.Stored };

        FailureMessage.Summary(verdict, [Made.Gzip()]).ShouldBe(
            "t: 1 limit kept; no regression against 7 accepted jobs: WallTime -0.3 % (99 % CI -1.9..+1.2), ContextSwitches +0.5 % (99 % CI -0.6..+1.6), 10 runs "
            + "(gzip, 1 run, 2.31 s wall, 2 threads, engine procfs)");
    }

    [Fact]
    public void A_stored_baseline_names_its_file_and_why_nothing_better_can_be_said()
    {
        var text = Message(MadeUpComparison.Stored with { Outcome = VerdictOutcome.Inconclusive, Reasons = ["the baseline is from another machine: there were 8 CPUs, here are 2"] });

        text.ShouldStartWith("Importing: comparison against 7 accepted jobs inconclusive (");
        text.ShouldContain("\n  inconclusive: the baseline is from another machine: there were 8 CPUs, here are 2\n  ok: WallTime");
        text.ShouldContain("\n  baseline: /src/Baselines/Importing.baseline.json\n");
    }

    [Fact]
    public void Runs_that_fall_into_two_groups_are_told_with_both()
    {
        var metric = MadeUpComparison.WallTime with { Head = [1.02, 1.021, 1.019, 1.02, 1.31, 1.312, 1.308, 1.31], Tolerated = .03, Outcome = VerdictOutcome.Inconclusive };

        Message(MadeUpComparison.Regressed with { Metrics = [metric], Screen = [], Outcome = VerdictOutcome.Inconclusive })
            .ShouldContain("\n            the runs of the head fall into two groups, 4 at 1.020 s and 4 at 1.310 s\n");
    }

    [Fact]
    public void What_is_not_known_is_said_and_no_number_made_up()
    {
        var unknown = new MetricComparison
        {
            Metric = GatedMetric.BytesRead,
            Outcome = VerdictOutcome.Inconclusive,
            Shift = double.NaN,
            BaseCenter = double.NaN,
            HeadCenter = double.NaN,
            Notes = ["it isn't known in 3 of 20 runs"],
        };

        Message(MadeUpComparison.Regressed with { Metrics = [unknown], Screen = [], Outcome = VerdictOutcome.Inconclusive })
            .ShouldContain("\n  BytesRead  inconclusive not known\n             it isn't known in 3 of 20 runs\n");
    }

    [Fact]
    public void Nothing_of_a_process_can_break_a_line()
    {
        const string Hostile = "\u001b[2J\n\u202e<script>";
        var hostile = MadeUpComparison.Regressed with
        {
            Against = Hostile,
            File = Hostile,
            Reasons = [Hostile],
            Notes = [Hostile],
            Metrics = [MadeUpComparison.DiskSleep with { Causes = [Hostile], Notes = [Hostile] }],
        };

        var text = Message(hostile);

        text.Where(c => char.IsControl(c) && c != '\n').ShouldBeEmpty();
        text.ShouldNotContain("\u202e");
        text.Split('\n').Length.ShouldBe(9);
    }

    private static string Message(Comparison comparison, params ProfileAssertionAttribute[] limits) =>
        FailureMessage.Of(Limits.Judge("Importing", [Made.Gzip()], limits) with { Baseline = comparison }, [Made.Gzip()], "TestResults/runscope/Importing.html");
}
