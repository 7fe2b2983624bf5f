using System.Collections.Immutable;

namespace RunScope.Testing.Analysis;

/// <summary>The CPU time of a whole process tree: exact over a run, bounded over a span of it.</summary>
/// <remarks>Over a span it is summed over the threads that were seen; what lived between two rounds may have used its time within the span or outside.</remarks>
internal static class TreeCpu
{
    /// <summary>In seconds; null when it isn't known.</summary>
    public static Interval? Of(ProcessProfile run)
    {
        if (run.CpuTime is not { } cpu) return null;
        var others = run.IsSpan ? run.UnattributedCpu?.TotalSeconds ?? double.PositiveInfinity : 0;
        return new Interval(cpu.TotalSeconds, cpu.TotalSeconds, cpu.TotalSeconds + others);
    }

    /// <summary>How it is known, in words.</summary>
    public static string Evidence(ImmutableArray<ProcessProfile> runs)
    {
        if (!runs.Any(r => r.IsSpan)) return "all processes, exact";
        if (runs.Any(r => r.UnattributedCpu is null)) return "of the threads seen; how much others used isn't known";
        var more = runs.Max(r => r.UnattributedCpu!.Value);
        return more == TimeSpan.Zero ? "all threads, exact" : $"of the threads seen; up to {Durations.Format(more)} more of threads and processes that lived between two rounds";
    }
}
