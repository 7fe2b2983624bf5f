using System.Globalization;
using System.Numerics;
using System.Text;

namespace RunScope.Testing.Tests.Fuzzing;

/// <summary>Makes inputs of inputs. The same seed makes the same ones.</summary>
internal sealed class Mutator(ulong seed, IReadOnlyList<string> words)
{
    private const int LongestInput = 1 << 16;

    private static readonly byte[] Telling = [0, 1, 9, 10, 13, 27, 32, (byte)'"', (byte)'\'', (byte)'(', (byte)')', (byte)'*', (byte)'+', (byte)',', (byte)'-', (byte)'.', (byte)'/', (byte)'0', (byte)'9', (byte)':', (byte)'<', (byte)'=', (byte)'[', (byte)'\\', (byte)']', (byte)'{', (byte)'}', (byte)'%', 0x7f, 0x80, 0xbf, 0xc0, 0xe2, 0xed, 0xf0, 0xff];

    private static readonly string[] Numbers =
    [
        "0", "-0", "-1", "1", "00", "+1", "0.5", "1e400", "-1e400", "1e-400", "1e3", "NaN", "Infinity", "2147483647", "2147483648", "4294967295", "4294967296",
        "9007199254740993", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551615", "18446744073709551616", "99999999999999999999999999", "0x10", "1,5", "٣",
    ];

    private static readonly string[] AnyWords =
        ["\0", "\u001b[2J", "\r\n", "\u202e", "\u2028", "\ufeff", "\ufffe", "👩‍💻", "<script>", "null", "true", "{}", "[]", "\"\"", "\\u0000", "\\ud800", "\\udfff", "../", "%s%n"];

    private ulong _state = seed;

    /// <summary>A whole number from 0 up to the bound, without it.</summary>
    public int Next(int bound) => (int)(Draw() % (ulong)bound);

    /// <summary>The next input: one of the beginnings with a few changes, most often with one.</summary>
    /// <param name="corpus">The beginnings.</param>
    /// <param name="first">How many of them are right or nearly so: every other input is made of one of these.</param>
    public byte[] Next(IReadOnlyList<byte[]> corpus, int first)
    {
        var input = new List<byte>(corpus[Next(Next(2) == 0 ? first : corpus.Count)]);
        for (var changes = 1 + Next(Next(8) switch { 0 => 24, < 4 => 4, _ => 1 }); changes > 0; changes--) Change(input, corpus);
        if (input.Count > LongestInput) input.RemoveRange(LongestInput, input.Count - LongestInput);
        return [.. input];
    }

    private void Change(List<byte> input, IReadOnlyList<byte[]> corpus)
    {
        var at = Next(input.Count + 1);
        switch (Next(12))
        {
            case 0 when at < input.Count: input[at] ^= (byte)(1 << Next(8)); break;
            case 1 when at < input.Count: input[at] = Telling[Next(Telling.Length)]; break;
            case 2: input.Insert(at, Telling[Next(Telling.Length)]); break;
            case 3 when at < input.Count: input.RemoveRange(at, 1 + Next(Math.Min(input.Count - at, 16))); break;
            case 4: input.RemoveRange(at, input.Count - at); break;
            case 5 when at < input.Count: input.InsertRange(Next(input.Count + 1), input.GetRange(at, 1 + Next(Math.Min(input.Count - at, 64)))); break;
            case 6: Splice(input, at, corpus[Next(corpus.Count)]); break;
            case 7 or 8: ReplaceNumber(input, at); break;
            case 9 when words.Count > 0: input.InsertRange(at, Encoding.UTF8.GetBytes(words[Next(words.Count)])); break;
            case 10: input.InsertRange(at, Encoding.UTF8.GetBytes(AnyWords[Next(AnyWords.Length)])); break;
            case 11 when Next(16) == 0: input.InsertRange(at, Enumerable.Repeat(Telling[Next(Telling.Length)], 1 << Next(13))); break;
            default: input.Insert(at, (byte)Next(256)); break;
        }
    }

    private void Splice(List<byte> input, int at, byte[] other)
    {
        var from = Next(other.Length + 1);
        input.RemoveRange(at, input.Count - at);
        input.AddRange(other.AsSpan(from));
    }

    // The next number behind a place becomes one that is on the edge of something, or one more or less than it was.
    private void ReplaceNumber(List<byte> input, int at)
    {
        while (at < input.Count && !char.IsAsciiDigit((char)input[at])) at++;
        var end = at;
        while (end < input.Count && char.IsAsciiDigit((char)input[end])) end++;
        if (at == end) return;
        var number = Encoding.ASCII.GetString([.. input.GetRange(at, end - at)]);
        input.RemoveRange(at, end - at);
        var other = Next(4) == 0 ? (BigInteger.Parse(number, CultureInfo.InvariantCulture) + Next(3) - 1).ToString(CultureInfo.InvariantCulture) : Numbers[Next(Numbers.Length)];
        input.InsertRange(at, Encoding.UTF8.GetBytes(other));
    }

    // SplitMix64 (Steele, Lea and Flood 2014).
    private ulong Draw()
    {
        var z = _state += 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
}
