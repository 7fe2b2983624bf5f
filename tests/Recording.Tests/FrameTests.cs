using CsCheck;
using RunScope.Testing.Protocol;

namespace RunScope.Testing.Tests;

public class FrameTests
{
    [Fact]
    public void A_header_reads_back_as_it_was_written()
    {
        Gen.Select(Gen.Byte, Gen.Int[0, Frame.LongestReport]).Sample((kind, length) =>
        {
            Span<byte> header = stackalloc byte[Frame.Header];
            Frame.WriteHeader(header, (Message)kind, length);

            Frame.TryReadHeader(header, Frame.LongestReport, out var kindRead, out var lengthRead).ShouldBeTrue();

            (kindRead, lengthRead).ShouldBe(((Message)kind, length));
        });
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(Frame.LongestRequest + 1)]
    [InlineData(int.MaxValue)]
    public void A_length_that_nobody_honest_announces_is_refused(int length)
    {
        Span<byte> header = stackalloc byte[Frame.Header];
        Frame.WriteHeader(header, Message.Launch, length);

        Frame.TryReadHeader(header, Frame.LongestRequest, out _, out _).ShouldBeFalse();
    }
}
