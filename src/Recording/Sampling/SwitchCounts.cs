namespace RunScope.Testing.Sampling;

/// <summary>The context switches of one thread: how often it gave up its CPU, how often it was taken off, and how often either.</summary>
/// <remarks>
/// The scheduler counts a thread's turns on a CPU in <c>schedstat</c>, which every round reads anyway; only the larger file <c>status</c> tells the
/// reasons apart. So <c>Either</c> is as of the last round, and may be ahead of the sum of the two reasons.
/// </remarks>
internal readonly record struct SwitchCounts(long Voluntary, long Involuntary, long Either)
{
    public static SwitchCounts operator +(SwitchCounts left, SwitchCounts right) =>
        new(left.Voluntary + right.Voluntary, left.Involuntary + right.Involuntary, left.Either + right.Either);

    public static SwitchCounts operator -(SwitchCounts later, SwitchCounts earlier) =>
        new(later.Voluntary - earlier.Voluntary, later.Involuntary - earlier.Involuntary, later.Either - earlier.Either);
}
