using CsCheck;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Tests;

public class WilsonTests
{
    [Fact]
    public void The_interval_of_5_in_10_is_the_published_one()
    {
        var (low, high) = Wilson.Interval(5, 10);

        low.ShouldBe(0.2366, 0.0001);
        high.ShouldBe(0.7634, 0.0001);
    }

    [Fact]
    public void Without_samples_nothing_is_known() => Wilson.Interval(0, 0).ShouldBe((0, 1));

    [Fact]
    public void The_interval_contains_the_proportion_and_lies_within_0_and_1() =>
        Gen.Select(Gen.Long[1, 100_000], Gen.Double[0, 1]).Sample((samples, share) =>
        {
            var hits = (long)(samples * share);
            var (low, high) = Wilson.Interval(hits, samples);
            low.ShouldBeInRange(0, (double)hits / samples);
            high.ShouldBeInRange((double)hits / samples, 1);
        });

    [Fact]
    public void More_samples_of_the_same_proportion_are_never_less_sure() =>
        Gen.Select(Gen.Long[1, 500], Gen.Long[1, 500]).Sample((a, b) =>
        {
            var (hits, samples) = (Math.Min(a, b), Math.Max(a, b));
            var few = Wilson.Interval(hits, samples);
            var many = Wilson.Interval(hits * 10, samples * 10);
            (many.High - many.Low).ShouldBeLessThanOrEqualTo(few.High - few.Low + 1e-12);
        });
}
