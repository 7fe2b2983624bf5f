using System.Text;
using CsCheck;
using RunScope.Testing.Hosting;
using RunScope.Testing.Hosting.Readiness;

namespace RunScope.Testing.Tests.Hosting;

public class OutputLogTests
{
    [Fact]
    public void What_is_written_in_any_pieces_is_read_as_the_same_lines()
    {
        Gen.Select(Gen.String[Gen.Char["aä日\n\r "], 0, 300], Gen.Int[1, 7], Gen.Int[1, 5]).Sample((text, piece, every) =>
        {
            var log = new OutputLog();
            var lines = new OutputLines(log);
            var seen = new List<string>();
            var bytes = Encoding.UTF8.GetBytes(text);
            for (var (at, i) = (0, 0); at < bytes.Length; at += piece, i++)
            {
                log.Append(bytes.AsSpan(at, Math.Min(piece, bytes.Length - at)));
                if (i % every == 0) seen.AddRange(lines.Take());
            }

            log.Complete();
            seen.AddRange(lines.Take());

            var expected = text.Split('\n').Select(l => l.TrimEnd('\r')).ToList();
            if (text.Length == 0 || text.EndsWith('\n')) expected.RemoveAt(expected.Count - 1);
            return seen.SequenceEqual(expected) && lines.AtEnd && !lines.Missed;
        });
    }

    [Fact]
    public void The_beginning_and_the_end_are_kept_of_what_is_too_much()
    {
        var log = new OutputLog();
        const int lines = 50_000;
        for (var i = 0; i < lines; i++) log.Append(Encoding.ASCII.GetBytes($"line {i} {new string('.', 90)}\n"));
        var reader = new OutputLines(log);

        // The first line after the gap has lost its beginning.
        var seen = reader.Take().Where(l => l.StartsWith("line ", StringComparison.Ordinal)).Select(l => int.Parse(l.Split(' ')[1])).ToList();

        reader.Missed.ShouldBeTrue();
        seen[0].ShouldBe(0);
        seen[^1].ShouldBe(lines - 1);
        seen.ShouldBe(seen.Order());
        seen.Count.ShouldBeInRange(10_000, 15_000);
        log.Total.ShouldBe(log.Read(log.Total).Start);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(OutputLog.EndCapacity)]
    [InlineData(3 * OutputLog.EndCapacity)]
    public void Pieces_of_any_size_are_kept_at_their_places(int piece)
    {
        var log = new OutputLog();
        var all = Enumerable.Range(0, piece < 10 ? 70_000 : 4 * OutputLog.EndCapacity).Select(i => (byte)(i * 31 + i / 251)).ToArray();
        for (var at = 0; at < all.Length; at += piece) log.Append(all.AsSpan(at, Math.Min(piece, all.Length - at)));

        Bytes(log, Math.Max(0, all.Length - OutputLog.EndCapacity)).ShouldBe(all[Math.Max(0, all.Length - OutputLog.EndCapacity)..]);
        log.Read(0).Bytes.ShouldBe(all[..log.Read(0).Bytes.Length]);
        log.Read(0).Start.ShouldBe(0);
    }

    [Fact]
    public void A_word_between_two_pieces_of_a_line_without_end_is_found()
    {
        var log = new OutputLog();
        var lines = new OutputLines(log);
        log.Append(Encoding.ASCII.GetBytes(new string('x', OutputLines.LongestLine - 3) + "Listening" + new string('y', 10)));

        var whole = lines.Take().ToList();

        whole.ShouldHaveSingleItem().ShouldNotContain("Listening");
        lines.Unfinished.ShouldContain("Listening");
    }

    [Fact]
    public void Whoever_waits_for_more_is_woken_by_more_and_by_the_end()
    {
        var log = new OutputLog();
        var more = log.MoreThanAsync(0);
        more.IsCompleted.ShouldBeFalse();

        log.Append("x"u8);
        more.IsCompletedSuccessfully.ShouldBeTrue();
        var end = log.MoreThanAsync(1);
        log.Complete();

        end.IsCompletedSuccessfully.ShouldBeTrue();
        log.MoreThanAsync(100).IsCompleted.ShouldBeTrue();
    }

    private static byte[] Bytes(OutputLog log, long from)
    {
        var all = new List<byte>();
        for (OutputLog.Part part; (part = log.Read(from)).Bytes.Length > 0; from = part.End) all.AddRange(part.Bytes);
        return [.. all];
    }
}
