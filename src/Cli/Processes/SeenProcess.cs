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
        return
        [
            .. processes.Select((p, i) => new SeenProcess(p, p.ReadStates(), OnCpuOf(before[i], after[i]), after[i].Cpu ?? p.CpuNs, Attachability.Of(p, facts)))
                .OrderByDescending(s => s.OnCpu ?? 0).ThenByDescending(s => s.CpuNs ?? 0).ThenBy(s => s.Process.Pid),
        ];
    }

    // Each with its own time: a list of many takes as long to read as a short look.
    private static (long? Cpu, long At)[] Read(IReadOnlyList<ListedProcess> processes)
    {
        var readings = new (long? Cpu, long At)[processes.Count];
        for (var i = 0; i < readings.Length; i++) readings[i] = (Clock.TryReadProcess(processes[i].Pid, out var cpu) ? cpu : null, Clock.Monotonic);
        return readings;
    }

    private static double? OnCpuOf((long? Cpu, long At) before, (long? Cpu, long At) after) =>
        before.Cpu is { } first && after.Cpu is { } second && second >= first && after.At > before.At ? (double)(second - first) / (after.At - before.At) : null;
}
