using System.Collections.Immutable;
using CsCheck;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Baselines;
using RunScope.Testing.Reporting;

namespace RunScope.Testing.Tests;

public class CalibrationTests
{
    private static readonly GateRules OneMetric = new() { Metrics = [GatedMetric.WallTime] };

    private static readonly Gen<ImmutableArray<RunSample>> GenRuns =
        Gen.Double[0.5, 2].Select(v => MadeUpRuns.Run((GatedMetric.WallTime, v))).Array[24].Select(a => a.ToImmutableArray());

    [Fact]
    public void The_growth_that_pairs_need_to_be_red_is_exactly_what_turns_the_rule_red() =>
        Gen.Select(GenRuns, GenRuns, Gen.Double[0.001, 0.02], Gen.OneOf(Gen.Const(1.0), Gen.Const(GateRules.ConfirmedPart))).Sample((before, after, alpha, part) =>
        {
            var needed = DetectableGrowth.NeededBy(GatedMetric.WallTime, OneMetric, new SamplePairs(before, after), alpha, part);

            Judged(needed + 1e-9).ShouldBe(VerdictOutcome.Regressed);
            Judged(needed - 1e-9).ShouldNotBe(VerdictOutcome.Regressed);

            VerdictOutcome Judged(double growth) =>
                PairedGate.Judge(GatedMetric.WallTime, Values(before), [.. Values(after).Select(v => v + growth)], OneMetric, alpha, part).Outcome;
        }, iter: 200);

    [Fact]
    public void The_same_runs_give_the_same_words() =>
        Text(20, 0.05).ShouldBe(Text(20, 0.05));

    [Fact]
    public void Independent_normal_noise_is_calibrated_as_theory_has_it()
    {
        // The mean of n differences has a deviation of CV * sqrt(2/n), the rank test a little more (efficiency 3/pi); 80 % power at one-sided 1 %: z = 2.326 + 0.842.
        var runs = MadeUpRuns.Normal(800, 0.05, seed: 3);
        var calibrated = Calibration.Of(OneMetric with { Confirm = false }, runs[..400], runs[400..], TimeSpan.FromSeconds(1));

        foreach (var growth in calibrated.Metrics.Single().Growth.Where(g => g.Pairs >= 20))
        {
            var theory = (2.326 + 0.842) * 0.05 * Math.Sqrt(2.0 / growth.Pairs / (3 / Math.PI));
            growth.Alone!.Value.ShouldBeInRange(theory * 0.85, theory * 1.15);
        }

        calibrated.Metrics.Single().Deviation.ShouldBeInRange(0.045, 0.055);
        calibrated.Metrics.Single().DeviationInPairs.ShouldBeInRange(0.045, 0.055);
    }

    [Fact]
    public void False_reds_are_as_rare_as_alpha_says_and_a_difference_by_chance_does_not_raise_them()
    {
        // With no effect and no floor to hide behind, the screen's rate is alpha; the recorded heads lie 2 % higher, as chance may have it.
        var rules = OneMetric with { MinEffect = 0, Floors = ImmutableDictionary<MetricUnit, double>.Empty.Add(MetricUnit.Seconds, 0) };
        var before = MadeUpRuns.Normal(40, 0.05, seed: 5);
        var after = MadeUpRuns.Normal(40, 0.05, seed: 6, center: 1.02);

        var reds = Calibration.Of(rules, before, after, TimeSpan.FromSeconds(1)).FalseReds!;

        ((double)reds.Screen / reds.Trials).ShouldBeInRange(0.001, 0.02);
        reds.Confirmed.ShouldBeLessThanOrEqualTo(reds.Screen / 4);
    }

    [Fact]
    public void More_noise_needs_more_growth_and_more_pairs_need_less()
    {
        var quiet = Calibrated(20, 0.03).Metrics.Single().Growth;
        var noisy = Calibrated(20, 0.10).Metrics.Single().Growth;

        foreach (var (q, n) in quiet.Zip(noisy).Where(p => p.First.Alone is not null)) q.Alone!.Value.ShouldBeLessThan(n.Alone!.Value);
        noisy.Where(g => g.Alone is not null).Select(g => g.Alone!.Value).ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public void Too_few_pairs_for_the_error_rate_get_no_number()
    {
        var growth = Calibrated(20, 0.02).Metrics.Single().Growth;

        growth.Single(g => g.Pairs == 5).Alone.ShouldBeNull();
        growth.Single(g => g.Pairs == 10).Alone.ShouldNotBeNull();
        Text(20, 0.02).ShouldContain("so few pairs can't be red however much it grew: at least 7 are needed for an error rate of 1 %");
    }

    [Fact]
    public void What_shows_is_said_in_one_line_with_the_time_that_it_takes() =>
        CalibrationText.InOneLine(Calibrated(20, 0.02))!.ShouldMatch(@"^On this machine a growth of WallTime by \d\.\d % shows in 20 s \(10 pairs\), by \d\.\d % in 40 s \(20 pairs\), by \d\.\d % in 80 s \(40 pairs\)\.$");

    [Fact]
    public void What_is_below_the_minimum_effect_is_never_said_to_show() =>
        Calibrated(20, 0.001).Metrics.Single().Growth.Where(g => g.Alone is not null).ShouldAllBe(g => g.Alone > 0.0299);

    [Fact]
    public void A_floor_that_hides_what_the_minimum_effect_would_show_is_told() =>
        CalibrationText.Of(Calibration.Of(OneMetric, MadeUpRuns.Normal(10, 0.01, 1, 0.1), MadeUpRuns.Normal(10, 0.01, 2, 0.1), TimeSpan.FromSeconds(0.1)))
            .ShouldContain("note: the floor of 10 ms is 10.0 % of WallTime: longer runs, or a lower floor, show less");

    [Fact]
    public void A_program_that_runs_in_either_of_two_ways_is_told()
    {
        ImmutableArray<RunSample> runs = [.. Enumerable.Range(0, 40).Select(i => MadeUpRuns.Run((GatedMetric.WallTime, (i * 7 % 5 < 2 ? 1.5 : 1.0) + (0.001 * (i % 9)))))];

        var text = CalibrationText.Of(Calibration.Of(OneMetric, runs[..20], runs[20..], TimeSpan.FromSeconds(1)));

        text.ShouldContain("WallTime falls into two groups, 24 runs at 1 s and 16 at 1.5 s");
    }

    [Fact]
    public void A_metric_that_is_not_known_in_every_run_has_no_figures()
    {
        var runs = MadeUpRuns.Normal(20, 0.05, seed: 1);
        var calibrated = Calibration.Of(OneMetric with { Metrics = [GatedMetric.WallTime, GatedMetric.CpuTime] }, runs[..10], runs[10..], TimeSpan.FromSeconds(1));

        calibrated.FalseReds.ShouldBeNull();
        calibrated.Metrics[1].Known.ShouldBeFalse();
        CalibrationText.Of(calibrated).ShouldContain("note: CpuTime isn't known in 20 of 20 runs");
    }

    [Fact]
    public void With_few_pairs_it_says_that_they_are_too_few()
    {
        var text = Text(5, 0.05);

        text.ShouldContain("With 5 pairs there is nothing to say");
        text.ShouldNotContain("unchanged code");
        Text(0, 0.05).ShouldContain("With 0 pairs there is nothing to say");
    }

    [Fact]
    public void Lasting_noise_is_kept_together()
    {
        ImmutableArray<RunSample> runs = [.. Enumerable.Range(0, 27).Select(i => MadeUpRuns.Run((GatedMetric.WallTime, i)))];
        var draws = new PairResampling(new SamplePairs(runs, runs), 1);

        double[] drawn = [.. draws.Draw(300).Base.Select(r => r.Metrics[GatedMetric.WallTime]!.Value)];

        draws.BlockLength.ShouldBe(3);
        drawn.Chunk(3).ShouldAllBe(block => (block[0] + 1) % 27 == block[1] && (block[1] + 1) % 27 == block[2]);
        drawn.Distinct().Count().ShouldBe(27);
    }

    private static ImmutableArray<double> Values(ImmutableArray<RunSample> runs) => [.. runs.Select(r => r.Metrics[GatedMetric.WallTime]!.Value)];

    private static Calibration Calibrated(int pairs, double variation) =>
        Calibration.Of(OneMetric, MadeUpRuns.Normal(pairs, variation, seed: 11), MadeUpRuns.Normal(pairs, variation, seed: 12), TimeSpan.FromSeconds(1));

    private static string Text(int pairs, double variation) => CalibrationText.Of(Calibrated(pairs, variation));
}
