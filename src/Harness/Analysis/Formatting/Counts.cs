using System.Globalization;

namespace RunScope.Testing.Analysis;

/// <summary>Counts in words; the same in every culture.</summary>
internal static class Counts
{
    /// <summary>A count with its thousands apart, such as "12,345".</summary>
    public static string Format(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A count of things, such as "1 thread", "2 threads" or "3 processes".</summary>
    public static string Of(long count, string thing) => count == 1 ? $"1 {thing}" : $"{Format(count)} {thing}{(thing.EndsWith('s') ? "es" : "s")}";

    /// <summary>The counts of several runs: "2 threads", or "2..5 threads" when they differ.</summary>
    public static string Range(IEnumerable<int> counts, string thing)
    {
        var all = counts.ToArray();
        return all.Min() == all.Max() ? Of(all[0], thing) : $"{Format(all.Min())}..{Of(all.Max(), thing)}";
    }
}
