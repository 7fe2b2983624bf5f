using System.Collections.Immutable;

namespace RunScope.Testing;

/// <summary>One pass over all threads of an attached process.</summary>
/// <param name="Number">The round's number, from 1.</param>
/// <param name="At">When it began, from the moment of attaching.</param>
/// <param name="Samples">One sample for each thread.</param>
/// <param name="Skipped">Rounds that this reader was too slow for, since the one that it got before.</param>
public sealed record SampleRound(long Number, TimeSpan At, ImmutableArray<ThreadSample> Samples, long Skipped);

/// <summary>Gets the samples of each round.</summary>
/// <param name="round">The round's number, from 1.</param>
/// <param name="samples">One sample for each thread; valid only during the call.</param>
public delegate void SamplesHandler(long round, ReadOnlySpan<ThreadSample> samples);
