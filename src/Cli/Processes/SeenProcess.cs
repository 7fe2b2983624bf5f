using System.Collections.Immutable;
using RunScope.Testing.Attach;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Cli.Processes;

/// <summary>A process with what it did over a short look.</summary>
/// <param name="Process">What <c>/proc</c> said of it.</param>
/// <param name="States">The states of its threads at the look's end; null when it had gone by then.</param>
/// <param name="OnCpu">CPUs that it used on average over the look; null when it had gone.</param>
/// <param name="CpuNs">CPU time so far; null when it couldn't be read.</param>
/// <param name="Attach">How much attaching would show.</param>
internal sealed record SeenProcess(ListedProcess Process, StateCounts? States, double? OnCpu, long? CpuNs, Attachability Attach)
{
    /// <summary>Looks at processes twice; the busiest first.</summary>
    /// <param name="processes">Which.</param>
    /// <param name="facts">What the machine permits.</param>
    /// <param name="look">Waits between the two.</param>
    public static ImmutableArray<SeenProcess> Look(IReadOnlyList<ListedProcess> processes, MachineFacts facts, Action look)
    {
        var before = Read(processes);
        look();
        var after = Read(processes);
        var seen = processes.Select((p, i) => new SeenProcess(p, p.ReadStates(), OnCpuOf(before[i], after[i]), after[i].Cpu ?? p.CpuNs, Attachability.Of(p, facts))).ToList();
        seen.Sort(BusiestFirst);
        return [.. seen];
    }

    private static int BusiestFirst(SeenProcess left, SeenProcess right)
    {
        var now = (right.OnCpu ?? 0).CompareTo(left.OnCpu ?? 0);
        var ever = now != 0 ? now : (right.CpuNs ?? 0).CompareTo(left.CpuNs ?? 0);
        return ever != 0 ? ever : left.Process.Pid.CompareTo(right.Process.Pid);
    }

    private readonly record struct Reading(long? Cpu, long At);

    // Each with its own time: a list of many takes as long to read as a short look.
    private static Reading[] Read(IReadOnlyList<ListedProcess> processes)
    {
        var readings = new Reading[processes.Count];
        for (var i = 0; i < readings.Length; i++) readings[i] = new Reading(Clock.TryReadProcess(processes[i].Pid, out var cpu) ? cpu : null, Clock.Monotonic);
        return readings;
    }

    private static double? OnCpuOf(Reading before, Reading after) =>
        before.Cpu is { } first && after.Cpu is { } second && second >= first && after.At > before.At ? (double)(second - first) / (after.At - before.At) : null;
}
