using System.Globalization;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Cli.Judging;

/// <summary>The value of a limit: a share (<c>5%</c>, <c>0.05</c>), a number, a duration or a size, as the metric takes it.</summary>
internal sealed class LimitBound(string text, bool isAtMost)
{
    private const NumberStyles Plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;

    /// <summary>The text where it is an upper limit, for durations and sizes; null where it is none.</summary>
    public string? AtMost => isAtMost ? text : null;

    public string? AtLeast => isAtMost ? null : text;

    public double AtMostNumber => isAtMost ? Number : double.NaN;

    public double AtLeastNumber => isAtMost ? double.NaN : Number;

    public double AtMostShare => isAtMost ? Share : double.NaN;

    public double AtLeastShare => isAtMost ? double.NaN : Share;

    /// <summary>Whether a limit on a state is one in thread-seconds, and not on a share.</summary>
    public bool IsTime => text.Any(char.IsLetter);

    /// <summary>Why it is no number; null when it is one.</summary>
    public string? NumberProblem => double.IsNaN(Number) ? $"has the value {Quoted}, which is no number: write digits alone, such as 64 or 1.5" : null;

    /// <summary>Why it is no share; null when it is one, or when only its size is wrong.</summary>
    public string? ShareProblem =>
        double.IsNaN(Share) ? $"has the value {Quoted}, which is neither a share nor a duration: write 5% or 0.05, or a time such as 200ms"
        : IsPercent && Share is not (>= 0 and <= 1) ? $"has the share {Quoted}: write 0% to 100%"
        : null;

    private bool IsPercent => text.EndsWith('%');

    private string Quoted => VisibleText.Quote(text, 40);

    private double Number => decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out var number) ? (double)number : double.NaN;

    private double Share => !IsPercent ? Number : decimal.TryParse(text.AsSpan()[..^1].TrimEnd(), Plain, CultureInfo.InvariantCulture, out var percent) ? (double)(percent / 100) : double.NaN;
}
