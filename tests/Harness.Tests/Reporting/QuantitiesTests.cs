using RunScope.Testing.Reporting;

namespace RunScope.Testing.Tests.Reporting;

public class QuantitiesTests
{
    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(850, "850 µs")]
    [InlineData(12_340, "12.3 ms")]
    [InlineData(999_600, "1.00 s")]
    [InlineData(2_310_000, "2.31 s")]
    [InlineData(59_999_000, "1 min 00 s")]
    [InlineData(303_000_000, "5 min 03 s")]
    [InlineData(3_599_900_000, "1 h 00 min 00 s")]
    [InlineData(90_061_000_000, "25 h 01 min 01 s")]
    public void Durations_have_the_unit_that_people_would_choose(long microseconds, string text) =>
        Quantities.Duration(TimeSpan.FromMicroseconds(microseconds)).ShouldBe(text);

    [Theory]
    [InlineData(0, "0.0 %")]
    [InlineData(0.0001, "<0.1 %")]
    [InlineData(0.314, "31.4 %")]
    [InlineData(0.99999, ">99.9 %")]
    [InlineData(1, "100.0 %")]
    public void A_share_is_never_rounded_to_nothing_or_to_all(double share, string text) => Quantities.Share(share).ShouldBe(text);

    [Fact]
    public void Nouns_follow_their_number() =>
        (Quantities.Count(1, "process"), Quantities.Count(2, "process"), Quantities.Count(1234, "thread")).ShouldBe(("1 process", "2 processes", "1,234 threads"));
}
