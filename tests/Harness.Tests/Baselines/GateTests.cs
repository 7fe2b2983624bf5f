using System.Collections.Immutable;
using CsCheck;
using RunScope.Testing.Analysis;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Baselines;

namespace RunScope.Testing.Tests.Baselines;

public class GateTests
{
    private static readonly GateRules OneMetric = new() { Metrics = [GatedMetric.WallTime] };

    private static readonly Gen<double[]> Runs = Gen.Double[0.9, 1.1].Array[10];

    [Fact]
    public void Pairs_that_all_grew_by_a_fifth_have_regressed()
    {
        var judged = Paired(Wobbling(1.0), Wobbling(1.2));

        judged.Outcome.ShouldBe(VerdictOutcome.Regressed);
        judged.Shift.ShouldBe(0.2, 0.01);
        judged.Relative!.Value.ShouldBe(0.2, 0.01);
        judged.Low!.Value.ShouldBeGreaterThan(0);
        judged.Confidence.ShouldBeGreaterThanOrEqualTo(0.98);
    }

    [Fact]
    public void A_growth_below_the_minimum_effect_is_ok_however_sure_it_is() =>
        Paired(Wobbling(1.0), [.. Wobbling(1.0).Select(v => v + 0.02)]).Outcome.ShouldBe(VerdictOutcome.Ok);

    [Fact]
    public void A_growth_below_the_floor_is_ok_however_large_a_share_it_is() =>
        Paired([.. Wobbling(1.0).Select(v => v / 1000)], [.. Wobbling(3.0).Select(v => v / 1000)]).Outcome.ShouldBe(VerdictOutcome.Ok);

    [Fact]
    public void Runs_that_differ_too_much_to_exclude_a_growth_that_matters_are_inconclusive()
    {
        double[] wild = [1, 1.4, 0.8, 1.3, 0.7, 1.1, 1.5, 0.9, 1.2, 0.6];

        var judged = Paired(wild, [.. wild.Reverse()]);

        judged.Outcome.ShouldBe(VerdictOutcome.Inconclusive);
        judged.Notes.ShouldHaveSingleItem().ShouldContain("MaxRuns");
    }

    [Fact]
    public void A_look_without_alpha_never_finds_anything_worse() =>
        Gen.Select(Runs, Runs).Sample((a, b) => PairedGate.Judge(GatedMetric.WallTime, [.. a], [.. b.Select(v => v * 2)], OneMetric, 0).Outcome.ShouldNotBe(VerdictOutcome.Regressed));

    [Fact]
    public void Turning_base_and_head_round_turns_regressed_into_improved() =>
        Gen.Select(Runs, Runs, Gen.Double[1.3, 2]).Sample((a, b, factor) =>
        {
            double[] slow = [.. b.Select(v => v * factor)];
            var (there, back) = (Paired(a, slow), Paired(slow, a));

            (there.Outcome, back.Outcome).ShouldBe((VerdictOutcome.Regressed, VerdictOutcome.Improved));
            back.Shift.ShouldBe(-there.Shift, 1e-9);
        });

    [Fact]
    public void The_order_of_the_pairs_doesnt_matter() =>
        Gen.Select(Runs, Runs).Sample((a, b) => Paired([.. a.Reverse()], [.. b.Reverse()]).Outcome.ShouldBe(Paired(a, b).Outcome));

    [Fact]
    public void More_of_a_growth_never_makes_it_less_of_a_regression() =>
        Gen.Select(Runs, Runs, Gen.Double[0, 0.5]).Sample((a, b, more) =>
        {
            if (Paired(a, b).Outcome == VerdictOutcome.Regressed) Paired(a, [.. b.Select(v => v + more)]).Outcome.ShouldBe(VerdictOutcome.Regressed);
        });

    [Fact]
    public void A_growth_that_isnt_confirmed_on_fresh_pairs_is_no_regression_and_says_so()
    {
        var look = Look.At(10, 10).Last();
        var screen = Comparisons.Screen(OneMetric, Samples(Wobbling(1.0)), Samples(Wobbling(1.2)), look);
        screen.Outcome.ShouldBe(VerdictOutcome.Regressed);

        var confirmed = Comparisons.Confirm(OneMetric, screen, Samples(Wobbling(1.0)), Samples([.. Wobbling(1.0).Reverse()]));

        confirmed.Outcome.ShouldBe(VerdictOutcome.Ok);
        confirmed.Notes.ShouldHaveSingleItem().ShouldContain("fresh runs didn't confirm it");
        confirmed.Screen.ShouldHaveSingleItem().Outcome.ShouldBe(VerdictOutcome.Regressed);
    }

    [Fact]
    public void What_fresh_runs_do_not_know_is_not_called_unconfirmed_by_them()
    {
        var screen = Comparisons.Screen(OneMetric, Samples(Wobbling(1.0)), Samples(Wobbling(1.2)), Look.At(10, 10).Last());

        var confirmed = Comparisons.Confirm(OneMetric, screen, Samples(Wobbling(1.0)), MadeUpRuns.Of(GatedMetric.CpuTime, Wobbling(1.2)));

        confirmed.Outcome.ShouldBe(VerdictOutcome.Inconclusive);
        confirmed.Notes.ShouldBe(["WallTime looked worse at first, and couldn't be confirmed: it isn't known in 10 of 20 runs"]);
    }

    [Fact]
    public void What_was_open_when_another_metric_was_red_is_judged_by_all_pairs_in_the_end()
    {
        var rules = new GateRules { Metrics = [GatedMetric.WallTime, GatedMetric.CpuTime] };
        double[] wild = [1, 1.3, 0.8, 1.2, 0.7, 1.1, 1.3, 0.9, 1.2, 0.7];
        var screen = Comparisons.Screen(rules, Both(Wobbling(1.0), wild), Both(Wobbling(1.2), [.. wild.Reverse()]), Look.At(10, 20).First(l => l.Pairs == 10));
        screen.Metrics[1].Outcome.ShouldBe(VerdictOutcome.Inconclusive);
        screen.Metrics[1].Notes.ShouldBe(["it wasn't clear yet when another metric was red, which ended the pairs"]);

        double[] calm = [.. Wobbling(1.0), .. Wobbling(1.0)];
        var confirmed = Comparisons.Confirm(rules, screen, Both([.. Wobbling(1.0), .. Wobbling(1.0)], calm), Both([.. Wobbling(1.2), .. Wobbling(1.2)], calm));

        confirmed.Metrics.Select(m => m.Outcome).ShouldBe([VerdictOutcome.Regressed, VerdictOutcome.Ok]);
        confirmed.Metrics[1].Head.Length.ShouldBe(30);

        static RunSample[] Both(double[] wall, double[] cpu) => [.. wall.Zip(cpu, (w, c) => MadeUpRuns.Run((GatedMetric.WallTime, w), (GatedMetric.CpuTime, c)))];
    }

    [Theory]
    [InlineData("wroker-*", VerdictOutcome.Regressed)]
    [InlineData("Application", VerdictOutcome.Inconclusive)]
    public void A_declared_set_that_matches_no_thread_is_never_well(string threads, VerdictOutcome outcome)
    {
        var rules = new GateRules { Metrics = [GatedMetric.BlockedTime], Threads = ThreadSet.Parse(threads, null) };
        RunSample[] none = [.. Enumerable.Repeat(MadeUpRuns.Run() with { HasThreads = false }, 10)];
        RunSample[] some = [.. MadeUpRuns.Of(GatedMetric.BlockedTime, Wobbling(1))];

        var screen = Comparisons.Screen(rules, none, none, Look.At(10, 20).First());

        screen.Outcome.ShouldBe(outcome);
        screen.Metrics.ShouldHaveSingleItem().Notes.ShouldHaveSingleItem().ShouldBe($"no thread of {rules.Threads} was there in 20 of 20 runs");
        Comparisons.IsClear(screen).ShouldBeTrue("more pairs would tell nothing");
        Comparisons.NeedsConfirmation(screen).ShouldBeFalse();
        Comparisons.Screen(rules, none, some, Look.At(10, 20).First()).Outcome.ShouldBe(VerdictOutcome.Inconclusive);
        Comparisons.Screen(rules, some, none, Look.At(10, 20).First()).Outcome.ShouldBe(outcome);
    }

    [Fact]
    public void A_number_that_some_run_lacks_is_inconclusive_and_never_zero()
    {
        var comparison = Comparisons.Screen(OneMetric with { Metrics = [GatedMetric.PeakMemory] }, Samples(Wobbling(1)), Samples(Wobbling(1)), Look.At(10, 10).Last());

        var metric = comparison.Metrics.ShouldHaveSingleItem();
        metric.Outcome.ShouldBe(VerdictOutcome.Inconclusive);
        double.IsNaN(metric.Shift).ShouldBeTrue();
    }

    [Fact]
    public void The_looks_spend_all_of_alpha_and_no_more() =>
        Gen.Select(Gen.Int[4, 60], Gen.Int[4, 200]).Sample((runs, maxRuns) =>
        {
            Look[] looks = [.. Look.At(runs, maxRuns)];

            looks.Sum(l => l.AlphaShare).ShouldBe(1, 1e-9);
            looks.Select(l => l.Pairs).ShouldBe(looks.Select(l => l.Pairs).Distinct().Order());
            looks.Count(l => l.IsLast).ShouldBe(1);
            looks[^1].ShouldSatisfyAllConditions(l => l.IsLast.ShouldBeTrue(), l => l.Pairs.ShouldBe(Math.Max(runs, maxRuns)));
        });

    [Fact]
    public void One_accepted_job_makes_no_more_than_inconclusive_of_a_growth_of_a_fifth() =>
        Stored([Wobbling(1.0)], Wobbling(1.2)).Outcome.ShouldBe(VerdictOutcome.Inconclusive);

    [Fact]
    public void One_accepted_job_is_enough_for_twice_the_time() => Stored([Wobbling(1.0)], Wobbling(2.0)).Outcome.ShouldBe(VerdictOutcome.Regressed);

    [Fact]
    public void Five_jobs_that_lie_close_together_are_enough_for_a_fifth() =>
        Stored([Wobbling(1.0), Wobbling(1.01), Wobbling(0.99), Wobbling(1.02), Wobbling(0.98)], Wobbling(1.2)).Outcome.ShouldBe(VerdictOutcome.Regressed);

    [Fact]
    public void Five_jobs_that_lie_as_far_apart_as_the_growth_excuse_it() =>
        Stored([Wobbling(1.0), Wobbling(1.08), Wobbling(0.94), Wobbling(1.05), Wobbling(0.97)], Wobbling(1.12)).Outcome.ShouldBe(VerdictOutcome.Ok);

    [Fact]
    public void Jobs_that_lie_so_far_apart_that_nothing_would_show_are_inconclusive()
    {
        var judged = Stored([Wobbling(1.0), Wobbling(1.3), Wobbling(0.8), Wobbling(1.2), Wobbling(0.9)], Wobbling(1.0));

        judged.Outcome.ShouldBe(VerdictOutcome.Inconclusive);
        judged.Notes.ShouldHaveSingleItem().ShouldContain("ReferenceFrom");
    }

    [Fact]
    public void Runs_of_one_job_that_differ_too_much_to_exclude_a_large_growth_are_inconclusive()
    {
        double[] before = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
        double[] now = [0.3, 2.5, 0.4, 2.4, 0.5, 2.3, 0.6, 2.2, 0.7, 2.1];

        var judged = Stored([before], now);

        judged.Outcome.ShouldBe(VerdictOutcome.Inconclusive);
        judged.High!.Value.ShouldBeGreaterThan(0.51);
        judged.Notes.ShouldHaveSingleItem().ShouldContain("exclude a growth of 50 %");
    }

    [Fact]
    public void A_growth_that_jobs_far_apart_excuse_isnt_ok_where_it_may_be_large()
    {
        var judged = Stored([Wobbling(1.0), Wobbling(1.12), Wobbling(0.9), Wobbling(1.06), Wobbling(0.94)], Wobbling(1.34));

        judged.Outcome.ShouldBe(VerdictOutcome.Inconclusive);
        judged.Notes.ShouldHaveSingleItem().ShouldContain("above the accepted jobs");
    }

    [Fact]
    public void Ok_excludes_a_large_growth_by_the_interval_that_is_shown() =>
        Gen.Select(Gen.Double[0.2, 2].Array[10].Array[1, 8], Gen.Double[0.2, 2].Array[10]).Sample((jobs, now) =>
        {
            var judged = Stored(jobs, now);

            if (judged.Outcome == VerdictOutcome.Ok) judged.High!.Value.ShouldBeLessThanOrEqualTo((GateRules.LargeEffect * judged.BaseCenter) + OneMetric.FloorOf(GatedMetric.WallTime) + 1e-9);
        });

    [Fact]
    public void The_same_number_in_every_run_is_ok_where_nothing_is_tolerated()
    {
        var rules = new GateRules { Metrics = [GatedMetric.BytesRead], MinEffect = 0, Floors = ImmutableDictionary<MetricUnit, double>.Empty.Add(MetricUnit.Bytes, 0) };
        ImmutableArray<double> none = [.. new double[10]];

        PairedGate.Judge(GatedMetric.BytesRead, none, none, rules, GateRules.Alpha).Outcome.ShouldBe(VerdictOutcome.Ok);
        StoredGate.Judge(GatedMetric.BytesRead, [none], none, rules, GateRules.Alpha).Outcome.ShouldBe(VerdictOutcome.Ok);
        StoredGate.Judge(GatedMetric.BytesRead, [.. Enumerable.Repeat(none, 5)], none, rules, GateRules.Alpha).Outcome.ShouldBe(VerdictOutcome.Ok);
    }

    [Fact]
    public void The_order_of_the_accepted_jobs_doesnt_matter() =>
        Gen.Select(Runs.Array[1, 8], Runs).Sample((jobs, now) =>
        {
            var (forth, back) = (Stored(jobs, now), Stored([.. jobs.Reverse()], now));

            back.Outcome.ShouldBe(forth.Outcome);
            back.Shift.ShouldBe(forth.Shift, 1e-9);
        });

    [Fact]
    public void The_same_runs_always_give_the_same_verdict() =>
        Gen.Select(Runs.Array[1, 8], Runs).Sample((jobs, now) =>
        {
            var (first, second) = (Stored(jobs, now), Stored(jobs, now));

            (second.Outcome, second.Shift, second.Low, second.High).ShouldBe((first.Outcome, first.Shift, first.Low, first.High));
        });

    private static MetricComparison Paired(double[] before, double[] after) => PairedGate.Judge(GatedMetric.WallTime, [.. before], [.. after], OneMetric, GateRules.Alpha);

    private static MetricComparison Stored(double[][] jobs, double[] now) =>
        StoredGate.Judge(GatedMetric.WallTime, [.. jobs.Select(j => j.ToImmutableArray())], [.. now], OneMetric, GateRules.Alpha);

    private static double[] Wobbling(double center) => [.. new[] { 0, 0.3, -0.2, 0.1, -0.4, 0.2, -0.1, 0.4, -0.3, 0.05 }.Select(w => center * (1 + (w / 50)))];

    private static ImmutableArray<RunSample> Samples(double[] wallTimes) => MadeUpRuns.Of(GatedMetric.WallTime, wallTimes);
}
