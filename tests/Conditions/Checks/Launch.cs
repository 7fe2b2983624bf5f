using System.Runtime.InteropServices;

namespace RunScope.Testing.Conditions.Checks;

/// <summary>A workload that counts for itself, profiled from start to end.</summary>
internal static partial class Launch
{
    // A worker reads its own clock as its last act, but not in no time; an emulated CPU is slow.
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(2);

    public static async Task CheckAsync(Report report)
    {
        var calls = await KernelView.ShowsCallsOfChildrenAsync();

        report.WaitsFor = "a profile of a workload";
        var childrenBefore = ChildrenCpu();
        var (profile, truth) = await Programs.ProfileAsync("duty", "--threads", "2", "--busy", "3ms", "--idle", "7ms", "--rounds", "40");
        var childrenAfter = ChildrenCpu();

        report.Profile = profile;
        report.Holds(profile.ExitCode == 0 && profile.EndedBy == EndedBy.Exit, $"It ended by {profile.EndedBy} with {profile.ExitCode} instead of 0.");
        Figures.AreTrue(report, profile);
        CpuTime(report, profile, truth.CpuNs, childrenAfter - childrenBefore);
        var unseen = profile.UnattributedCpu ?? TimeSpan.Zero;
        foreach (var worker in truth.Threads.Where(t => t.Name.StartsWith("worker-", StringComparison.Ordinal)))
        {
            var thread = profile.Threads.SingleOrDefault(t => t.ThreadId == worker.Tid && t.Name == worker.Name);
            report.Holds(thread is not null, $"{worker.Name} wasn't seen.");
            if (thread is null) continue;
            report.Holds(thread.States.Running == thread.CpuTime, $"{worker.Name} was running for {thread.States.Running} and used {thread.CpuTime}.");
            report.Holds(thread.States.Running >= (worker.Cpu * 0.99) - Slack - unseen && thread.States.Running <= (worker.Cpu * 1.01) + Slack,
                $"{worker.Name} used {worker.Cpu} by its own clock, and was running for {thread.States.Running}.");
        }

        Figures.WaitsAreNamed(report, profile, calls, "clock_nanosleep");
        if (profile.Host.CgroupCpuQuota is { } cpus) report.Note(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"CPU quota {cpus}"));
    }

    /// <summary>A workload that keeps its own user out after its start, as programs do that hold keys.</summary>
    public static async Task NonDumpableAsync(Report report)
    {
        bool calls;
        await using (var child = await Stranger.ChildAsync("no")) calls = KernelView.Of(child.Id) is { Calls: true };

        report.WaitsFor = "a profile of a workload that isn't dumpable";
        var (profile, _) = await Programs.ProfileAsync("target", "--threads", "2", "--busy", "1ms", "--idle", "9ms", "--duration", "500ms", "--dumpable", "no");

        report.Profile = profile;
        report.Holds(profile.ExitCode == 0, $"It ended with {profile.ExitCode} instead of 0.");
        Figures.AreTrue(report, profile);
        Figures.WaitsAreNamed(report, profile, calls, "clock_nanosleep", workers: true);
    }

    /// <summary>The CPU time of the tree lies between what the workload counted before its end and what the kernel says that our children used, recorder and all.</summary>
    public static void CpuTime(Report report, ProcessProfile profile, long ownNs, TimeSpan ofChildren)
    {
        var own = TimeSpan.FromTicks(ownNs / TimeSpan.NanosecondsPerTick);
        report.Holds(profile.CpuTime >= own - Rounding, $"The CPU time is {profile.CpuTime}, less than the {own} that the workload itself counted.");
        report.Holds(profile.CpuTime <= ofChildren + Rounding, $"The CPU time is {profile.CpuTime}, more than the {ofChildren} that the kernel counted for all children.");
    }

    /// <summary>CPU time of all children of this process that were reaped, and of theirs, by getrusage(2).</summary>
    public static unsafe TimeSpan ChildrenCpu()
    {
        // struct rusage: user time and system time, in seconds and microseconds, come first.
        var usage = stackalloc long[18];
        _ = getrusage(-1, usage);
        return TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3]);
    }

    [LibraryImport("libc")]
    private static unsafe partial int getrusage(int who, long* usage);
}
