using System.Globalization;
using System.Numerics;
using System.Text;

namespace RunScope.Testing.Tests.Parsers;

/// <summary>What the checks of all parsers need.</summary>
internal static class Inputs
{
    public static byte[][] Utf8(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];

    /// <summary>The captured files of a name, of every kernel and process.</summary>
    public static byte[][] Captured(string name)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Captured");
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, name, SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)] : [];
    }

    /// <summary>The bytes one by one as characters, so that positions are the same.</summary>
    public static string Latin1(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    /// <summary>As everything from outside becomes text: invalid bytes become U+FFFD.</summary>
    public static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    public static BigInteger Number(string digits) => BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    public static void Require(bool holds, string what)
    {
        if (!holds) throw new InvalidOperationException(what);
    }

    public static void Equal<T>(T is_, T shouldBe, string what) => Require(EqualityComparer<T>.Default.Equals(is_, shouldBe), $"{what} is {is_}, should be {shouldBe}");

    /// <summary>A message that people read: it isn't empty, has a bound, and nothing in it that a terminal would obey.</summary>
    public static string Message(string message, int longest = 1500)
    {
        Require(message.Trim().Length > 0, "a message is empty");
        if (message.Length > longest) throw new InvalidOperationException($"a message has {message.Length} characters: {message[..longest]}");
        for (var i = 0; i < message.Length; i++)
        {
            var c = message[i];
            if ((char.IsControl(c) && c != '\n') || c is '\u202e' or '\u2028' or '\ufeff' || (char.IsSurrogate(c) && !IsPaired(message, i)))
                throw new InvalidOperationException($"a message has U+{(int)c:X4} in it: {message}");
        }

        return message;
    }

    /// <summary>The kind of a message: without numbers and what is quoted.</summary>
    public static string Kind(string message)
    {
        var kind = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < message.Length; i++)
        {
            var c = message[i];
            if (c == '\\') i++;
            else if (c == '"') quoted = !quoted;
            else if (!quoted && (char.IsAsciiLetter(c) || c == ' ') && kind.Length < 80) kind.Append(c);
        }

        return kind.ToString();
    }

    private static bool IsPaired(string text, int at) =>
        char.IsHighSurrogate(text[at]) ? at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) : at > 0 && char.IsHighSurrogate(text[at - 1]);
}
