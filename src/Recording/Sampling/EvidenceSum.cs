namespace RunScope.Testing.Sampling;

/// <summary>The evidence for a sum over threads.</summary>
internal static class EvidenceSum
{
    /// <summary>
    /// Adds the intervals of independent estimates by the rule of G. Y. Zou and A. Donner, "Construction of confidence limits about effect
    /// measures: a general approach" (2008): the distance to an end of the sum's interval is the root of the sum of the squared distances.
    /// Unresolved time is no random error: it could all have been one state, so it adds up plainly.
    /// </summary>
    public static Evidence Of(IEnumerable<(StateTimes States, Evidence Evidence)> threads)
    {
        var list = threads.ToList();
        var lifetime = list.Sum(t => t.States.Total.Ticks);
        return new Evidence
        {
            Sleeping = Of(list, lifetime, TaskState.Sleeping),
            DiskSleep = Of(list, lifetime, TaskState.DiskSleep),
            Stopped = Of(list, lifetime, TaskState.Stopped),
            Other = Of(list, lifetime, TaskState.Idle),
        };
    }

    private static StateEvidence Of(List<(StateTimes States, Evidence Evidence)> threads, long lifetime, TaskState state)
    {
        double sum = 0, below = 0, above = 0, unresolved = 0;
        long samples = 0;
        var kind = Fidelity.ExactKernel;
        foreach (var (states, evidence) in threads)
        {
            double own = states[state].Ticks;
            sum += own;
            if (evidence[state] is not { Low: { } low, High: { } high } e) continue;
            double total = states.Total.Ticks;
            below += Square(own - (low * total));
            above += Square(Math.Max(0, (high * total) - own - states.Unresolved.Ticks));
            unresolved += states.Unresolved.Ticks;
            samples += e.Samples ?? 0;
            if (e.Kind > kind) kind = e.Kind;
        }

        if (kind == Fidelity.ExactKernel || lifetime == 0) return StateEvidence.Exact;
        return new StateEvidence(kind, samples, Math.Max(0, (sum - Math.Sqrt(below)) / lifetime), Math.Min(1, (sum + Math.Sqrt(above) + unresolved) / lifetime));
    }

    private static double Square(double value) => value * value;
}
