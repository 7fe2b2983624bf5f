namespace RunScope.Testing.Analysis;

/// <summary>One thread's time in a group of states, and how far the truth may lie below and above it.</summary>
internal readonly record struct ThreadShare(Uncertainty Below, Uncertainty Above, Fidelity Fidelity, long Samples)
{
    /// <summary>
    /// Reads one thread's evidence. The states of a thread sum to its lifetime, so a group is as sure as the rest is: of the distances
    /// that follow from the group's own states and from the states outside it, the smaller holds. That makes all waits together as exact
    /// as the scheduler's accounting of the CPU, however uncertain their split is.
    /// </summary>
    public static ThreadShare Of(StateTimes times, Evidence evidence, StateGroup group)
    {
        var total = (double)times.Total.Ticks;
        Portion inside = default, outside = default;
        double sureInside = 0, sureOutside = 0;
        for (var column = 0; column < StateGroup.Columns.Length; column++)
        {
            var state = StateGroup.Columns[column];
            var time = (double)times[state].Ticks;
            // "Other" is whatever else the kernel named; where it never did, there is nothing to be unsure of.
            if (state == TaskState.Idle && time == 0)
                continue;

            var part = Column(time, times, evidence[state]);
            ref var side = ref group.Includes(column) ? ref inside : ref outside;
            ref var sure = ref group.Includes(column) ? ref sureInside : ref sureOutside;
            side = side.With(part);
            if (part.IsSure)
                sure += time;
        }

        var value = (double)group.TimeIn(times).Ticks;
        // Time that wasn't told apart was off the CPU for certain: it may be any wait, and is never running or runnable.
        var unresolved = new Uncertainty(0, group.AnyBlocked ? times.Unresolved.Ticks : 0);
        // One sampled state keeps the interval that it came with, unless the rest is certain: the better of two random ends would promise too much.
        var keep = inside.Unsure == 1 && inside.IsRandom && !outside.IsSure;
        var below = (keep ? inside.Below : Uncertainty.Smaller(inside.Below, outside.Above)).AtMost(value - sureInside);
        var above = ((keep ? inside.Above : Uncertainty.Smaller(inside.Above, outside.Below)) + unresolved).AtMost(total - sureOutside - value);
        return new ThreadShare(below, above, FidelityOf(below, above, inside, outside), inside.Samples);
    }

    private static Fidelity FidelityOf(Uncertainty below, Uncertainty above, Portion inside, Portion outside)
    {
        if (below.Distance == 0 && above.Distance == 0)
            return inside.Kind is Fidelity.ExactEvent ? Fidelity.ExactEvent : Fidelity.ExactKernel;
        var weakest = inside.Below.Distance + inside.Above.Distance <= outside.Below.Distance + outside.Above.Distance ? inside.Kind : outside.Kind;
        return weakest is Fidelity.ExactKernel or Fidelity.ExactEvent ? Fidelity.Bounded : weakest;
    }

    private static Portion Column(double time, StateTimes times, StateEvidence evidence)
    {
        var total = (double)times.Total.Ticks;
        var unresolved = (double)times.Unresolved.Ticks;
        switch (evidence)
        {
            case { Kind: Fidelity.ExactKernel or Fidelity.ExactEvent }:
                return new Portion(default, default, evidence.Kind, 0);
            case { Kind: Fidelity.Sampled or Fidelity.Bounded, Low: { } low, High: { } high }:
                var below = Math.Max(0, time - (low * total));
                // The upper end already holds the unresolved time. It is taken out here and added once for the group: it isn't random.
                var above = Math.Max(0, (high * total) - time - unresolved);
                return evidence.Kind == Fidelity.Sampled
                    ? new Portion(new(below, 0), new(above, 0), evidence.Kind, evidence.Samples ?? 0)
                    : new Portion(new(0, below), new(0, above), evidence.Kind, evidence.Samples ?? 0);
            default:
                return new Portion(new(0, time), new(0, Math.Max(0, total - time - unresolved)), evidence.Kind, evidence.Samples ?? 0);
        }
    }

    private readonly record struct Portion(Uncertainty Below, Uncertainty Above, Fidelity Kind, long Samples)
    {
        public bool IsSure => Below.Distance == 0 && Above.Distance == 0;

        public bool IsRandom => Below.Systematic == 0 && Above.Systematic == 0;

        /// <summary>The columns that aren't sure.</summary>
        public int Unsure { get; init; }

        public Portion With(Portion other) => new(Below + other.Below, Above + other.Above, other.Kind > Kind ? other.Kind : Kind, Math.Max(Samples, other.Samples))
        {
            Unsure = Unsure + (other.IsSure ? 0 : 1),
        };
    }
}
