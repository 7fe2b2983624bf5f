using System.Globalization;
using CsCheck;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Tests;

public class FormattingTests
{
    [Theory]
    [InlineData("64MB", 64_000_000)]
    [InlineData("1GiB", 1_073_741_824)]
    [InlineData("1.5 KiB", 1536)]
    [InlineData("512B", 512)]
    public void A_size_is_read_with_its_unit(string text, long bytes)
    {
        Sizes.TryParse(text, out var size, out var problem).ShouldBeTrue(problem);

        size.Bytes.ShouldBe(bytes);
    }

    [Theory]
    [InlineData("64", "\"64\" has no unit: write \"64MB\", \"512KiB\" or \"1GiB\"")]
    [InlineData("-64MB", "\"-64MB\" is negative, which no size is: write \"64MB\", \"512KiB\" or \"1GiB\"")]
    [InlineData("64Mb", "\"64Mb\" has a unit that is none of B, kB, MB, GB, TB, KiB, MiB, GiB, TiB: write \"64MB\", \"512KiB\" or \"1GiB\"")]
    [InlineData("", "\"\" is not a size: write \"64MB\", \"512KiB\" or \"1GiB\"")]
    [InlineData("1/2MB", "\"1/2MB\" is not a size: write \"64MB\", \"512KiB\" or \"1GiB\"")]
    [InlineData("99999999999TB", "\"99999999999TB\" is larger than a size can be: write \"64MB\", \"512KiB\" or \"1GiB\"")]
    public void What_is_no_size_is_refused_with_a_right_form(string text, string message)
    {
        Sizes.TryParse(text, out _, out var problem).ShouldBeFalse();

        problem.ShouldBe(message);
    }

    [Fact]
    public void Numbers_read_the_same_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NumberDecimalSeparator = ",";
        odd.NumberFormat.NegativeSign = "~";
        odd.NumberFormat.NumberGroupSeparator = "_";
        CultureInfo.CurrentCulture = odd;
        try
        {
            Percent.Format(0.314).ShouldBe("31.4 %");
            Percent.Exact(0.0005).ShouldBe("0.05 %");
            Percent.Range(0.281, 0.349).ShouldBe("28.1..34.9");
            Counts.Format(12345).ShouldBe("12,345");
            Durations.Format(TimeSpan.FromSeconds(2.31)).ShouldBe("2.31 s");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("plain name", "plain name")]
    [InlineData("a\nb\tc\u001b[31m", "a\\nb\\tc\\x1b[31m")]
    [InlineData("\u202eevil", "\\u{202e}evil")]
    [InlineData("say \"hi\"", "say \"hi\"")]
    public void What_a_terminal_would_obey_becomes_visible(string text, string visible)
    {
        VisibleText.Of(text).ShouldBe(visible);
    }

    [Fact]
    public void A_quote_within_quotes_is_escaped()
    {
        VisibleText.Quote("a\"b\\c").ShouldBe("\"a\\\"b\\\\c\"");
    }

    [Fact]
    public void Visible_text_is_bounded_and_holds_no_control_character_whatever_comes_in()
    {
        Gen.Select(Gen.String, Gen.Int[1, 50]).Sample((text, maximum) =>
        {
            var visible = VisibleText.Of(text, maximum);
            visible.Length.ShouldBeLessThanOrEqualTo(maximum);
            visible.Any(char.IsControl).ShouldBeFalse();
        });
    }

    [Theory]
    [InlineData(0, false, "0 B")]
    [InlineData(512, true, "512 B")]
    [InlineData(64e6, false, "64 MB")]
    [InlineData(67108864, true, "64 MiB")]
    [InlineData(999_960, false, "1 MB")]
    [InlineData(1_234_567, false, "1.23 MB")]
    [InlineData(1023.6 * 1024, true, "1 MiB")]
    public void A_size_is_worded_in_the_kind_of_unit_that_is_asked_for(double bytes, bool binary, string words) => Sizes.Format(bytes, 3, binary).ShouldBe(words);

    [Fact]
    public void A_size_in_all_its_digits_reads_back_unchanged()
    {
        Gen.Select(Gen.Int[0, 10_000_000], Gen.Bool).Sample((kilobytes, binary) =>
        {
            var bytes = kilobytes * 1000L;
            Sizes.TryParse(Sizes.Format(bytes, 20, binary: false), out var read, out _).ShouldBeTrue();
            read.Bytes.ShouldBe(bytes);
            Sizes.IsBinary(Sizes.Format(bytes, 3, binary)).ShouldBe(binary && bytes >= 1024);
        });
    }

    [Theory]
    [InlineData(12345, "12,345")]
    [InlineData(0, "0")]
    [InlineData(12.3456, "12.3")]
    [InlineData(0.0312345, "0.0312")]
    [InlineData(1234.567, "1,235")]
    public void A_number_keeps_its_whole_digits_and_three_of_the_rest(double value, string words) => Numbers.Format(value, 3).ShouldBe(words);
}
