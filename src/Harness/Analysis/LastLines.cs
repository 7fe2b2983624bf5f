namespace RunScope.Testing.Analysis;

/// <summary>The last lines of a stream, fit to be shown.</summary>
internal static class LastLines
{
    private const int Most = 10;
    private const int Longest = 200;

    /// <summary>The lines, ten at most, and whether there were more; empty for a stream of nothing but white space.</summary>
    public static (string[] Lines, bool Cut) Of(string? tail)
    {
        if (string.IsNullOrWhiteSpace(tail)) return ([], false);
        var all = tail.TrimEnd().Split('\n');
        return ([.. all.TakeLast(Most).Select(line => VisibleText.Of(line.TrimEnd('\r'), Longest))], all.Length > Most);
    }
}
