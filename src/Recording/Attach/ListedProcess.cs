using System.Collections.Immutable;

namespace RunScope.Testing.Attach;

/// <summary>What <c>/proc</c> said of one process at one moment. Texts are as the process left them: they may hold any character.</summary>
/// <param name="Pid">Its ID.</param>
/// <param name="Parent">The ID of its parent; 0 when that lies outside of our PID namespace.</param>
/// <param name="StartTicks">When it started, in clock ticks (10 ms) since boot: with the ID that names it for good.</param>
/// <param name="User">The number of the user that it runs as; null when it couldn't be read.</param>
/// <param name="Name">The kernel's name of it, 15 bytes at most.</param>
/// <param name="CommandLine">Its arguments, the first of them its own name; empty for a kernel thread, a zombie and one that is closed to us. A process may overwrite them.</param>
/// <param name="Executable">The program file, where it may be read; one that was deleted ends in " (deleted)".</param>
/// <param name="State">The state letter of its first thread.</param>
/// <param name="Threads">How many threads it has.</param>
/// <param name="CpuNs">CPU time of all its threads so far, those that ended too, exact; null when it has gone.</param>
/// <param name="ResidentBytes">Resident memory, as the kernel counts it (a few pages per thread may be missing).</param>
/// <param name="IsKernelThread">Whether it is a thread of the kernel.</param>
/// <param name="HasEnded">Whether it has ended and only waits to be reaped.</param>
internal sealed record ListedProcess(
    int Pid,
    int Parent,
    ulong StartTicks,
    uint? User,
    string Name,
    ImmutableArray<string> CommandLine,
    string? Executable,
    byte State,
    int Threads,
    long? CpuNs,
    long ResidentBytes,
    bool IsKernelThread,
    bool HasEnded)
{
    // USER_HZ, in which /proc tells times: 100 on every architecture that .NET runs on.
    private const long NsPerTick = 10_000_000;

    /// <summary>How long it has been running, to 10 ms.</summary>
    /// <param name="sinceBootNs">The time now: <c>Clock.SinceBoot</c>.</param>
    public TimeSpan Age(long sinceBootNs) => TimeSpan.FromTicks(Math.Max(0, (sinceBootNs - ((long)StartTicks * NsPerTick)) / 100));

    /// <summary>The states of its threads now; null when it has gone.</summary>
    public StateCounts? ReadStates() =>
        Threads == 1 ? default(StateCounts).With(State) : StateCounts.TryRead(Pid, out var states) ? states : null;
}
