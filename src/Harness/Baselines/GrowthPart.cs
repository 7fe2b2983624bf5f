namespace RunScope.Testing.Baselines;

/// <summary>One thing that threads of one name spend their time in, in the average run of either side.</summary>
/// <param name="State">The state; of a call that waits in several, the one that grew most.</param>
/// <param name="Call">The call; empty where only the state is known.</param>
/// <param name="Target">What the call is on; null where that is several things, or none.</param>
/// <param name="Threads">The threads.</param>
/// <param name="Before">The base's time in seconds, over all these threads.</param>
/// <param name="After">The head's.</param>
internal sealed record GrowthPart(TaskState State, string Call, string? Target, ThreadsGrowth Threads, double Before, double After)
{
    /// <summary>A thread that does nothing else for this share of its life does it because the run lasts.</summary>
    private const double NearlyAll = 0.9;

    public double Growth => After - Before;

    /// <summary>By how much it made one of the threads last longer.</summary>
    public double GrowthPerThread => (After / Math.Max(1, Threads.CountAfter)) - (Before / Math.Max(1, Threads.CountBefore));

    /// <summary>Whether the threads wait for what other threads or processes do, as far as the call tells.</summary>
    public bool IsPassive => State is not (TaskState.Running or TaskState.Runnable) && PassiveWaits.Include(State, Call, Target);

    /// <summary>Whether it fills the threads' whole lives on both sides: then it may last longer only because the run does.</summary>
    public bool FillsLives =>
        State is not (TaskState.Running or TaskState.Runnable) && Threads.LifeBefore > 0 && Before >= NearlyAll * Threads.LifeBefore && After >= NearlyAll * Threads.LifeAfter;
}

/// <summary>Threads of one name on both sides, in the average run.</summary>
/// <param name="Name">The name; null for waits over several threads.</param>
/// <param name="CountBefore">How many the base has.</param>
/// <param name="CountAfter">How many the head has.</param>
/// <param name="LifeBefore">The base's thread-seconds in all states.</param>
/// <param name="LifeAfter">The head's.</param>
/// <param name="OnCpuAfter">The head's thread-seconds on a CPU or waiting for one.</param>
/// <param name="VoluntaryBefore">How often those of the base gave up their CPU; null where that isn't known.</param>
/// <param name="VoluntaryAfter">The same of the head.</param>
/// <param name="InvoluntaryBefore">How often those of the base were taken off their CPU; null where that isn't known.</param>
/// <param name="InvoluntaryAfter">The same of the head.</param>
internal sealed record ThreadsGrowth(
    string? Name, double CountBefore, double CountAfter, double LifeBefore, double LifeAfter, double OnCpuAfter,
    double? VoluntaryBefore, double? VoluntaryAfter, double? InvoluntaryBefore, double? InvoluntaryAfter);
