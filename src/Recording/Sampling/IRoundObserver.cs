using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Sampling;

/// <summary>Hears of every reading of every thread as it is taken. All calls come from the sampling thread, and rounds wait for them.</summary>
internal interface IRoundObserver
{
    /// <summary>Whether somebody looks on: then what threads wait in is looked at more often.</summary>
    bool IsWatched { get; }

    /// <summary>A round begins.</summary>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="atNs">When, from the start of the recording.</param>
    void BeginRound(long number, long atNs);

    /// <summary>A thread was read, or is known to wait still.</summary>
    void See(in ThreadReading reading);

    /// <summary>The round is over.</summary>
    void EndRound();

    /// <summary>How the name of a process or thread is shown; asked once for each name that a thread takes.</summary>
    string Shown(string name);

    /// <summary>How a wait is shown; asked once for each wait of a thread.</summary>
    SampledWait Shown(in WaitKey wait);
}

/// <summary>A wait that samples share.</summary>
internal sealed record SampledWait(string? Call, string? Target, string? WaitChannel);

/// <summary>One reading of one thread. Times are nanoseconds; those of a thread's first reading are 0.</summary>
/// <param name="Pid">The process.</param>
/// <param name="Tid">The thread.</param>
/// <param name="ProcessName">The process's name as the observer shows it.</param>
/// <param name="ThreadName">The thread's name as the observer shows it.</param>
/// <param name="State">What it did.</param>
/// <param name="AtNs">When, from the start of the recording.</param>
/// <param name="ElapsedNs">Since the reading before.</param>
/// <param name="RanNs">CPU time since the reading before.</param>
/// <param name="WaitedNs">Time in the run queue since the reading before.</param>
/// <param name="Wait">What it waits in, where that is known.</param>
internal readonly record struct ThreadReading(
    int Pid, int Tid, string ProcessName, string ThreadName, TaskState State, long AtNs, long ElapsedNs, long RanNs, long WaitedNs, SampledWait? Wait);
