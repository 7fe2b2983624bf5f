using System.Globalization;
using System.Text;

namespace RunScope.Testing.Analysis;

/// <summary>Text that came from a process, made safe to print: what a terminal would obey becomes visible, and the length is bounded.</summary>
internal static class VisibleText
{
    /// <summary>The text with everything invisible spelled out, such as <c>\n</c> or <c>\x1b</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maximum">The most characters of the result; what is longer ends in "…".</param>
    public static string Of(string text, int maximum = 120) => Escape(text, maximum, quoted: false);

    /// <summary>The text in quotes; a quote or backslash within is escaped, so that the end is unmistakable.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maximum">The most characters between the quotes.</param>
    public static string Quote(string text, int maximum = 60) => $"\"{Escape(text, maximum, quoted: true)}\"";

    private static string Escape(string text, int maximum, bool quoted)
    {
        var result = new StringBuilder(Math.Min(text.Length, maximum));
        foreach (var rune in text.EnumerateRunes())
        {
            var piece = Visible(rune, quoted);
            if (result.Length + piece.Length > maximum)
            {
                // One character of the bound is the sign that something is missing.
                while (result.Length >= maximum)
                    result.Length -= result.Length > 1 && char.IsLowSurrogate(result[^1]) ? 2 : 1;
                return result.Append('\u2026').ToString();
            }

            result.Append(piece);
        }

        return result.ToString();
    }

    private static string Visible(Rune rune, bool quoted) => rune.Value switch
    {
        '"' when quoted => "\\\"",
        '\\' when quoted => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control => string.Create(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
            // Bidirectional overrides, zero-width signs, line separators: they change how the rest of the line reads.
            UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}"),
            _ => rune.ToString(),
        },
    };
}
