using CsCheck;
using RunScope.Testing.Sampling;

namespace RunScope.Testing.Tests;

public class TimelineTests
{
    [Fact]
    public void What_goes_into_a_timeline_stays_in_it_however_often_its_buckets_double()
    {
        var span = from gap in Gen.Long[0, 3_000_000]
                   from length in Gen.Long[0, 90_000_000]
                   from run in Gen.Long[0, 50_000_000]
                   from slept in Gen.Long[0, 50_000_000]
                   select (gap, length, run, slept);
        Gen.Select(span.Array[1, 60], Gen.Long[0, 5_000_000], Gen.Bool).Sample((spans, start, closeEarly) =>
        {
            var grid = new TimelineGrid(0, 1_000_000);
            var row = grid.NewRow();
            row.Open(start);
            long now = start, ran = 0, slept = 0;
            foreach (var s in spans)
            {
                PerKind blocked = default;
                blocked[0] = s.slept;
                row.Add(now + s.gap, now + s.gap + s.length, s.run, 0, blocked, 0);
                now += s.gap + s.length;
                ran += s.run;
                slept += s.slept;
            }

            if (closeEarly) row.Close();
            grid.IndexOf(now * 5);

            var buckets = row.Buckets.ToArray();
            Sum(buckets, 0).ShouldBe(ran);
            Sum(buckets, 2).ShouldBe(slept);
            (buckets.Length / TimelineGrid.States).ShouldBeLessThanOrEqualTo(TimelineGrid.Capacity);
        });
    }

    [Fact]
    public void Time_falls_into_the_buckets_in_which_it_was_spent()
    {
        var grid = new TimelineGrid(0, 10);
        var row = grid.NewRow();
        row.Open(0);

        row.Add(5, 25, 20, 0, default, 0);

        row.Buckets.ToArray().Where((_, i) => i % TimelineGrid.States == 0).ShouldBe([5, 10, 5]);
    }

    [Fact]
    public void A_copy_keeps_the_buckets_of_the_others_when_its_end_is_beyond_them()
    {
        var grid = new TimelineGrid(0, 10);
        var row = grid.NewRow();
        row.Open(0);
        row.Add(0, 2550, 2550, 0, default, 0);

        var copy = row.Copy();
        copy.Add(2550, 2570, 20, 0, default, 0);
        copy.Close();

        grid.BucketNs.ShouldBe(10);
        copy.Buckets.Length.ShouldBe(row.Buckets.Length);
        copy.Buckets[^TimelineGrid.States].ShouldBe(20);
        Sum(copy.Buckets.ToArray(), 0).ShouldBe(2570);
    }

    [Fact]
    public void Of_what_thousands_of_threads_needed_at_once_little_is_kept()
    {
        var grid = new TimelineGrid(0, 10);
        var rows = Enumerable.Range(0, 1000).Select(_ => grid.NewRow()).ToList();
        rows.ForEach(r => r.Open(0));

        rows.ForEach(r => r.Close());

        grid.Spare.ShouldBe(64);
    }

    private static long Sum(long[] buckets, int state) => buckets.Where((_, i) => i % TimelineGrid.States == state).Sum();
}
