using System.Diagnostics.CodeAnalysis;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Cli.Judging;

/// <summary>A limit as it is written on a command line, in its parts: <c>DiskSleep[worker-*]&lt;=5%</c>.</summary>
/// <param name="Metric">What is limited, as written: <c>DiskSleep</c>, <c>Running+Runnable</c>.</param>
/// <param name="Threads">The thread set between the brackets; null where there are none.</param>
/// <param name="IsAtMost">Whether it is an upper limit.</param>
/// <param name="Value">The bound, as written.</param>
internal sealed record LimitText(string Metric, string? Threads, bool IsAtMost, string Value)
{
    private const string Form = "write a metric, <= or >=, and a value, such as \"DiskSleep<=5%\"";

    private const string Comparisons = "<>=\u2264\u2265";

    /// <summary>Takes a text apart; what the parts mean is another question.</summary>
    /// <param name="text">The text.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="problem">What is wrong with it, in words that follow it.</param>
    public static bool TryRead(string text, [NotNullWhen(true)] out LimitText? parts, [NotNullWhen(false)] out string? problem)
    {
        parts = null;
        var rest = text.AsSpan().Trim();
        var metric = rest[..IndexOrEnd(rest.IndexOfAny(Comparisons + "["), rest)];
        rest = rest[metric.Length..];
        problem = text.Length == 0 || rest.IsEmpty ? $"has no comparison: {Form}" : metric.IsWhiteSpace() ? $"names nothing to limit: {Form}" : null;
        if (problem is not null || !TryTakeThreads(ref rest, out var threads, out problem) || !TryTakeComparison(ref rest, out var isAtMost, out problem)) return false;

        var value = rest.Trim();
        problem = value.IsEmpty ? $"has no value: {Form}" : value.IndexOfAny(Comparisons) >= 0 ? "has two comparisons: write --limit twice, once for each" : null;
        if (problem is not null) return false;
        parts = new LimitText(metric.Trim().ToString(), threads, isAtMost, value.ToString());
        return true;
    }

    private static bool TryTakeThreads(ref ReadOnlySpan<char> rest, out string? threads, [NotNullWhen(false)] out string? problem)
    {
        (threads, problem) = (null, null);
        if (rest[0] != '[') return true;

        // A name may hold brackets of its own: the last one before the comparison ends it.
        var comparison = IndexOrEnd(rest.IndexOfAny(Comparisons), rest);
        var end = rest[..comparison].LastIndexOf(']');
        var between = end < 0 ? default : rest[1..end].Trim();
        problem = end < 0 ? "has a [ and no ] after it: write the threads as in \"DiskSleep[worker-*]<=5%\""
            : between.IsEmpty ? "names no threads between [ and ]: leave the brackets out, or write \"[worker-*]\", \"[Main]\" or \"[All]\""
            : !rest[(end + 1)..comparison].IsWhiteSpace() ? $"has {VisibleText.Quote(rest[(end + 1)..comparison].ToString(), 40)} between the threads and the comparison: {Form}"
            : comparison == rest.Length ? $"has no comparison: {Form}"
            : null;
        if (problem is not null) return false;
        threads = between.ToString();
        rest = rest[comparison..];
        return true;
    }

    private static bool TryTakeComparison(ref ReadOnlySpan<char> rest, out bool isAtMost, [NotNullWhen(false)] out string? problem)
    {
        var length = IndexOrEnd(rest.IndexOfAnyExcept(Comparisons), rest);
        var comparison = rest[..length];
        isAtMost = comparison is "<=" or "\u2264";
        problem = isAtMost || comparison is ">=" or "\u2265" ? null : $"has {VisibleText.Quote(comparison.ToString(), 10)}: write <= for at most, >= for at least";
        rest = rest[length..];
        return problem is null;
    }

    private static int IndexOrEnd(int index, ReadOnlySpan<char> text) => index < 0 ? text.Length : index;
}
