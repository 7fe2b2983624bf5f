using CsCheck;
using RunScope.Testing.Reporting.Charts;

namespace RunScope.Testing.Tests.Reporting;

public class TimelineCellsTests
{
    private static readonly TimeSpan Bucket = TimeSpan.FromMilliseconds(10);

    [Fact]
    public void Buckets_are_merged_by_their_time_when_there_are_more_than_columns()
    {
        var row = new ThreadTimeline(1, 1, [[10, 0, 0, 0, 0, 0, 0], [0, 0, 30, 0, 0, 0, 0], [5, 0, 0, 5, 0, 0, 0]]);

        var cells = new TimelineCells(new Timeline(Bucket, [row]), 2);
        var shares = cells.Shares(row);

        cells.Columns.ShouldBe(2);
        cells.ColumnTime.ShouldBe(Bucket * 2);
        (shares[0, 0], shares[0, 2]).ShouldBe((1, 0));
        (shares[1, 0], shares[1, 2], shares[1, 3]).ShouldBe((0.125, 0.75, 0.125));
    }

    [Fact]
    public void Shares_of_a_column_sum_to_one_or_the_column_is_empty()
    {
        var bucket = Gen.Long[-5, 1_000_000].Array[0, 9];
        Gen.Select(bucket.Array[1, 60], Gen.Int[0, 50], Gen.Int[1, 20]).Sample((buckets, first, columns) =>
        {
            var row = new ThreadTimeline(1, first, [.. buckets.Select(b => System.Collections.Immutable.ImmutableArray.Create(b))]);
            var cells = new TimelineCells(new Timeline(Bucket, [row]), columns);
            var shares = cells.Shares(row);
            return cells.Columns <= columns && Enumerable.Range(0, cells.Columns).All(c =>
            {
                var sum = Enumerable.Range(0, 7).Sum(s => shares[c, s]);
                return sum == 0 || Math.Abs(sum - 1) < 1e-9;
            });
        });
    }

    [Fact]
    public void A_damaged_timeline_is_drawn_as_far_as_it_makes_sense()
    {
        ThreadTimeline[] rows = [new(1, -5, [[1, 0, 0, 0, 0, 0, 0]]), new(2, 3, default), new(3, int.MaxValue, [[1, 2], default])];

        var cells = new TimelineCells(new Timeline(Bucket, [.. rows]), 100);

        cells.Rows.Select(r => r.Id).ShouldBe([3]);
        cells.Shares(cells.Rows[0]).Length.ShouldBeLessThanOrEqualTo(700);
    }
}
