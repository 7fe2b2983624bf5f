using System.Collections.Immutable;

namespace RunScope.Testing.Analysis;

/// <summary>Threads that the default set leaves out although they worked: they are named, so that nothing vanishes silently.</summary>
internal static class ExcludedThreads
{
    /// <summary>A service thread is worth a word from this share of the set's CPU time on.</summary>
    private const double WorthAWord = 0.01;

    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(10);

    /// <summary>One sentence about service threads that used more than 1 % of the CPU time of the default set; null when there is none.</summary>
    public static string? Note(ProcessProfile profile)
    {
        var judged = ThreadSet.Default.Select(profile).Sum(t => t.States.Running.Ticks);
        ImmutableArray<ThreadProfile> busy =
        [
            .. profile.Threads
                .Where(t => t.Role == ThreadRole.Runtime && t.States.Running > Least && t.States.Running.Ticks > WorthAWord * judged)
                .OrderByDescending(t => t.States.Running)
                .ThenBy(t => t.Id),
        ];
        if (busy.IsEmpty)
            return null;
        var named = string.Join(", ", busy.Take(3).Select(t => $"{VisibleText.Quote(t.Name, 40)} {Durations.Format(t.States.Running)}"));
        var more = busy.Length > 3 ? $" and {Counts.Format(busy.Length - 3)} more" : "";
        return $"the Application threads leave out service threads that used CPU time: {named}{more}";
    }
}
