using System.Globalization;

namespace System.Text;

/// <summary>One character of Unicode, as far as the shared sources need it.</summary>
internal readonly record struct Rune(int Value)
{
    private const int Replacement = 0xFFFD;

    public int Utf8SequenceLength => Value switch { < 0x80 => 1, < 0x800 => 2, < 0x10000 => 3, _ => 4 };

    public static UnicodeCategory GetUnicodeCategory(Rune rune) => CharUnicodeInfo.GetUnicodeCategory(rune.ToString(), 0);

    public override string ToString() => char.ConvertFromUtf32(Value);

    public static IEnumerable<Rune> Of(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) yield return new Rune(text[i]);
            else if (char.IsSurrogatePair(text, i)) yield return new Rune(char.ConvertToUtf32(text, i++));
            else yield return new Rune(Replacement);
        }
    }
}
