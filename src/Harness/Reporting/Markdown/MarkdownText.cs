using System.Globalization;
using System.Text;
using RunScope.Testing.Reporting.Html;

namespace RunScope.Testing.Reporting.Markdown;

/// <summary>Text that Markdown and HTML take for text alone, whatever a process put into it.</summary>
internal static class MarkdownText
{
    /// <summary>Every sign that either could mean something by becomes a character reference; what ends a line becomes a space, and what hides or reorders its surroundings is named.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">The most characters of it that are taken.</param>
    public static string Of(string text, int longest)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes().Take(longest))
        {
            if (Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) safe.Append(' ');
            else if (PageText.IsHidden(rune)) safe.Append(CultureInfo.InvariantCulture, $"⟨U&#43;{rune.Value:X4}⟩");
            else if (Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '-' or '/' || rune.Value > 127) safe.Append(rune);
            else safe.Append(CultureInfo.InvariantCulture, $"&#{rune.Value};");
        }

        return safe.ToString();
    }
}
