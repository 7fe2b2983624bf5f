using CsCheck;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Tests;

public class DurationsTests
{
    [Theory]
    [InlineData("250ms", 250)]
    [InlineData("5s", 5_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("2min", 120_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("1.5 s", 1_500)]
    [InlineData("1 h 2 min 3 s", 3_723_000)]
    [InlineData("100us", 0.1)]
    [InlineData("100\u00b5s", 0.1)]
    [InlineData("100\u03bcs", 0.1)]
    [InlineData("0s", 0)]
    public void A_duration_is_read_with_its_unit(string text, double milliseconds)
    {
        Durations.TryParse(text, out var value, out var problem).ShouldBeTrue(problem);

        value.TotalMilliseconds.ShouldBe(milliseconds, 1e-9);
    }

    [Theory]
    [InlineData(null, "\"\" is empty: write \"250ms\", \"5s\", \"1m30s\" or \"1h\"")]
    [InlineData("  ", "\"  \" is empty: write \"250ms\", \"5s\", \"1m30s\" or \"1h\"")]
    [InlineData("250", "\"250\" has a number without a unit: write \"250ms\", \"5s\", \"1m30s\" or \"1h\"")]
    [InlineData("-5s", "\"-5s\" is negative, which no duration is: write \"250ms\", \"5s\", \"1m30s\" or \"1h\"")]
    [InlineData("5 fortnights", "\"5 fortnights\" has a unit that is none of h, min, m, s, ms, us, ns: write \"250ms\", \"5s\", \"1m30s\" or \"1h\"")]
    [InlineData("1,5s", "\"1,5s\" has a unit that is none of h, min, m, s, ms, us, ns: write \"250ms\", \"5s\", \"1m30s\" or \"1h\"")]
    [InlineData("soon", "\"soon\" is not a duration: write \"250ms\", \"5s\", \"1m30s\" or \"1h\"")]
    [InlineData("1..5s", "\"1..5s\" is not a duration: write \"250ms\", \"5s\", \"1m30s\" or \"1h\"")]
    [InlineData(".5s", "\".5s\" is not a duration: write \"250ms\", \"5s\", \"1m30s\" or \"1h\"")]
    [InlineData("30s1m", "\"30s1m\" names its units out of order or twice: write \"250ms\", \"5s\", \"1m30s\" or \"1h\"")]
    [InlineData("1s1s", "\"1s1s\" names its units out of order or twice: write \"250ms\", \"5s\", \"1m30s\" or \"1h\"")]
    [InlineData("1m1min", "\"1m1min\" names its units out of order or twice: write \"250ms\", \"5s\", \"1m30s\" or \"1h\"")]
    [InlineData("1m30", "\"1m30\" has a number without a unit: write \"250ms\", \"5s\", \"1m30s\" or \"1h\"")]
    [InlineData("99999999999999h", "\"99999999999999h\" is longer than a duration can be: write \"250ms\", \"5s\", \"1m30s\" or \"1h\"")]
    [InlineData("9999999999999999999999999999999999s", "\"9999999999999999999999999999999999s\" is not a duration: write \"250ms\", \"5s\", \"1m30s\" or \"1h\"")]
    [InlineData("00:00:05", "\"00:00:05\" has a unit that is none of h, min, m, s, ms, us, ns: write \"250ms\", \"5s\", \"1m30s\" or \"1h\"")]
    public void What_is_no_duration_is_refused_with_a_right_form(string? text, string message)
    {
        Durations.TryParse(text, out _, out var problem).ShouldBeFalse();

        problem.ShouldBe(message);
    }

    [Theory]
    [InlineData(23_123_456, "2.31 s")]
    [InlineData(152_345, "15.2 ms")]
    [InlineData(9_999_960, "1 s")]
    [InlineData(15, "1.5 \u00b5s")]
    [InlineData(1, "100 ns")]
    [InlineData(0, "0 s")]
    [InlineData(900_000_000, "90 s")]
    [InlineData(3_000_000_000, "5 min")]
    [InlineData(3_034_000_000, "5 min 3 s")]
    [InlineData(72_600_000_000, "2 h 1 min")]
    [InlineData(-23_100_000, "-2.31 s")]
    public void A_duration_is_written_to_three_digits(long ticks, string text)
    {
        Durations.Format(TimeSpan.FromTicks(ticks)).ShouldBe(text);
    }

    [Fact]
    public void A_duration_written_to_all_its_digits_is_read_back_unchanged()
    {
        Gen.OneOf(Gen.Long[0, TimeSpan.MaxValue.Ticks], Gen.Long[0, 10_000_000_000]).Sample(ticks =>
        {
            var value = TimeSpan.FromTicks(ticks);
            Durations.TryParse(Durations.Exact(value), out var back, out var problem).ShouldBeTrue(problem);
            back.ShouldBe(value);
        });
    }

    [Fact]
    public void Any_text_is_read_or_refused_and_never_throws()
    {
        Gen.OneOf(Gen.String[Gen.Char["0123456789.-hmsunµ e+\n\"\u0000"], 0, 40], Gen.String).Sample(text =>
            Durations.TryParse(text, out _, out var problem).ShouldBe(problem is null));
    }
}
