using CsCheck;
using RunScope.Testing.Sampling;

namespace RunScope.Testing.Tests;

/// <summary>Books over a time in which nobody looked.</summary>
public class PausedBooksTests
{
    private const long Ms = 1_000_000;

    [Fact]
    public void A_thread_that_is_provably_in_the_same_wait_after_a_pause_was_in_it_all_the_time()
    {
        var books = Open();
        books.Enter(10 * Ms, 1 * Ms, 0, 2, BlockedKind.DiskSleep);

        books.EnterAfterGap(5000 * Ms, 1 * Ms, 0, 2, BlockedKind.DiskSleep);
        books.CloseLiving();

        books.Totals.Exact[1].ShouldBe(4990 * Ms);
        books.Totals.Unresolved.ShouldBe(0);
    }

    [Fact]
    public void Of_a_thread_that_ran_meanwhile_the_scheduler_knows_how_long_and_nobody_knows_the_rest()
    {
        var books = Open();
        books.Enter(10 * Ms, 1 * Ms, 0, 2, BlockedKind.Sleeping);

        books.EnterAfterGap(1010 * Ms, 301 * Ms, 50 * Ms, 9, BlockedKind.Sleeping);
        books.IsSameWait(301 * Ms, 9).ShouldBeTrue();
        books.EnterSameWait(1020 * Ms);
        books.CloseLiving();

        books.Totals.Running.ShouldBe(301 * Ms);
        books.Totals.Runnable.ShouldBe(50 * Ms);
        books.Totals.Unresolved.ShouldBe(650 * Ms);
        books.Totals.Exact[0].ShouldBe(10 * Ms);
        books.Totals.Samples[0].ShouldBe(1, "a sample after a pause says nothing about the time before it");
    }

    [Fact]
    public void The_same_totals_in_another_state_are_another_wait()
    {
        var books = Open();
        books.Enter(10 * Ms, 1 * Ms, 0, 2, BlockedKind.Sleeping);

        books.EnterAfterGap(110 * Ms, 1 * Ms, 0, 2, BlockedKind.Stopped);
        books.CloseLiving();

        books.Totals.Unresolved.ShouldBe(100 * Ms);
        books.Totals.Exact.Sum.ShouldBe(0);
    }

    [Fact]
    public void Books_stay_closed_over_any_pauses_and_a_copy_of_them_changes_nothing()
    {
        var step = from elapsed in Gen.Long[0, 50 * Ms]
                   from run in Gen.Long[0, 30 * Ms]
                   from wait in Gen.Long[0, 30 * Ms]
                   from switches in Gen.Int[0, 3]
                   from kind in Gen.Int[-1, 3]
                   from paused in Gen.Bool
                   from copied in Gen.Bool
                   select (elapsed, run, wait, switches, Kind: (BlockedKind)kind, paused, copied);
        step.Array[0, 40].Sample(steps =>
        {
            var (row, plainRow) = (Row(), Row());
            var (books, plain) = (new ThreadBooks(1000 * Ms, 5 * Ms, 2 * Ms, 1, row, fromHere: true), new ThreadBooks(1000 * Ms, 5 * Ms, 2 * Ms, 1, plainRow, fromHere: true));
            long now = 1000 * Ms, run = 5 * Ms, wait = 2 * Ms, switches = 1;
            foreach (var (elapsed, ran, waited, switched, kind, paused, copied) in steps)
            {
                now += elapsed;
                run += switched > 0 ? ran : 0;
                wait += switched > 0 ? waited : 0;
                switches += switched;
                foreach (var each in (ThreadBooks[])[books, plain])
                {
                    if (paused) each.EnterAfterGap(now, run, wait, switches, kind);
                    else each.Enter(now, run, wait, switches, kind);
                }

                if (!copied) continue;
                var copy = books.ClosedCopy(row.Copy());
                copy.Totals.Lifetime.ShouldBe(copy.End - copy.Start);
                books.End.ShouldBe(0);
            }

            books.Ran.ShouldBe(run - (5 * Ms));
            books.CloseLiving();
            plain.CloseLiving();

            books.Totals.Lifetime.ShouldBe(books.End - books.Start);
            Numbers(books.Totals).ShouldBe(Numbers(plain.Totals));
            row.Buckets.ToArray().ShouldBe(plainRow.Buckets.ToArray());
            books.Totals.Unresolved.ShouldBeGreaterThanOrEqualTo(0);
            for (var k = 0; k < PerKind.Count; k++) books.Totals.Exact[k].ShouldBeGreaterThanOrEqualTo(0);
        });
    }

    private static long[] Numbers(ThreadTotals totals) => [totals.Running, totals.Runnable, totals.Unresolved, .. (ReadOnlySpan<long>)totals.Exact, .. (ReadOnlySpan<long>)totals.Sampled, .. (ReadOnlySpan<long>)totals.Samples];

    private static ThreadBooks Open() => new(0, 0, 0, 1, Row(), fromHere: true);

    private static TimelineRow Row() => new TimelineGrid(0, Ms).NewRow();
}
