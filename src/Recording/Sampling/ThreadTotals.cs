namespace RunScope.Testing.Sampling;

/// <summary>A thread's books at one moment, in nanoseconds. All fields together are its lifetime so far.</summary>
internal struct ThreadTotals
{
    /// <summary>On a CPU, by the scheduler.</summary>
    public long Running;

    /// <summary>Waiting for a CPU, by the scheduler.</summary>
    public long Runnable;

    /// <summary>Blocked in spells that began and ended at readings with no switch between: their kind is certain.</summary>
    public PerKind Exact;

    /// <summary>Blocked in spells seen at one end only: their kind is sampled.</summary>
    public PerKind Sampled;

    /// <summary>Informative samples per kind behind <see cref="Sampled"/>; counts, not time.</summary>
    public PerKind Samples;

    /// <summary>Off the CPU, kind unknown.</summary>
    public long Unresolved;

    public readonly long Lifetime => Running + Runnable + Exact.Sum + Sampled.Sum + Unresolved;

    /// <summary>
    /// Settles what a difference overdraws: a wait that seemed to last into the span, and was in truth a wait for a CPU before it, is taken from
    /// the time for which it was accounted within the span.
    /// </summary>
    public void MoveOverdrawn()
    {
        for (var kind = 0; kind < PerKind.Count; kind++)
        {
            if (Exact[kind] >= 0) continue;
            Runnable = Math.Max(0, Runnable + Exact[kind]);
            Exact[kind] = 0;
        }
    }

    public static ThreadTotals operator +(in ThreadTotals left, in ThreadTotals right)
    {
        var sum = left;
        sum.Running += right.Running;
        sum.Runnable += right.Runnable;
        sum.Unresolved += right.Unresolved;
        for (var kind = 0; kind < PerKind.Count; kind++)
        {
            sum.Exact[kind] += right.Exact[kind];
            sum.Sampled[kind] += right.Sampled[kind];
            sum.Samples[kind] += right.Samples[kind];
        }

        return sum;
    }

    public static ThreadTotals operator -(in ThreadTotals later, in ThreadTotals earlier)
    {
        var difference = later;
        difference.Running -= earlier.Running;
        difference.Runnable -= earlier.Runnable;
        difference.Unresolved -= earlier.Unresolved;
        for (var kind = 0; kind < PerKind.Count; kind++)
        {
            difference.Exact[kind] -= earlier.Exact[kind];
            difference.Sampled[kind] -= earlier.Sampled[kind];
            difference.Samples[kind] -= earlier.Samples[kind];
        }

        return difference;
    }
}
