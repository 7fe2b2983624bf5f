using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace RunScope.Testing.Attaching;

/// <summary>The rounds that one reader has yet to read; when it is slow the oldest go.</summary>
internal sealed class RoundReader(int capacity, long round)
{
    private readonly Channel<SampleRound> _rounds = Channel.CreateBounded<SampleRound>(
        new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleWriter = true, SingleReader = true });

    private long _last = round;

    public void Add(SampleRound round) => _rounds.Writer.TryWrite(round);

    public void End() => _rounds.Writer.TryComplete();

    public async IAsyncEnumerable<SampleRound> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var next in _rounds.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            // Rounds are numbered without gaps.
            var skipped = next.Number - _last - 1;
            _last = next.Number;
            yield return skipped == 0 ? next : next with { Skipped = skipped };
        }
    }
}
