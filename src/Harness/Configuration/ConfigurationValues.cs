using System.Globalization;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Configuration;

/// <summary>Reads the texts of values. All problems are in words that follow the place: "RUNSCOPE_RUNS is "many", which ...".</summary>
internal static class ConfigurationValues
{
    /// <summary>Reads a text as a key takes it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="text">The text.</param>
    /// <param name="numericFlags">Whether 1 and 0 are flags: in variables.</param>
    /// <returns>The form that is bound, or what is wrong.</returns>
    public static (string? Value, string? Problem) Read(ConfigurationKey key, string text, bool numericFlags) => key.Kind switch
    {
        ValueKind.Duration => Duration(key, text),
        ValueKind.WholeNumber => WholeNumber(key, text),
        ValueKind.Flag => Flag(text, numericFlags),
        ValueKind.Word => OneOf(key.Words, text, text.Trim().ToLowerInvariant()),
        ValueKind.Share => Share(text),
        ValueKind.Words => Several(key.Words, text),
        ValueKind.Variables => (text, text.Contains('\0') ? " has a NUL character, which no environment variable can have" : null),

        // The pattern stays out of the message: it may be the secret itself.
        ValueKind.Patterns => (text, key.Check(text) is { } problem ? " " + problem : null),
        _ => (text, string.IsNullOrWhiteSpace(text) ? " is empty" : key.Check(text) is { } problem ? $" is {VisibleText.Quote(text)}: {problem}" : null),
    };

    /// <summary>The bounds of a key in words, such as "1 to 1000" or "0 s to 1 h".</summary>
    public static string Range(ConfigurationKey key) => key.Kind == ValueKind.Duration
        ? $"{Durations.Format(TimeSpan.FromMilliseconds(key.Range.Least))} to {Durations.Format(TimeSpan.FromMilliseconds(key.Range.Most))}"
        : string.Create(CultureInfo.InvariantCulture, $"{key.Range.Least} to {key.Range.Most}");

    private static (string?, string?) Duration(ConfigurationKey key, string text)
    {
        if (!Durations.TryParse(text, out var time, out var problem)) return (null, ": " + problem);
        return time < TimeSpan.FromMilliseconds(key.Range.Least) || time > TimeSpan.FromMilliseconds(key.Range.Most)
            ? (null, $" is {VisibleText.Quote(text)}; it takes {Range(key)}")
            : (time.ToString("c", CultureInfo.InvariantCulture), null);
    }

    private static (string?, string?) WholeNumber(ConfigurationKey key, string text) =>
        long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= key.Range.Least && number <= key.Range.Most
            ? (number.ToString(CultureInfo.InvariantCulture), null)
            : (null, $" is {VisibleText.Quote(text)}; it takes a whole number, {Range(key)}");

    private static (string?, string?) Flag(string text, bool numeric) => text.Trim().ToLowerInvariant() switch
    {
        "true" => ("true", null),
        "false" => ("false", null),
        "1" when numeric => ("true", null),
        "0" when numeric => ("false", null),
        _ => OneOf(numeric ? ["1", "true", "0", "false"] : ["true", "false"], text, ""),
    };

    private static (string?, string?) Share(string text) =>
        double.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share <= 1
            ? (share.ToString(CultureInfo.InvariantCulture), null)
            : (null, $" is {VisibleText.Quote(text)}; it takes a share, a number from 0 to 1, such as 0.03 for 3 %");

    private static (string?, string?) Several(IReadOnlyList<string> words, string text)
    {
        string[] named = [.. text.Split(',').Select(w => w.Trim())];
        foreach (var name in named)
        {
            if (words.FirstOrDefault(w => w.Equals(name, StringComparison.OrdinalIgnoreCase)) is null)
                return (null, $" is {VisibleText.Quote(text)}: {VisibleText.Quote(name)} is none of {string.Join(", ", words)}");
        }

        return named.Distinct(StringComparer.OrdinalIgnoreCase).Count() == named.Length
            ? (string.Join(", ", named), null)
            : (null, $" is {VisibleText.Quote(text)}, which names a word twice");
    }

    private static (string?, string?) OneOf(IEnumerable<string> words, string text, string word) => words.Contains(word)
        ? (word, null)
        : (null, $" is {VisibleText.Quote(text)}, which is none of {string.Join(", ", words)}");
}
