using System.Globalization;

namespace Workloads;

/// <summary>A wrong command line, with the reason.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>The words after the verb: plain ones in order, and <c>--name value</c> in any order.</summary>
internal sealed class Words
{
    private readonly Queue<string> _plain = new();
    private readonly Dictionary<string, string> _named = [];

    internal Words(ReadOnlySpan<string> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (!words[i].StartsWith("--", StringComparison.Ordinal))
                _plain.Enqueue(words[i]);
            else if (i + 1 == words.Length)
                throw new UsageException($"{words[i]} needs a value");
            else
                _named[words[i][2..]] = words[++i];
        }
    }

    internal string Text(string name, string standard) => _named.Remove(name, out var text) ? text : standard;

    internal bool Flag(string name) => Text(name, "no") is "yes" or "true" or "1";

    /// <summary>A whole number with an optional unit: KB, MB and GB count in 1000, KiB, MiB and GiB in 1024.</summary>
    internal long Number(string name, string standard)
    {
        var text = Text(name, standard);
        var (digits, unit) = Split(text);
        long factor = unit switch
        {
            "" or "B" => 1,
            "KB" => 1000,
            "MB" => 1_000_000,
            "GB" => 1_000_000_000,
            "KiB" => 1 << 10,
            "MiB" => 1 << 20,
            "GiB" => 1 << 30,
            _ => throw new UsageException($"--{name} {text}: not a number"),
        };
        return (long)(Parse(name, text, digits) * factor);
    }

    internal int Count(string name, int standard) =>
        checked((int)Number(name, standard.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Nanoseconds from 500us, 20ms, 1.5s or 2m; a plain 0 is allowed.</summary>
    internal long Duration(string name, string standard)
    {
        var text = Text(name, standard);
        var (digits, unit) = Split(text);
        var factor = unit switch
        {
            "ns" => 1d,
            "us" => 1e3,
            "ms" => 1e6,
            "s" => 1e9,
            "m" => 60e9,
            "" when text == "0" => 1,
            _ => throw new UsageException($"--{name} {text}: not a duration such as 20ms or 1.5s"),
        };
        return (long)(Parse(name, text, digits) * factor);
    }

    /// <summary>The next plain word.</summary>
    internal int NextNumber(string meaning, int? standard = null)
    {
        if (!_plain.TryDequeue(out var text)) return standard ?? throw new UsageException($"{meaning} is missing");
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new UsageException($"{meaning} {text}: not a number");
    }

    /// <summary>Says that nothing more is understood; what is left is a mistake.</summary>
    internal void End()
    {
        foreach (var name in _named.Keys) throw new UsageException($"--{name} means nothing to this verb");
        foreach (var word in _plain) throw new UsageException($"{word} means nothing to this verb");
    }

    private static (string Digits, string Unit) Split(string text)
    {
        var end = text.Length;
        while (end > 0 && char.IsAsciiLetter(text[end - 1])) end--;
        return (text[..end], text[end..]);
    }

    private static double Parse(string name, string text, string digits) =>
        double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new UsageException($"--{name} {text}: not a number");
}
