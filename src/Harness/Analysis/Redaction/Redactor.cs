using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace RunScope.Testing.Analysis.Redaction;

/// <summary>Hides secrets in everything that is written or printed: they show as <c>***</c>.</summary>
/// <remarks>
/// Patterns find secrets by their surroundings. What they find in a run's command line, and the values of variables with names such as DB_PASSWORD, is
/// then hidden wherever it stands, also where nothing around it tells.
/// </remarks>
internal sealed class Redactor
{
    public const string Mask = "***";

    // Shorter ones, such as "1" or "admin", stand everywhere; so do words such as "postgres".
    private const int ShortestValue = 6;
    private const int ShortestWord = 12;

    // The kernel cuts names off (TASK_COMM_LEN).
    private const int LongestName = 15;

    private readonly ImmutableArray<Regex> _patterns;
    private readonly ImmutableArray<string> _values;
    private readonly bool _builtIn;

    private Redactor(ImmutableArray<Regex> patterns, ImmutableArray<string> values, bool builtIn)
    {
        _patterns = patterns;
        _values = values;
        _builtIn = builtIn;
    }

    /// <summary>The built-in patterns alone.</summary>
    public static Redactor Default { get; } = Of([], builtIn: true);

    public static Redactor Of(IEnumerable<string> patterns, bool builtIn) =>
        new([.. patterns.Select(SecretPatterns.Compile)], [], builtIn);

    /// <summary>This one with the secrets that a command line and an environment hold.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="environment">"NAME=value" each.</param>
    public Redactor ForRun(IReadOnlyList<string> arguments, IEnumerable<string> environment)
    {
        var found = new HashSet<string>(_values, StringComparer.Ordinal);
        for (var i = 0; i < arguments.Count; i++)
        {
            Collect(arguments[i], found);
            if (!_builtIn) continue;
            if (SecretPatterns.SecretIn(arguments[i]) is { } secret) found.Add(secret);
            if (i > 0 && SecretPatterns.IsOptionOfSecret(arguments[i - 1])) found.Add(arguments[i]);
        }

        foreach (var variable in environment)
        {
            var equals = variable.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && _builtIn && SecretPatterns.IsNameOfSecret(variable[..equals])) found.Add(variable[(equals + 1)..]);
            else Collect(variable, found);
        }

        // The longest first: one may be part of another.
        return new Redactor(_patterns, [.. found.Where(v => v.Length >= (v.All(char.IsAsciiLetterLower) ? ShortestWord : ShortestValue)).OrderByDescending(v => v.Length)], _builtIn);
    }

    /// <summary>A text without secrets.</summary>
    public string Text(string text)
    {
        if (text.Length == 0) return text;
        try
        {
            foreach (var value in _values) text = text.Replace(value, Mask, StringComparison.Ordinal);
            if (_builtIn)
            {
                foreach (var pattern in SecretPatterns.BuiltInFor(text)) text = pattern.Replace(text, Hidden);
            }

            foreach (var pattern in _patterns) text = pattern.Replace(text, Hidden);
            return text;
        }
        catch (RegexMatchTimeoutException)
        {
            // What couldn't be searched through isn't shown.
            return Mask;
        }
    }

    /// <summary>A name of a process or thread, which the kernel may have cut off within a secret.</summary>
    public string Name(string name)
    {
        var text = Text(name);
        if (text.Length < LongestName) return text;
        foreach (var value in _values)
        {
            for (var length = Math.Min(LongestName, value.Length - 1); length >= ShortestValue; length--)
            {
                if (text.EndsWith(value[..length], StringComparison.Ordinal)) return text[..^length] + Mask;
            }
        }

        return text;
    }

    /// <summary>A command's arguments: the one behind "--password" is hidden whole, and so is what stands behind "--password=".</summary>
    public ImmutableArray<string> Arguments(IReadOnlyList<string> arguments) =>
        [.. arguments.Select((a, i) => i > 0 && _builtIn && a.Length > 0 && SecretPatterns.IsOptionOfSecret(arguments[i - 1]) ? Mask : Argument(a))];

    private string Argument(string argument) =>
        _builtIn && SecretPatterns.SecretIn(argument) is { } secret ? Text(argument[..^secret.Length]) + Mask : Text(argument);

    /// <summary>The end of a stream. Where its beginning is missing the first line goes: what told of a secret in it may have been cut off.</summary>
    public string Tail(string tail, bool truncated)
    {
        if (!truncated || (!_builtIn && _patterns.IsEmpty && _values.IsEmpty)) return Text(tail);
        var end = tail.AsSpan().IndexOfAny('\n', ' ');
        return Text(end < 0 ? Mask : tail[(tail.IndexOf('\n') is var line and >= 0 ? line + 1 : end)..]);
    }

    private static string Hidden(Match match)
    {
        if (match.Length == 0) return match.Value;
        var secret = match.Groups[SecretPatterns.Group];
        if (!secret.Success || secret.Length == 0) return Mask;
        var start = secret.Index - match.Index;
        return string.Concat(match.ValueSpan[..start], Mask, match.ValueSpan[(start + secret.Length)..]);
    }

    private void Collect(string text, HashSet<string> found)
    {
        try
        {
            ImmutableArray<Regex> patterns = _builtIn ? [.. SecretPatterns.BuiltInFor(text), .. _patterns] : _patterns;
            foreach (var match in patterns.SelectMany(p => p.Matches(text)))
            {
                var secret = match.Groups[SecretPatterns.Group];
                found.Add(secret.Success ? secret.Value : match.Value);
            }
        }
        catch (RegexMatchTimeoutException)
        {
            // Nothing to learn from it; where it is shown, it is hidden whole.
        }
    }
}
