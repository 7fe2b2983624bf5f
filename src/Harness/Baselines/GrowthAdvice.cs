using System.Globalization;

namespace RunScope.Testing.Baselines;

/// <summary>What to do about a growth, where the wait leaves no doubt of it.</summary>
internal static class GrowthAdvice
{
    /// <param name="metric">What grew.</param>
    /// <param name="part">What explains most of it.</param>
    /// <param name="cpus">The CPUs that the process may use; null where that isn't known.</param>
    public static string? Of(GatedMetric metric, GrowthPart part, double? cpus)
    {
        if (metric == GatedMetric.RunQueueDelayByOthers) return "others on the machine had the CPUs: look at the machine, not at the program";
        return part switch
        {
            { State: TaskState.Runnable } => Crowded(part, cpus),
            { State: TaskState.Running } => part.Threads.CountAfter >= part.Threads.CountBefore + 0.5 && part.GrowthPerThread < 0.25 * part.Growth ? "there are more threads, not slower ones" : null,
            { Call: "fsync" or "fdatasync" or "sync_file_range" or "msync" or "syncfs" or "sync" } => "each of them waits for the storage: write more between two of them",
            { Call: "clock_nanosleep" or "nanosleep" } => part.Before < 0.05 * part.After ? "a sleep was added: look for a delay, a retry or a poll" : "the program asks to sleep for longer: look for a delay, a retry or a poll",
            { Call: "futex" or "futex_waitv" or "futex_wait", FillsLives: false, Threads.CountAfter: >= 2 } => "threads wait for each other: where it is a lock, hold it for less time, or split it",
            { Call: "read" or "readv" or "recvfrom" or "recvmsg" or "recvmmsg", Target: "pipe" or "socket" } => $"what comes through the {part.Target} comes later: look at the other end of it",
            { State: TaskState.DiskSleep, Call: "read" or "pread64" or "readv" or "preadv" } => "the data came from the storage and not from the page cache",
            { State: TaskState.DiskSleep, Call: var call } when call.StartsWith("folio_wait", StringComparison.Ordinal) || call.StartsWith("wait_on_page", StringComparison.Ordinal) =>
                "no system call: pages of a mapped file, or of the program itself, came from the storage",
            _ => null,
        };
    }

    private static string? Crowded(GrowthPart part, double? cpus)
    {
        var (threads, before) = (part.Threads.CountAfter, part.Threads.CountBefore);
        if (cpus is { } known && threads > known && threads > before)
            return string.Create(CultureInfo.InvariantCulture, $"there are more threads than the {known:0.##} {(known == 1 ? "CPU" : "CPUs")} can run: let fewer of them work at a time");
        return cpus is { } enough && threads <= enough ? "there are CPUs for all of these threads: others on the machine, or other threads of the program, had them" : null;
    }
}
