using System.Text;
using CsCheck;
using RunScope.Testing.Cli.Live;

namespace RunScope.Testing.Tests;

public sealed class KeyDecoderTests
{
    [Theory]
    [InlineData("q", "Character")]
    [InlineData("\x1b[A", "Up")]
    [InlineData("\x1bOB", "Down")]
    [InlineData("\x1b[5~", "PageUp")]
    [InlineData("\x1b[6~", "PageDown")]
    [InlineData("\x1b[1~", "Home")]
    [InlineData("\x1b[F", "End")]
    [InlineData("\x1b[15~", "Other")]
    [InlineData("\x1b[1;5C", "Other")]
    [InlineData("\r", "Enter")]
    [InlineData("\x7f", "Backspace")]
    [InlineData("\x03", "Interrupt")]
    [InlineData("é", "Character")]
    public void A_key_is_what_a_terminal_sends_for_it(string bytes, string name) =>
        new KeyDecoder().Decode(Encoding.UTF8.GetBytes(bytes)).ShouldHaveSingleItem().Name.ToString().ShouldBe(name);

    [Fact]
    public void An_escape_that_nothing_follows_is_the_key_Esc()
    {
        var decoder = new KeyDecoder();

        decoder.Decode([0x1b]).ShouldBeEmpty();
        decoder.IsWaiting.ShouldBeTrue();
        decoder.Flush().ShouldHaveSingleItem().Name.ShouldBe(KeyName.Escape);
        decoder.IsWaiting.ShouldBeFalse();
    }

    [Fact]
    public void Keys_are_the_same_however_the_bytes_are_cut() =>
        Gen.Select(Gen.OneOf("q", "\x1b[A", "\x1b[6~", "ü", "€", "\r", "\x1bOH").List[0, 8], Gen.Int[1, 5]).Sample((keys, piece) =>
        {
            var bytes = Encoding.UTF8.GetBytes(string.Concat(keys));
            var whole = new KeyDecoder().Decode(bytes);

            var decoder = new KeyDecoder();
            var cut = bytes.Chunk(piece).SelectMany(c => decoder.Decode(c)).ToList();

            cut.ShouldBe(whole);
            cut.Count.ShouldBe(keys.Count);
        });

    [Fact]
    public void No_bytes_whatever_break_it() => Gen.Byte.Array[0, 200].Sample(bytes =>
    {
        var decoder = new KeyDecoder();

        decoder.Decode(bytes);
        decoder.Flush();

        decoder.Decode("q"u8).ShouldContain(LiveKey.Of('q'));
    });
}
