using System.Collections.Immutable;

namespace RunScope.Testing.Analysis;

/// <summary>The time of a set of threads in a group of states, as a share of the set's lifetime.</summary>
/// <param name="Time">Thread-time in the group.</param>
/// <param name="Total">The summed lifetime of the set.</param>
/// <param name="Share">The share, 0 to 1, with its 95 % interval.</param>
/// <param name="Fidelity">The weakest way in which a part of it was obtained.</param>
/// <param name="Samples">The informative samples behind it; 0 when it is exact.</param>
internal sealed record StateShare(TimeSpan Time, TimeSpan Total, Interval Share, Fidelity Fidelity, long Samples);

/// <summary>Where a set of threads spent its time.</summary>
internal sealed class Distribution
{
    private readonly ImmutableArray<ThreadProfile> _threads;
    private readonly Evidence _whole;

    private Distribution(ImmutableArray<ThreadProfile> threads, Evidence whole)
    {
        _threads = threads;
        _whole = whole;
        Times = threads.Aggregate(StateTimes.Zero, (sum, t) => sum + t.States);
    }

    /// <summary>The times of all threads together.</summary>
    public StateTimes Times { get; }

    /// <summary>The share that couldn't be told apart; 0 for an empty set.</summary>
    public double UnresolvedShare => Times.Total == TimeSpan.Zero ? 0 : Times.Unresolved / Times.Total;

    /// <summary>The distribution over some threads of a profile.</summary>
    public static Distribution Of(ProcessProfile profile, ImmutableArray<ThreadProfile> threads) => new(threads, profile.Evidence);

    /// <summary>The evidence for each state over the set, as a profile carries it.</summary>
    public Evidence Evidence => Evidence.PerState(EvidenceFor);

    /// <summary>The share of one state, or of several together.</summary>
    /// <remarks>
    /// The threads' intervals combine by the MOVER rule: the distance of the sum's end from its estimate is the root of the summed squared
    /// distances of each thread's own end (G. Y. Zou, A. Donner: Construction of confidence limits about effect measures, Statistics in
    /// Medicine 27, 2008, pp. 1693-1702). Bounds that aren't random, such as unresolved time, add up plainly.
    /// </remarks>
    public StateShare ShareOf(params ReadOnlySpan<TaskState> states)
    {
        var group = new StateGroup(states);
        Uncertainty below = default, above = default;
        var fidelity = Fidelity.ExactKernel;
        var samples = 0L;
        // Summed in one order whatever the order of the threads is: floating-point sums depend on it.
        foreach (var thread in _threads.OrderBy(t => t.Id))
        {
            var part = ThreadShare.Of(thread.States, thread.Evidence ?? Assumed(), group);
            below += part.Below;
            above += part.Above;
            fidelity = part.Fidelity > fidelity ? part.Fidelity : fidelity;
            samples += part.Samples;
        }

        var time = group.TimeIn(Times);
        if (Times.Total == TimeSpan.Zero)
            return new StateShare(time, Times.Total, new Interval(0, 0, 1), Fidelity.Unresolved, samples);

        var total = (double)Times.Total.Ticks;
        var share = new Interval(time.Ticks / total, Math.Max(0, (time.Ticks - below.Distance) / total), Math.Min(1, (time.Ticks + above.Distance) / total));
        return new StateShare(time, Times.Total, share, fidelity, fidelity is Fidelity.ExactKernel or Fidelity.ExactEvent ? 0 : samples);
    }

    /// <summary>
    /// What holds for a thread without evidence of its own: a state that is exact for the whole profile is exact for every thread of it;
    /// an interval of the whole says nothing about one thread.
    /// </summary>
    private Evidence Assumed() => Evidence.PerState(state => IfExact(_whole[state]));

    private static StateEvidence IfExact(StateEvidence whole) =>
        whole.Kind is Fidelity.ExactKernel or Fidelity.ExactEvent ? whole : new StateEvidence(Fidelity.Unresolved);

    private StateEvidence EvidenceFor(TaskState state)
    {
        var share = ShareOf(state);
        return share.Fidelity is Fidelity.ExactKernel or Fidelity.ExactEvent
            ? new StateEvidence(share.Fidelity)
            : new StateEvidence(share.Fidelity, share.Samples, share.Share.Low, share.Share.High);
    }
}
