namespace RunScope.Testing.Analysis;

/// <summary>CPU time that no watched thread accounts for: without a word, exact shares of the watched threads would pass for the whole.</summary>
internal static class UnattributedCpu
{
    private const double WorthAWord = 0.01;
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(10);

    /// <summary>One sentence when it is more than 1 % of the CPU time and 10 ms; else null. Of a span nobody knows how much of it fell within.</summary>
    public static string? Note(ProcessProfile profile) =>
        profile is { UnattributedCpu: { } blind, CpuTime: { } all } && blind > Least && blind > WorthAWord * all
            ? $"{(profile.IsSpan ? $"up to {Durations.Format(blind)} more of CPU time" : $"{Durations.Format(blind)} of CPU time ({Percent.Whole(blind / all)})")} belongs to threads and processes that lived between two rounds and is in no thread set"
            : null;
}
