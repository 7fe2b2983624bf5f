namespace Workloads;

/// <summary>How long a verb goes on: for a number of rounds, the same work in every run, or else for a time from now.</summary>
internal readonly struct Goal(long rounds, long duration)
{
    private readonly long _end = Clocks.Now + duration;

    internal bool Goes(long done) => rounds > 0 ? done < rounds : Clocks.Now < _end;
}
