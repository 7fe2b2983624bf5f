namespace RunScope.Testing.Cli.Live;

/// <summary>What one thread did lately, in buckets of half a second: the times of the latest, and the state that dominated each of many more. Of fixed size.</summary>
internal sealed class StateBuckets
{
    /// <summary>Buckets of which a strip can be drawn.</summary>
    public const int Cells = 240;

    /// <summary>Buckets of which the times are kept: those of a window, the one that is filling, and one that late samples may still reach.</summary>
    public const int Kept = Window + 4;

    /// <summary>Buckets that figures are over: ten seconds.</summary>
    public const int Window = 20;

    /// <summary>The width of a bucket: one for each time that the view is drawn.</summary>
    public static readonly TimeSpan Width = TimeSpan.FromMilliseconds(500);

    private const int States = 7;

    private readonly int[] _ticks = new int[Kept * States];

    // The dominating column and 1; 0 where there is none.
    private readonly byte[] _cells = new byte[Cells];

    private long _newest = -1;

    /// <summary>The bucket of a moment.</summary>
    public static long IndexOf(TimeSpan at) => Math.Max(0, at.Ticks) / Width.Ticks;

    /// <summary>Adds time in one state that was spent somewhere between two moments: evenly, since more isn't known.</summary>
    /// <param name="from">The first moment.</param>
    /// <param name="to">The last one, never earlier than the last one before.</param>
    /// <param name="column">The state.</param>
    /// <param name="ticks">The time.</param>
    public void Add(TimeSpan from, TimeSpan to, int column, long ticks)
    {
        var last = to > from ? IndexOf(to - TimeSpan.FromTicks(1)) : IndexOf(to);
        Advance(last);
        var (first, span, rest) = (IndexOf(from), Math.Max(1, (to - from).Ticks), ticks);
        if (_newest - first >= Cells) first = _newest - Cells + 1;
        for (var bucket = first; bucket < last; bucket++)
        {
            var begin = Math.Max(from.Ticks, bucket * Width.Ticks);
            var part = (long)(ticks * ((((bucket + 1) * Width.Ticks) - begin) / (double)span));
            Put(bucket, column, Math.Min(part, rest));
            rest -= Math.Min(part, rest);
        }

        Put(last, column, rest);
    }

    /// <summary>Adds up the times of the latest buckets.</summary>
    /// <param name="newest">The bucket that fills now.</param>
    /// <param name="buckets">How many, at most <see cref="Window"/>.</param>
    /// <param name="sums">Where to; one per state.</param>
    public void AddTo(long newest, int buckets, Span<long> sums)
    {
        for (var bucket = Math.Max(0, newest - buckets + 1); bucket <= Math.Min(newest, _newest); bucket++)
        {
            if (bucket <= _newest - Kept) continue;
            var at = (int)(bucket % Kept) * States;
            for (var column = 0; column < States; column++) sums[column] += _ticks[at + column];
        }
    }

    /// <summary>The dominating state of each of the latest buckets, the newest last: its column and 1, or 0 where there is none.</summary>
    public byte[] Strip(long newest)
    {
        var strip = new byte[Cells];
        for (var i = 0; i < Cells; i++)
        {
            var bucket = newest - Cells + 1 + i;
            if (bucket >= 0 && bucket <= _newest && bucket > _newest - Cells) strip[i] = _cells[bucket % Cells];
        }

        return strip;
    }

    private void Put(long bucket, int column, long ticks)
    {
        if (ticks <= 0) return;

        // Too old for figures: a thread that wasn't looked at for long. The strip has it still.
        if (bucket <= _newest - Kept)
        {
            _cells[bucket % Cells] = (byte)(column + 1);
            return;
        }

        var times = _ticks.AsSpan((int)(bucket % Kept) * States, States);
        times[column] = (int)Math.Min(int.MaxValue, times[column] + ticks);
        var most = 0;
        for (var other = 1; other < States; other++)
        {
            if (times[other] > times[most]) most = other;
        }

        _cells[bucket % Cells] = (byte)(most + 1);
    }

    private void Advance(long bucket)
    {
        if (bucket <= _newest) return;
        for (var next = Math.Max(_newest + 1, bucket - Kept + 1); next <= bucket; next++) _ticks.AsSpan((int)(next % Kept) * States, States).Clear();
        for (var next = Math.Max(_newest + 1, bucket - Cells + 1); next <= bucket; next++) _cells[next % Cells] = 0;
        _newest = bucket;
    }
}
