using System.Text;

namespace RunScope.Testing.Analysis;

/// <summary>A glob over the kernel's names of threads or processes: <c>*</c> is any text, <c>?</c> any one character; case matters.</summary>
internal sealed class NameGlob
{
    /// <summary>The bytes that the kernel keeps of a name (<c>TASK_COMM_LEN</c> less its terminator, see <c>prctl(2)</c>).</summary>
    public const int KernelNameBytes = 15;

    private readonly Rune[] _pattern;

    public NameGlob(string pattern)
    {
        Pattern = pattern;
        _pattern = [.. pattern.EnumerateRunes()];
    }

    /// <summary>The glob as written.</summary>
    public string Pattern { get; }

    /// <summary>The pattern without its wildcards.</summary>
    public string Literal => Pattern.Replace("*", "", StringComparison.Ordinal).Replace("?", "", StringComparison.Ordinal);

    /// <summary>What is wrong with a glob, or null.</summary>
    /// <param name="property">The property that it was written to.</param>
    /// <param name="pattern">The glob.</param>
    public static string? Problem(string property, string pattern)
    {
        if (pattern.Length == 0)
            return $"{property} is empty: leave it out, or write a name such as \"worker-*\"";
        var needed = pattern.EnumerateRunes().Sum(r => r.Value == '*' ? 0 : r.Utf8SequenceLength);
        if (needed <= KernelNameBytes)
            return null;
        return $"{property} = {VisibleText.Quote(pattern)} can never match: the kernel keeps {KernelNameBytes} bytes of a name and this needs {needed}"
            + (Kept(pattern) is { } kept ? $": write {VisibleText.Quote(kept)}" : ": shorten it");
    }

    /// <summary>Whether a name matches as a whole.</summary>
    public bool Matches(string name)
    {
        Rune[] text = [.. name.EnumerateRunes()];
        int p = 0, t = 0, star = -1, retry = 0;
        while (t < text.Length)
        {
            if (p < _pattern.Length && _pattern[p].Value == '*')
            {
                star = p++;
                retry = t;
            }
            else if (p < _pattern.Length && (_pattern[p].Value == '?' || _pattern[p] == text[t]))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                // Let the last star take one character more and try again.
                p = star + 1;
                t = ++retry;
            }
            else
            {
                return false;
            }
        }

        while (p < _pattern.Length && _pattern[p].Value == '*')
            p++;
        return p == _pattern.Length;
    }

    /// <summary>What a pattern that is too long stands for: the bytes that the kernel keeps of it; null where a star stands among them, which leaves that open.</summary>
    public static string? Kept(string pattern)
    {
        var kept = new StringBuilder();
        var bytes = 0;
        foreach (var rune in pattern.EnumerateRunes())
        {
            if (rune.Value == '*')
                return null;
            bytes += rune.Utf8SequenceLength;
            if (bytes > KernelNameBytes)
                break;
            kept.Append(rune);
            if (bytes == KernelNameBytes)
                break;
        }

        return kept.ToString();
    }
}
