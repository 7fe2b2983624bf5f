namespace RunScope.Testing.Analysis;

/// <summary>Whether the machine disturbed a run so much that its numbers say more of the machine than of the program. How good this is as a sensor is measured in bench/.</summary>
internal static class Contamination
{
    /// <summary>The share of the machine's CPU time that a hypervisor may take.</summary>
    public const double Steal = 0.10;

    /// <summary>The share of the wall time for which a CPU quota may keep the control group waiting.</summary>
    public const double Throttled = 0.05;

    /// <summary>The share of its CPU quota that the tree leaves to others; a tree that takes more is throttled by itself, and will be in every run.</summary>
    public const double QuotaOfOthers = 0.10;

    /// <summary>The share that waits caused by others may have of the time that it took to get the CPU time; what threads of the tree made each other wait is left out.</summary>
    public const double DelayOfDemand = 0.25;

    /// <summary>The same of the wall time: what all threads together waited for bounds what the run took longer.</summary>
    public const double DelayOfWall = 0.05;

    /// <summary>Below this a delay isn't told from the scheduler's own turns.</summary>
    public static readonly TimeSpan LeastDelay = TimeSpan.FromMilliseconds(10);

    private const double NoticeablePressure = 0.10;

    /// <summary>What disturbed the run, in words; null when nothing is known to have done so.</summary>
    public static string? Of(ProcessProfile run)
    {
        string[] causes = [.. Causes(run)];
        return causes.Length == 0 ? null : string.Join("; ", causes) + Beside(run.Host.Noise);
    }

    private static IEnumerable<string> Causes(ProcessProfile run)
    {
        var noise = run.Host.Noise;
        if (noise.StealShare >= Steal) yield return $"the hypervisor took {Percent.Whole(noise.StealShare.Value)} of the machine's CPU time";
        if (noise.Throttled is { } throttled && throttled > TimeSpan.Zero && throttled >= Throttled * run.WallTime && !IsThrottledByItself(run))
            yield return $"the CPU quota of the control group, which others used too, kept threads waiting for {Durations.Format(throttled)}";

        // A tree with more threads than CPUs makes itself wait, and some of that is told too late to be told from what others caused: they are blamed for most of the waiting or for none.
        if (noise.ExternalRunDelay is { } delay && delay >= LeastDelay && delay >= DelayOfWall * run.WallTime
            && run.CpuTime is { } cpu && delay * 2 >= run.States.Runnable && delay >= DelayOfDemand * (cpu + delay))
            yield return $"others on the machine kept its threads waiting for a CPU for {Durations.Format(delay)}, beside {Durations.Format(cpu)} on one";
    }

    // Where it isn't known what others took, a tree that used nearly all of the quota had nobody else to blame.
    private static bool IsThrottledByItself(ProcessProfile run)
    {
        if (run.Host.CgroupCpuQuota is not { } cpus) return false;
        var allowed = cpus * run.WallTime;
        return run.Host.Noise.QuotaUsedByOthers is { } others ? others < QuotaOfOthers * allowed : run.CpuTime >= (1 - QuotaOfOthers) * allowed;
    }

    // The workload makes pressure itself: it is no cause, and what there is of it helps to find one.
    private static string Beside(HostNoise noise)
    {
        string[] pressure =
        [
            .. noise.CpuPressure >= NoticeablePressure ? (string[])[$"for a CPU in {Percent.Whole(noise.CpuPressure.Value)} of the run"] : [],
            .. noise.IoPressure >= NoticeablePressure ? (string[])[$"for storage in {Percent.Whole(noise.IoPressure.Value)}"] : [],
        ];
        return pressure.Length == 0 ? "" : $" (some task of the machine waited {string.Join(", ", pressure)})";
    }
}
