using CsCheck;
using RunScope.Testing.Analysis.Statistics;

namespace RunScope.Testing.Tests.Analysis.Statistics;

public class QuantileTests
{
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.959963985)]
    [InlineData(0.99, 2.326347874)]
    [InlineData(0.999, 3.090232306)]
    [InlineData(0.999999, 4.753424309)]
    [InlineData(0.025, -1.959963985)]
    public void Quantiles_of_the_normal_distribution_are_those_of_the_tables(double p, double expected) => Normal.Quantile(p).ShouldBe(expected, 1e-8);

    [Theory]
    [InlineData(1, 0.025, 12.706)]
    [InlineData(2, 0.01, 6.965)]
    [InlineData(4, 0.01, 3.747)]
    [InlineData(9, 0.005, 3.250)]
    [InlineData(29, 0.01, 2.462)]
    [InlineData(120, 0.025, 1.980)]
    public void Quantiles_of_students_distribution_are_those_of_the_tables(int degreesOfFreedom, double tail, double expected) =>
        StudentT.UpperQuantile(degreesOfFreedom, tail).ShouldBe(expected, 0.0006);

    [Fact]
    public void A_quantile_is_where_the_distribution_has_its_probability()
    {
        Gen.Double[1e-6, 1 - 1e-6].Sample(p => Normal.Distribution(Normal.Quantile(p)).ShouldBe(p, 1e-10));
        Gen.Select(Gen.Int[1, 60], Gen.Double[1e-5, 0.49]).Sample((n, tail) => StudentT.Tail(n, StudentT.UpperQuantile(n, tail)).ShouldBe(tail, 1e-9));
    }
}
