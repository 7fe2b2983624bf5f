using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Conditions.Checks;

/// <summary>What holds for every profile, whatever the machine permits.</summary>
internal static class Figures
{
    /// <summary>Books are closed, accounting is exact, and whatever is unknown is said to be.</summary>
    public static void AreTrue(Report report, ProcessProfile profile)
    {
        report.Holds(profile.ShouldBeClosed);
        report.Holds(profile.ShouldRoundTrip);
        report.Holds(profile.Evidence.Running.Kind == Fidelity.ExactKernel, $"Running is {profile.Evidence.Running.Kind}: it comes from the scheduler's accounting.");
        report.Holds(profile.Evidence.Runnable.Kind == Fidelity.ExactKernel, $"Runnable is {profile.Evidence.Runnable.Kind}: it comes from the scheduler's accounting.");
        foreach (var state in (TaskState[])[TaskState.Sleeping, TaskState.DiskSleep, TaskState.Stopped])
        {
            var evidence = profile.Evidence[state];
            report.Holds(evidence.Kind == Fidelity.ExactKernel || (evidence.Low is not null && evidence.High is not null), $"{state} is {evidence.Kind} without an interval.");
        }

        Said(report, profile, profile.Io is null, "Bytes read and written are unknown");
        Said(report, profile, profile.PeakMemory is null, "Peak memory is unknown");
        Said(report, profile, profile.VoluntarySwitches is null, "Context switches are unknown");
        report.Holds(profile.CpuTime is not null, "The CPU time is unknown.");

        // Switches of threads that ended while they were watched nobody tells anywhere.
        report.IsReduced |= profile.Io is null || profile.PeakMemory is null;
    }

    /// <summary>Waits are named by their calls where the kernel lets us read them; elsewhere by nothing that nobody has read, and a warning says why, and how to get them.</summary>
    /// <param name="report">Where to say it.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="calls">Whether the kernel lets us read them.</param>
    /// <param name="call">The call that its workers sleep in; null when unknown.</param>
    /// <param name="workers">Whether it is about its workers alone.</param>
    public static void WaitsAreNamed(Report report, ProcessProfile profile, bool calls, string? call, bool workers = false)
    {
        report.Calls = calls;
        var told = profile.Engine.Warnings.Where(w => w.Contains("couldn't be looked into", StringComparison.Ordinal) || w.Contains("ystem calls", StringComparison.Ordinal)).ToList();
        if (calls)
        {
            report.Holds(told.Count == 0, $"The calls can be read, and a warning says otherwise: {string.Join(' ', told)}");
            if (call is null) return;
            foreach (var thread in profile.Threads.Where(t => t.Name.StartsWith("worker-", StringComparison.Ordinal)))
            {
                // On a slow machine it waits for more than its sleeps: for memory, for files. These have names as well.
                var waits = profile.Waits.Where(w => w.ThreadId == thread.Id && w.State == TaskState.Sleeping).ToList();
                var unnamed = waits.Where(w => w.Call == (w.WaitChannel ?? "unknown")).Aggregate(TimeSpan.Zero, (sum, w) => sum + w.Time);
                report.Holds(waits.Exists(w => w.Call == call && w.Time > TimeSpan.Zero), $"{thread.Name} sleeps in {call}, and no wait of it has that name: {Of(profile)}.");
                report.Holds(unnamed <= thread.States.Sleeping / 2, $"Of the {thread.States.Sleeping} that {thread.Name} was asleep, {unnamed} have no name: {Of(profile)}.");
            }

            return;
        }

        var threads = profile.Threads.Where(t => !workers || t.Name.StartsWith("worker-", StringComparison.Ordinal)).Select(t => t.Id).ToHashSet();
        report.Holds(profile.Waits.Where(w => w.ThreadId is { } id && threads.Contains(id)).All(w => w.Call == (w.WaitChannel ?? "unknown")), $"The calls can't be read, and waits have names of calls: {Of(profile)}.");
        report.Holds(told.Count > 0, "The calls can't be read, and no warning says so.");
        report.Holds(told.Any(Remedies.IsIn), $"The calls can't be read, and no warning says what to do: {string.Join(' ', told)}");
        var scope = KernelView.Try(() => File.ReadAllText("/proc/sys/kernel/yama/ptrace_scope"))?.Trim();
        report.Note($"kernel.yama.ptrace_scope is {scope ?? "not there"}; waits: {Of(profile)}");
    }

    private static void Said(Report report, ProcessProfile profile, bool unknown, string warning) =>
        report.Holds(!unknown || profile.Engine.Warnings.Any(w => w.StartsWith(warning, StringComparison.Ordinal)), $"{warning}, and no warning says so.");

    private static string Of(ProcessProfile profile) =>
        string.Join(", ", profile.Waits.GroupBy(w => (w.State, w.Call)).OrderByDescending(g => g.Sum(w => w.Time.Ticks)).Take(6).Select(g => $"{g.Key.State} in {g.Key.Call} {g.Sum(w => w.Time.TotalMilliseconds):0} ms"));
}
