using CsCheck;
using RunScope.Testing.Analysis.Statistics;

namespace RunScope.Testing.Tests.Analysis.Statistics;

public class BimodalityTests
{
    [Fact]
    public void Runs_with_a_warm_and_with_a_cold_cache_are_two_groups()
    {
        var modes = Bimodality.Of([1.31, 1.02, 1.03, 1.01, 1.30, 1.02, 1.32, 1.02, 1.03, 1.31]).ShouldNotBeNull();

        (modes.LowCount, modes.HighCount).ShouldBe((6, 4));
        modes.LowCenter.ShouldBe(1.0217, 0.001);
        modes.HighCenter.ShouldBe(1.31, 0.001);
    }

    [Fact]
    public void One_outlier_is_no_group() => Bimodality.Of([1.01, 1.02, 1.03, 1.01, 1.02, 1.02, 1.03, 1.01, 1.02, 5]).ShouldBeNull();

    [Fact]
    public void Equal_values_are_one_group() => Bimodality.Of([.. Enumerable.Repeat(2.0, 20)]).ShouldBeNull();

    [Fact]
    public void Few_values_are_never_taken_for_two_groups() => Bimodality.Of([1, 1, 1, 1, 9, 9, 9]).ShouldBeNull();

    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(40)]
    public void Normal_samples_are_hardly_ever_taken_for_two_groups(int size)
    {
        var random = new Random(17);
        double Normally() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

        var wrong = Enumerable.Range(0, 4000).Count(_ => Bimodality.Of([.. Enumerable.Range(0, size).Select(_ => Normally())]) is not null);

        wrong.ShouldBeLessThanOrEqualTo(20);
    }

    [Fact]
    public void Order_place_and_scale_dont_matter() =>
        Gen.Select(Gen.Double[0, 1].Array[8, 30], Gen.Double[0.5, 20], Gen.Double[-5, 5]).Sample((values, scale, by) =>
        {
            double[] other = [.. values.Reverse().Select(v => (v * scale) + by)];

            Bimodality.Of(other)?.LowCount.ShouldBe(Bimodality.Of(values)!.Value.LowCount);
        });
}
