using CsCheck;
using RunScope.Testing.Analysis.Statistics;

namespace RunScope.Testing.Tests.Analysis.Statistics;

public class RankIntervalTests
{
    private static readonly Gen<double[]> Values = Gen.Double[-100, 100].Array[4, 25];

    // The one-sided critical ranks of Wilcoxon's signed-rank test, as tables print them.
    [Theory]
    [InlineData(6, 0.025, 1)]
    [InlineData(10, 0.025, 9)]
    [InlineData(10, 0.01, 6)]
    [InlineData(10, 0.005, 4)]
    [InlineData(20, 0.025, 53)]
    [InlineData(20, 0.01, 44)]
    [InlineData(30, 0.025, 138)]
    public void The_end_of_the_signed_rank_interval_is_the_walsh_average_of_the_tables(int pairs, double alpha, int rank)
    {
        // Powers of 1.7 have averages that all differ.
        double[] differences = [.. Enumerable.Range(0, pairs).Select(i => Math.Pow(1.7, i) - 500)];
        double[] walsh = [.. differences.SelectMany((a, i) => differences[i..].Select(b => (a + b) / 2)).Order()];

        var interval = SignedRank.Interval(differences, alpha);

        interval.Low.ShouldBe(walsh[rank - 1]);
        interval.High.ShouldBe(walsh[^rank]);
        interval.Sufficient.ShouldBeTrue();
        interval.Confidence.ShouldBeGreaterThanOrEqualTo(1 - (2 * alpha));
    }

    [Fact]
    public void The_signed_rank_interval_excludes_zero_exactly_as_often_as_counting_all_signs_says() =>
        Gen.Select(Gen.Double[0.1, 10].Array[4, 9], Gen.Double[0.005, 0.2]).Sample((sizes, alpha) =>
        {
            var signs = 1 << sizes.Length;

            var excluded = Enumerable.Range(0, signs).Count(s =>
                SignedRank.Interval([.. sizes.Select((v, i) => (s >> i & 1) == 0 ? v : -v)], alpha) is { Sufficient: true, Low: > 0 });

            ((double)excluded / signs).ShouldBeLessThanOrEqualTo(alpha);
        }, iter: 300);

    [Theory]
    [InlineData(0.01, 7)]
    [InlineData(0.025, 6)]
    [InlineData(0.5, 1)]
    public void The_fewest_pairs_are_those_whose_signs_all_agree_by_chance_that_seldom(double alpha, int pairs)
    {
        SignedRank.FewestPairs(alpha).ShouldBe(pairs);

        SignedRank.Interval([.. Enumerable.Range(1, pairs).Select(i => (double)i)], alpha).Sufficient.ShouldBeTrue();
        SignedRank.Interval([.. Enumerable.Range(1, pairs - 1).Select(i => (double)i)], alpha).Sufficient.ShouldBeFalse();
    }

    // The critical values of the Mann-Whitney U at 2.5 % and 0.5 % on each side.
    [Theory]
    [InlineData(4, 4, 0.025, 1)]
    [InlineData(5, 8, 0.025, 7)]
    [InlineData(10, 10, 0.025, 24)]
    [InlineData(10, 10, 0.005, 17)]
    [InlineData(8, 20, 0.025, 42)]
    public void The_end_of_the_rank_sum_interval_is_the_difference_of_the_tables(int before, int after, double alpha, int rank)
    {
        double[] a = [.. Enumerable.Range(0, before).Select(i => Math.Pow(1.31, i))];
        double[] b = [.. Enumerable.Range(0, after).Select(i => 3 * Math.Sqrt(i + 2))];
        double[] differences = [.. a.SelectMany(x => b.Select(y => y - x)).Order()];

        var interval = RankSum.Interval(a, b, alpha);

        interval.Low.ShouldBe(differences[rank - 1]);
        interval.High.ShouldBe(differences[^rank]);
    }

    [Fact]
    public void Samples_that_are_too_small_have_no_interval_worth_the_name()
    {
        SignedRank.Interval([1, 2, 3, 4], 0.01).Sufficient.ShouldBeFalse();
        RankSum.Interval([1, 2, 3], [1, 2, 3], 0.01).Sufficient.ShouldBeFalse();
        SignedRank.Interval([], 0.01).Sufficient.ShouldBeFalse();
        RankSum.Interval([], [1], 0.01).Sufficient.ShouldBeFalse();
    }

    [Fact]
    public void Moving_every_value_moves_the_intervals_by_as_much() =>
        Gen.Select(Values, Values, Gen.Double[-50, 50]).Sample((a, b, by) =>
        {
            double[] moved = [.. b.Select(v => v + by)];

            Same(SignedRank.Interval(moved, 0.05), SignedRank.Interval(b, 0.05), by);
            Same(RankSum.Interval(a, moved, 0.05), RankSum.Interval(a, b, 0.05), by);
        });

    [Fact]
    public void Turning_the_sides_round_mirrors_the_intervals() =>
        Gen.Select(Values, Values).Sample((a, b) =>
        {
            var (there, back) = (RankSum.Interval(a, b, 0.05), RankSum.Interval(b, a, 0.05));
            back.Low.ShouldBe(-there.High, 1e-9);
            back.High.ShouldBe(-there.Low, 1e-9);

            var (up, down) = (SignedRank.Interval(a, 0.05), SignedRank.Interval([.. a.Select(v => -v)], 0.05));
            down.Low.ShouldBe(-up.High, 1e-9);
        });

    [Fact]
    public void The_order_of_the_values_doesnt_matter() =>
        Gen.Select(Values, Values).Sample((a, b) =>
        {
            SignedRank.Interval([.. a.Reverse()], 0.05).ShouldBe(SignedRank.Interval(a, 0.05));
            RankSum.Interval([.. a.Reverse()], [.. b.Reverse()], 0.05).ShouldBe(RankSum.Interval(a, b, 0.05));
        });

    [Fact]
    public void A_smaller_alpha_never_makes_an_interval_narrower() =>
        Gen.Select(Gen.Double[-100, 100].Array[10, 60], Gen.Double[0.01, 0.2]).Sample((a, alpha) =>
        {
            var (wide, narrow) = (SignedRank.Interval(a, alpha / 2), SignedRank.Interval(a, alpha));
            if (!wide.Sufficient) return;
            wide.Low.ShouldBeLessThanOrEqualTo(narrow.Low);
            wide.High.ShouldBeGreaterThanOrEqualTo(narrow.High);
        });

    [Fact]
    public void Counting_out_and_approximating_agree_where_one_takes_over_from_the_other()
    {
        double[] fifty = [.. Enumerable.Range(0, 50).Select(i => Math.Sin(i) * 10)];
        double[] more = [.. fifty, 0.3];

        SignedRank.Interval(more, 0.01).Low.ShouldBe(SignedRank.Interval(fifty, 0.01).Low, 0.5);
        RankSum.Interval(fifty, more, 0.01).Low.ShouldBe(RankSum.Interval(fifty, fifty, 0.01).Low, 0.5);
    }

    private static void Same(RankInterval moved, RankInterval before, double by)
    {
        moved.Low.ShouldBe(before.Low + by, 1e-9);
        moved.High.ShouldBe(before.High + by, 1e-9);
        moved.Confidence.ShouldBe(before.Confidence);
    }
}
