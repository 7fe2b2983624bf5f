using System.Collections.Immutable;

namespace RunScope.Testing.Reporting.Charts;

/// <summary>A timeline merged to as many columns as a picture can show.</summary>
internal sealed class TimelineCells
{
    private const int States = 7;

    private readonly long _bucketsPerColumn;

    /// <param name="timeline">The buckets.</param>
    /// <param name="maxColumns">The most columns, 1 or more.</param>
    public TimelineCells(Timeline timeline, int maxColumns)
    {
        // A saved file may claim anything: rows without buckets or before the start are nothing to draw.
        Rows = timeline.Threads.IsDefault ? [] : [.. timeline.Threads.Where(t => !t.States.IsDefaultOrEmpty && t.FirstBucket >= 0)];
        var buckets = Rows.Length == 0 ? 0 : Rows.Max(t => (long)t.FirstBucket + t.States.Length);
        _bucketsPerColumn = Math.Max(1, (buckets + maxColumns - 1) / maxColumns);
        Columns = (int)((buckets + _bucketsPerColumn - 1) / _bucketsPerColumn);
        ColumnTime = timeline.Bucket * _bucketsPerColumn;
    }

    public ImmutableArray<ThreadTimeline> Rows { get; }

    public int Columns { get; }

    /// <summary>The time that one column stands for.</summary>
    public TimeSpan ColumnTime { get; }

    /// <summary>For each column the nanoseconds that some threads together spent in each state.</summary>
    public double[,] Sums(params IEnumerable<ThreadTimeline> rows)
    {
        var sums = new double[Columns, States];
        foreach (var row in rows)
        {
            for (var i = 0; i < row.States.Length; i++)
            {
                var bucket = row.States[i];
                if (bucket.IsDefault) continue;
                var column = (row.FirstBucket + (long)i) / _bucketsPerColumn;
                for (var s = 0; s < Math.Min(States, bucket.Length); s++) sums[column, s] += Math.Max(0, bucket[s]);
            }
        }

        return sums;
    }

    /// <summary>For each column the share of each state in the time that the threads spent in it; an empty column holds zeros.</summary>
    public double[,] Shares(params IEnumerable<ThreadTimeline> rows)
    {
        var sums = Sums(rows);
        for (var c = 0; c < Columns; c++)
        {
            var total = 0.0;
            for (var s = 0; s < States; s++) total += sums[c, s];
            for (var s = 0; s < States && total > 0; s++) sums[c, s] /= total;
        }

        return sums;
    }
}
