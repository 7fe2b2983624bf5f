namespace RunScope.Testing.Analysis;

/// <summary>What a process did with its time, in one line: for limits that say only that it took too long.</summary>
internal static class TimeSpent
{
    /// <summary><c>it spent 99.8 % Sleeping, 100 % of it in clock_nanosleep, thread "sleep" 4127</c>; null when nothing is known.</summary>
    public static string? Line(ProcessProfile profile)
    {
        var threads = ThreadSet.Default.Select(profile);
        if (MainState.Of(profile, threads) is not { } main) return null;
        var cause = main.Wait ?? (main.State is TaskState.Running or TaskState.Runnable && threads.Length > 1 ? BusiestThread(profile) : null);
        return $"it spent {main.Words}{(cause is null ? "" : ", " + cause)}";
    }

    /// <summary><c>92 % of the CPU time in thread "gzip" 4127</c>; null when there is no CPU time to speak of.</summary>
    public static string? BusiestThread(ProcessProfile profile)
    {
        var busiest = profile.Threads.OrderByDescending(t => t.States.Running).ThenBy(t => t.Id).FirstOrDefault();
        var all = profile.CpuTime ?? profile.States.Running;
        return busiest is null || all <= TimeSpan.Zero || busiest.States.Running == TimeSpan.Zero
            ? null
            : $"{Percent.Whole(Math.Min(1, busiest.States.Running / all))} of the CPU time in thread {ThreadWords.Of(busiest)}";
    }
}
