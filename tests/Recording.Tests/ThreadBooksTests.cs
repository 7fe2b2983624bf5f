using CsCheck;
using RunScope.Testing.Sampling;

namespace RunScope.Testing.Tests;

public class ThreadBooksTests
{
    private const long Ms = 1_000_000;

    [Fact]
    public void A_thread_that_stays_in_one_wait_is_known_for_certain()
    {
        var books = Open(now: 0);

        books.Enter(10 * Ms, 1 * Ms, 0, 2, BlockedKind.Sleeping);
        books.IsSameWait(1 * Ms, 2).ShouldBeTrue();
        books.EnterSameWait(20 * Ms);
        books.EnterSameWait(30 * Ms);
        books.CloseVanished();

        books.Totals.Running.ShouldBe(1 * Ms);
        books.Totals.Exact[0].ShouldBe(20 * Ms);
        books.Totals.Sampled[0].ShouldBe(9 * Ms);
        books.Totals.Unresolved.ShouldBe(0);
    }

    [Fact]
    public void Time_since_a_reading_on_the_CPU_stays_open_until_the_scheduler_has_accounted_it()
    {
        var books = Open(now: 0);

        books.Enter(10 * Ms, 6 * Ms, 0, 1, BlockedKind.None);
        books.Enter(20 * Ms, 20 * Ms, 0, 1, BlockedKind.None);
        books.CloseVanished();

        books.Totals.Running.ShouldBe(20 * Ms);
        books.Totals.Unresolved.ShouldBe(0);
        books.Totals.Lifetime.ShouldBe(20 * Ms);
    }

    [Fact]
    public void A_thread_that_waited_in_the_run_queue_while_it_looked_asleep_gets_that_time_back()
    {
        var books = Open(now: 0);

        books.Enter(10 * Ms, 0, 0, 1, BlockedKind.Sleeping);
        books.EnterSameWait(30 * Ms);
        books.Enter(40 * Ms, 5 * Ms, 15 * Ms, 2, BlockedKind.None);
        books.CloseVanished();

        books.Totals.Runnable.ShouldBe(15 * Ms);
        books.Totals.Running.ShouldBe(5 * Ms);
        books.Totals.Lifetime.ShouldBe(40 * Ms);
    }

    [Fact]
    public void A_wait_for_a_CPU_that_the_kernel_counts_from_before_the_thread_was_seen_asleep_is_not_believed()
    {
        var books = Open(now: 0);

        books.Enter(10 * Ms, 0, 0, 1, BlockedKind.Sleeping);
        books.EnterSameWait(490 * Ms);
        books.SeeBlocked(490 * Ms);
        books.CloseExited(500 * Ms, 1 * Ms, 489 * Ms, 2);

        books.Totals.Runnable.ShouldBe(10 * Ms);
        books.Disbelieved.ShouldBe(479 * Ms);
        books.Totals.Exact[0].ShouldBeGreaterThan(470 * Ms);
        books.Totals.Lifetime.ShouldBe(500 * Ms);
    }

    [Fact]
    public void A_wait_for_a_CPU_of_a_thread_that_was_not_seen_asleep_meanwhile_is_believed()
    {
        var books = Open(now: 0);

        books.Enter(10 * Ms, 0, 0, 1, BlockedKind.Sleeping);
        books.EnterSameWait(490 * Ms);
        books.CloseExited(500 * Ms, 1 * Ms, 489 * Ms, 2);

        books.Totals.Runnable.ShouldBe(489 * Ms);
        books.Disbelieved.ShouldBe(0);
    }

    [Fact]
    public void Blocked_time_between_two_different_waits_is_shared_by_both()
    {
        var books = Open(now: 0);

        books.Enter(10 * Ms, 0, 0, 1, BlockedKind.Sleeping);
        books.Enter(20 * Ms, 2 * Ms, 0, 3, BlockedKind.DiskSleep);
        books.CloseVanished();

        books.Totals.Sampled[0].ShouldBe(14 * Ms);
        books.Totals.Sampled[1].ShouldBe(4 * Ms);
        books.Totals.Samples[1].ShouldBe(1);
    }

    [Fact]
    public void A_thread_that_ended_without_ever_being_seen_blocked_has_unresolved_time()
    {
        var books = Open(now: 0);

        books.CloseExited(10 * Ms, 3 * Ms, 1 * Ms, 2);

        books.Totals.Unresolved.ShouldBe(6 * Ms);
        (books.End - books.Start).ShouldBe(books.Totals.Lifetime);
    }

    [Fact]
    public void What_was_open_when_a_thread_vanished_follows_its_samples_but_for_the_last_tick()
    {
        var books = Open(now: 0);

        for (var i = 1; i <= 12; i++) books.Enter(i * 100 * Ms, i * Ms, 0, i * 5, BlockedKind.Sleeping);
        books.Enter(1300 * Ms, 13 * Ms, 0, 65, BlockedKind.None);
        books.CloseVanished();

        books.Totals.Unresolved.ShouldBe(10 * Ms);
        books.Totals.Sampled[0].ShouldBe((1300 - 13 - 10) * Ms);
        books.Totals.Lifetime.ShouldBe(books.End - books.Start);
    }

    [Fact]
    public void A_thread_found_late_is_known_to_have_lived_for_what_the_scheduler_accounted()
    {
        var books = new ThreadBooks(100 * Ms, 30 * Ms, 10 * Ms, 7, Row());

        books.Start.ShouldBe(60 * Ms);
        books.Totals.Lifetime.ShouldBe(40 * Ms);
    }

    [Fact]
    public void Totals_that_jump_by_more_than_the_time_that_passed_are_somebody_elses()
    {
        var books = Open(now: 0);

        books.Enter(1000 * Ms, 10 * Ms, 0, 3, BlockedKind.Sleeping);

        books.CanBeSame(1010 * Ms, 18 * Ms, 1 * Ms, 4).ShouldBeTrue();
        books.CanBeSame(1010 * Ms, 9 * Ms, 0, 4).ShouldBeFalse();
        books.CanBeSame(1010 * Ms, 900 * Ms, 0, 40).ShouldBeFalse();
    }

    [Fact]
    public void A_thread_that_took_over_an_ID_begins_its_books_there()
    {
        var books = new ThreadBooks(100 * Ms, 90 * Ms, 5 * Ms, 7, Row(), fromHere: true);

        books.Enter(110 * Ms, 95 * Ms, 5 * Ms, 7, BlockedKind.None);
        books.CloseVanished();

        books.Totals.Running.ShouldBe(5 * Ms);
        books.Start.ShouldBe(100 * Ms);
    }

    [Fact]
    public void Time_in_which_we_held_the_thread_is_left_out()
    {
        var books = Open(now: 0);

        books.Enter(0, 0, 0, 1, BlockedKind.Stopped);
        books.LeaveOut(5 * Ms);
        books.Enter(15 * Ms, 10 * Ms, 0, 1, BlockedKind.Sleeping);
        books.CloseVanished();

        books.Start.ShouldBe(5 * Ms);
        books.Totals.Running.ShouldBe(10 * Ms);
        books.Totals.Lifetime.ShouldBe(10 * Ms);
        books.Totals.Sampled[(int)BlockedKind.Stopped].ShouldBe(0);
    }

    [Fact]
    public void The_books_of_a_thread_that_lives_on_end_at_their_last_reading_although_its_totals_were_read_later()
    {
        var row = Row();
        var books = new ThreadBooks(100 * Ms, 0, 0, 1, row);

        books.Enter(110 * Ms, 10 * Ms, 0, 1, BlockedKind.None);
        books.Enter(120 * Ms, 15 * Ms, 10 * Ms, 2, BlockedKind.None);
        books.CloseLiving();

        books.End.ShouldBe(120 * Ms);
        books.Totals.Lifetime.ShouldBe(20 * Ms);
        books.Totals.Running.ShouldBe(13_333_334);
        books.Totals.Runnable.ShouldBe((20 * Ms) - 13_333_334);
        Sum(row, 0).ShouldBe(books.Totals.Running);
        Sum(row, 1).ShouldBe(books.Totals.Runnable);
    }

    [Fact]
    public void A_wait_for_a_CPU_that_began_before_the_books_were_opened_is_in_them_from_there_on_only()
    {
        var books = new ThreadBooks(100 * Ms, 70 * Ms, 20 * Ms, 5, Row(), fromHere: true);
        books.Enter(100 * Ms, 70 * Ms, 20 * Ms, 5, BlockedKind.None);

        books.CanBeSame(110 * Ms, 72 * Ms, 220 * Ms, 6).ShouldBeTrue();
        books.Enter(110 * Ms, 72 * Ms, 220 * Ms, 6, BlockedKind.None);
        books.CloseLiving();

        books.Totals.Running.ShouldBe(2 * Ms);
        books.Totals.Runnable.ShouldBe(8 * Ms);
        books.End.ShouldBe(110 * Ms);
    }

    [Fact]
    public void A_sleep_from_before_the_books_were_opened_that_the_kernel_counts_as_a_wait_for_a_CPU_is_not_another_threads()
    {
        var books = new ThreadBooks(100 * Ms, 70 * Ms, 20 * Ms, 5, Row(), fromHere: true);
        books.Enter(100 * Ms, 70 * Ms, 20 * Ms, 5, BlockedKind.Sleeping);
        books.EnterSameWait(190 * Ms);
        books.SeeBlocked(190 * Ms);

        books.CanBeSame(200 * Ms, 71 * Ms, 720 * Ms, 6).ShouldBeTrue();
        books.Enter(200 * Ms, 71 * Ms, 720 * Ms, 6, BlockedKind.Sleeping);
        books.CloseLiving();

        books.Totals.Running.ShouldBe(1 * Ms);
        books.Totals.Runnable.ShouldBe(10 * Ms);
        books.Totals.Lifetime.ShouldBe(100 * Ms);
        books.Disbelieved.ShouldBe(690 * Ms);
    }

    [Fact]
    public void The_states_of_a_closed_thread_sum_to_its_lifetime_whatever_was_read()
    {
        var step = from elapsed in Gen.Long[0, 50 * Ms]
                   from run in Gen.Long[0, 30 * Ms]
                   from wait in Gen.Long[0, 30 * Ms]
                   from switches in Gen.Int[0, 3]
                   from kind in Gen.Int[-1, 3]
                   select (elapsed, run, wait, switches, (BlockedKind)kind);
        Gen.Select(step.Array[0, 40], Gen.Int[0, 2]).Sample((steps, ending) =>
        {
            var row = Row();
            var books = new ThreadBooks(1000 * Ms, 5 * Ms, 2 * Ms, 1, row);
            long now = 1000 * Ms, run = 5 * Ms, wait = 2 * Ms, switches = 1;
            foreach (var (elapsed, ran, waited, switched, kind) in steps)
            {
                now += elapsed;
                if (switched == 0 && kind == books.Kind && kind != BlockedKind.None)
                {
                    books.EnterSameWait(now);
                    continue;
                }

                run += ran;
                wait += waited;
                switches += switched;
                books.Enter(now, run, wait, switches, kind);
            }

            if (ending == 0) books.CloseExited(now + Ms, run, wait, switches);
            else if (ending == 1) books.CloseVanished();
            else books.CloseLiving();

            books.Totals.Lifetime.ShouldBe(books.End - books.Start);
            if (ending < 2)
            {
                books.Totals.Running.ShouldBe(run);
                books.Totals.Runnable.ShouldBe(wait);
            }
            else
            {
                // What lies after the last reading isn't in the books.
                books.End.ShouldBeGreaterThanOrEqualTo(now);
                books.Totals.Running.ShouldBeInRange(5 * Ms, run);
                books.Totals.Runnable.ShouldBeInRange(2 * Ms, wait);
                Sum(row, 0).ShouldBe(books.Totals.Running);
                Sum(row, 1).ShouldBe(books.Totals.Runnable);
                foreach (var part in row.Buckets) part.ShouldBeGreaterThanOrEqualTo(0);
            }

            for (var k = 0; k < PerKind.Count; k++)
            {
                books.Totals.Exact[k].ShouldBeGreaterThanOrEqualTo(0);
                books.Totals.Sampled[k].ShouldBeGreaterThanOrEqualTo(0);
            }

            books.Totals.Unresolved.ShouldBeGreaterThanOrEqualTo(0);
        });
    }

    private static long Sum(TimelineRow row, int state)
    {
        var sum = 0L;
        for (var i = state; i < row.Buckets.Length; i += TimelineGrid.States) sum += row.Buckets[i];
        return sum;
    }

    private static ThreadBooks Open(long now) => new(now, 0, 0, 1, Row());

    private static TimelineRow Row() => new TimelineGrid(0, Ms).NewRow();
}
