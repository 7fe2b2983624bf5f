using System.Globalization;
using System.Text;

namespace RunScope.Testing.Reporting.Html;

/// <summary>Makes text that a process chose safe to look at: what would be invisible or would reorder its surroundings becomes visible.</summary>
internal static class PageText
{
    private const char Replacement = '\uFFFD';

    // More than any script puts on one letter. A pile of them grows over the lines around it, and is never broken into lines itself.
    private const int MostMarks = 8;

    /// <summary>The text with control characters as pictures (␛, ␀), direction overrides as ⟨U+202E⟩ and broken UTF-16 as U+FFFD; line ends and tabs stay.</summary>
    public static string Visible(string text)
    {
        if (!NeedsWork(text)) return text;

        var visible = new StringBuilder(text.Length + 16);
        var marks = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            marks = IsMark(rune) ? marks + 1 : 0;
            if (marks > MostMarks) Name(visible, rune);
            else Append(visible, rune);
        }

        return visible.ToString();
    }

    /// <summary>The same on one line: line ends and tabs become pictures too.</summary>
    public static string OneLine(string text) =>
        Visible(text).Replace('\n', '\u240A').Replace('\t', '\u2409');

    /// <summary>Output as lines: Windows line ends are line ends, a lone carriage return is seen.</summary>
    public static string Lines(string text) => Visible(text.Replace("\r\n", "\n", StringComparison.Ordinal));

    /// <summary>The beginning of a text, for labels, cut between characters as people see them.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length) return text;

        var end = 0;
        while (end < text.Length)
        {
            var next = end + StringInfo.GetNextTextElementLength(text.AsSpan(end));
            if (next > length - 1) break;
            end = next;
        }

        return text[..end] + "…";
    }

    private static bool NeedsWork(string text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' and not '\n' and not '\t' || (c >= '\u007F' && (char.IsSurrogate(c) || IsHidden(new Rune(c)) || IsMark(new Rune(c))))) return true;
        }

        return false;
    }

    private static void Append(StringBuilder visible, Rune rune)
    {
        var value = rune.Value;
        if (value is '\n' or '\t') visible.Append((char)value);
        else if (value < ' ') visible.Append((char)(0x2400 + value));
        else if (value == 0x7F) visible.Append('\u2421');
        else if ((value & 0xFFFE) == 0xFFFE) visible.Append(Replacement);
        else if (IsHidden(rune)) Name(visible, rune);
        else visible.Append(rune);
    }

    private static void Name(StringBuilder visible, Rune rune) => visible.Append(CultureInfo.InvariantCulture, $"⟨U+{rune.Value:X4}⟩");

    private static bool IsMark(Rune rune) => rune.Value >= 0x300 && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    // The joiners U+200C and U+200D are part of how some scripts and emoji are written; other format characters hide or reorder.
    internal static bool IsHidden(Rune rune) => rune.Value is not (0x200C or 0x200D) && Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || (rune.Value & 0xFFFE) == 0xFFFE;
}
