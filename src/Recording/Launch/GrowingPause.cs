namespace RunScope.Testing.Launch;

/// <summary>Pauses between looks at something that is mostly there soon: each is twice as long as the one before, up to the longest.</summary>
/// <param name="first">Nanoseconds, at least 1.</param>
/// <param name="longest">Nanoseconds, at least as many.</param>
internal sealed class GrowingPause(long first, long longest)
{
    public long Next { get; private set; } = first;

    /// <summary>Without a bound it would be negative after some 50 steps, which is an endless wait to who subtracts the time from it.</summary>
    public void Grow() => Next = Next <= longest / 2 ? 2 * Next : longest;
}
