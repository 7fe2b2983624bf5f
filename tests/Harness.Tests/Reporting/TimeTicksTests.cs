using RunScope.Testing.Reporting.Charts;

namespace RunScope.Testing.Tests.Reporting;

public class TimeTicksTests
{
    [Theory]
    [InlineData(0.0004, "0 µs", "100 µs", "200 µs", "300 µs")]
    [InlineData(2.4, "0 s", "0.5 s", "1 s", "1.5 s", "2 s")]
    [InlineData(119, "0 s", "25 s", "50 s", "75 s", "100 s")]
    [InlineData(120, "0 s", "30 s", "1 min", "1 min 30 s")]
    [InlineData(1000, "0 s", "5 min", "10 min", "15 min")]
    [InlineData(8100, "0 s", "30 min", "1 h", "1 h 30 min", "2 h")]
    [InlineData(604800, "0 s", "24 h", "48 h", "72 h", "96 h", "120 h", "144 h")]
    public void Times_on_the_axis_are_round_and_in_minutes_and_hours_when_the_run_is_long(double seconds, params string[] labels) =>
        TimeTicks.Of(seconds).Select(t => t.Label).ShouldBe(labels);

    [Fact]
    public void A_time_stands_at_its_place() => TimeTicks.Of(1000).Select(t => t.At).ShouldBe(["0%", "30%", "60%", "90%"]);
}
