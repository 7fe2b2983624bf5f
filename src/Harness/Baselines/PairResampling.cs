using System.Collections.Immutable;

namespace RunScope.Testing.Baselines;

/// <summary>Pairs of base and head runs, in the order in which they ran.</summary>
internal readonly record struct SamplePairs(ImmutableArray<RunSample> Base, ImmutableArray<RunSample> Head)
{
    public int Count => Base.Length;

    public SamplePairs First(int count) => new(Base[..count], Head[..count]);
}

/// <summary>Draws sequences of pairs, as they might have been, out of pairs in which both sides ran the same thing.</summary>
/// <remarks>
/// The circular block bootstrap (D. N. Politis and J. P. Romano, 1992; block length as of P. Hall, J. L. Horowitz and B.-Y. Jing, 1995, in the order of the cube root): pairs that ran
/// one after the other stay together, so noise that lasts does too. Base and head are one and the same, so each block is exchanged as a whole by the toss of a coin:
/// that makes nothing the truth, whatever difference the recorded pairs show by chance.
/// </remarks>
internal sealed class PairResampling(SamplePairs recorded, int seed)
{
    private readonly Random _random = new(seed);

    public int BlockLength { get; } = (int)Math.Ceiling(Math.Cbrt(recorded.Count) - 1e-9);

    public SamplePairs Draw(int count)
    {
        var (before, after) = (ImmutableArray.CreateBuilder<RunSample>(count), ImmutableArray.CreateBuilder<RunSample>(count));
        while (before.Count < count)
        {
            var start = _random.Next(recorded.Count);
            var exchanged = _random.Next(2) == 1;
            for (var i = 0; i < BlockLength && before.Count < count; i++)
            {
                var at = (start + i) % recorded.Count;
                before.Add((exchanged ? recorded.Head : recorded.Base)[at]);
                after.Add((exchanged ? recorded.Base : recorded.Head)[at]);
            }
        }

        return new SamplePairs(before.MoveToImmutable(), after.MoveToImmutable());
    }
}
