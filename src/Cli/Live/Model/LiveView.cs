using System.Collections.Immutable;

namespace RunScope.Testing.Cli.Live;

/// <summary>What a model knew at one moment; nothing changes it.</summary>
/// <param name="At">The moment, from that of attaching.</param>
/// <param name="Rows">One for each thread, also for those that ended lately.</param>
/// <param name="Recent">The times of all rows over the last ten seconds.</param>
/// <param name="Whole">The times of all threads there ever were.</param>
/// <param name="CpuNow">CPUs used over the last second; null in the first.</param>
internal sealed record LiveView(TimeSpan At, ImmutableArray<LiveRow> Rows, StateTimes Recent, StateTimes Whole, double? CpuNow)
{
    /// <summary>Threads that live.</summary>
    public int Threads { get; } = Rows.Count(r => r.Ended is null);

    /// <summary>Processes with threads that live.</summary>
    public int Processes { get; } = Rows.Where(r => r.Ended is null).Select(r => r.ProcessId).Distinct().Count();
}

/// <summary>One thread at the moment of a <see cref="LiveView"/>.</summary>
/// <param name="ProcessId">Its process.</param>
/// <param name="ThreadId">Its ID.</param>
/// <param name="ProcessName">The process's name, as the kernel has it.</param>
/// <param name="Name">Its name, as the kernel has it.</param>
/// <param name="State">What it did in its newest sample.</param>
/// <param name="Call">What it waited in; null when not known, or when it didn't wait.</param>
/// <param name="Target">What the call was on.</param>
/// <param name="Recent">Its times over the last ten seconds.</param>
/// <param name="Strip">The dominating state of each of the last 240 half seconds, the newest last: its column and 1; 0 where there is none.</param>
/// <param name="Ended">For how long it has been gone; null when it lives.</param>
internal sealed record LiveRow(
    int ProcessId,
    int ThreadId,
    string ProcessName,
    string Name,
    TaskState State,
    string? Call,
    string? Target,
    StateTimes Recent,
    byte[] Strip,
    TimeSpan? Ended)
{
    /// <summary>The share of its time on a CPU; null while nothing is known of any.</summary>
    public double? Cpu => ShareOf(Recent.Running);

    /// <summary>The share of its time that it waited for a CPU; null while nothing is known of any.</summary>
    public double? Delay => ShareOf(Recent.Runnable);

    private double? ShareOf(TimeSpan time) => Recent.Total > TimeSpan.Zero ? time / Recent.Total : null;
}
