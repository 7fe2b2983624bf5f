using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace RunScope.Testing;

/// <summary>What each thread did over time, in equal buckets.</summary>
/// <param name="Bucket">The width of a bucket.</param>
/// <param name="Threads">One row per thread.</param>
public sealed record Timeline([property: JsonPropertyName("bucketNs")] TimeSpan Bucket, ImmutableArray<ThreadTimeline> Threads)
{
    /// <summary>A timeline of nothing.</summary>
    public static Timeline Empty { get; } = new(TimeSpan.Zero, []);
}

/// <summary>One thread's row of a <see cref="Timeline"/>.</summary>
/// <param name="Id">The <see cref="ThreadProfile.Id"/>.</param>
/// <param name="FirstBucket">The index of the bucket that <paramref name="States"/> begins with.</param>
/// <param name="States">
/// Per bucket the nanoseconds in running, runnable, sleeping, diskSleep, stopped, other and unresolved, in this order. Time is put where it
/// became known, so a bucket may hold slightly more or less than its width.
/// </param>
public sealed record ThreadTimeline(int Id, int FirstBucket, ImmutableArray<ImmutableArray<long>> States);
