using CsCheck;
using RunScope.Testing.Cli.Live;

namespace RunScope.Testing.Tests;

public sealed class LiveModelTests
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(10);

    [Fact]
    public void Shares_are_what_the_samples_say()
    {
        var rounds = new Rounds(Period);

        rounds.Take(TimeSpan.FromSeconds(4), (1, TaskState.Sleeping, 0.25, 0.05), (2, TaskState.DiskSleep, 0, 0));

        var view = rounds.View;
        view.Rows.Length.ShouldBe(2);
        var first = view.Rows.Single(r => r.ThreadId == 1);
        first.Cpu!.Value.ShouldBe(0.25, 0.001);
        first.Delay!.Value.ShouldBe(0.05, 0.001);
        first.Call.ShouldBe("futex");
        (view.Recent.DiskSleep / view.Recent.Total).ShouldBe(0.5, 0.001);
        view.Whole.ShouldBe(view.Recent);
        view.CpuNow!.Value.ShouldBe(0.25, 0.001);
    }

    [Fact]
    public void Figures_are_over_the_last_ten_seconds_and_the_whole_is_kept()
    {
        var rounds = new Rounds(Period);

        rounds.Take(TimeSpan.FromSeconds(20), (1, TaskState.Running, 1, 0));
        rounds.Take(TimeSpan.FromSeconds(20), (1, TaskState.Sleeping, 0, 0));

        var view = rounds.View;
        view.Rows[0].Cpu.ShouldBe(0);
        (view.Whole.Running / view.Whole.Total).ShouldBe(0.5, 0.001);
        view.Recent.Total.TotalSeconds.ShouldBeInRange(9.4, 10);
        var strip = view.Rows[0].Strip;
        strip[^40..].ShouldAllBe(cell => cell == 3);
        strip[^80..^41].ShouldAllBe(cell => cell == 1);
    }

    [Fact]
    public void A_thread_on_a_CPU_that_is_accounted_late_is_not_called_blocked()
    {
        var rounds = new Rounds(TimeSpan.FromMilliseconds(1));

        // At 1000 Hz the scheduler's figures move at the ticks only: nothing for three rounds, then four of them.
        for (var i = 0; i < 500; i++)
        {
            rounds.Take((1, TaskState.Running, 0, 0));
            rounds.Take((1, TaskState.Running, 0, 0));
            rounds.Take((1, TaskState.Running, 0, 0));
            rounds.Take((1, TaskState.Running, 4, 0));
        }

        rounds.View.Rows[0].Cpu.ShouldBe(1);
    }

    [Fact]
    public void What_a_thread_that_always_wants_a_CPU_did_off_it_is_unresolved_not_a_guess()
    {
        var rounds = new Rounds(Period);

        rounds.Take(TimeSpan.FromSeconds(5), (1, TaskState.Running, 0.5, 0));

        var recent = rounds.View.Recent;
        (recent.Unresolved / recent.Total).ShouldBe(0.5, 0.01);
    }

    [Fact]
    public void An_ended_thread_stays_in_view_for_ten_seconds_and_then_leaves()
    {
        var rounds = new Rounds(Period);
        rounds.Take(TimeSpan.FromSeconds(1), (1, TaskState.Sleeping, 0, 0), (2, TaskState.Running, 1, 0));

        rounds.Take(TimeSpan.FromSeconds(4), (1, TaskState.Sleeping, 0, 0));

        var gone = rounds.View.Rows.Single(r => r.ThreadId == 2);
        gone.Ended!.Value.TotalSeconds.ShouldBe(4, 0.1);
        gone.Cpu.ShouldBe(1);
        rounds.View.Threads.ShouldBe(1);
        rounds.Take(TimeSpan.FromSeconds(7), (1, TaskState.Sleeping, 0, 0));
        rounds.View.Rows.ShouldHaveSingleItem().ThreadId.ShouldBe(1);
        rounds.View.Whole.Running.TotalSeconds.ShouldBe(1, 0.05);
    }

    [Fact]
    public void An_ID_that_is_used_again_is_another_thread()
    {
        var rounds = new Rounds(Period);
        rounds.Take(TimeSpan.FromSeconds(1), (1, TaskState.Sleeping, 0, 0), (2, TaskState.Running, 1, 0));
        rounds.Take((1, TaskState.Sleeping, 0, 0));

        rounds.Take(TimeSpan.FromSeconds(1), (1, TaskState.Sleeping, 0, 0), (2, TaskState.Sleeping, 0, 0));

        var both = rounds.View.Rows.Where(r => r.ThreadId == 2).OrderBy(r => r.Ended is null).ToList();
        both.Count.ShouldBe(2);
        both[0].Cpu.ShouldBe(1);
        both[1].Cpu.ShouldBe(0);
    }

    [Fact]
    public void At_a_low_rate_no_bucket_of_the_strip_is_empty()
    {
        var rounds = new Rounds(TimeSpan.FromSeconds(1));

        rounds.Take(TimeSpan.FromSeconds(30), (1, TaskState.Sleeping, 0, 0));

        rounds.View.Rows[0].Strip[^58..].ShouldAllBe(cell => cell == 3);
    }

    [Fact]
    public void What_is_held_is_bounded_however_many_threads_come_and_go()
    {
        var rounds = new Rounds(Period);

        for (var id = 1; id <= LiveModel.MostEnded * 3; id++) rounds.Take((id, TaskState.Running, 1, 0));

        rounds.View.Rows.Length.ShouldBeLessThanOrEqualTo(LiveModel.MostEnded + 1);
    }

    [Fact]
    public void For_any_samples_no_time_is_lost_or_counted_twice() =>
        Gen.Select(
                Gen.Int[1, 3000],
                Gen.Select(Gen.Enum<TaskState>(), Gen.Double[0, 1.5], Gen.Double[0, 1.5]).List[1, 60])
            .Sample((milliseconds, threadStates) =>
            {
                var rounds = new Rounds(TimeSpan.FromMilliseconds(milliseconds));
                foreach (var (state, cpu, delay) in threadStates) rounds.Take((1, state, cpu, delay));

                var view = rounds.View;
                var lived = rounds.Now - TimeSpan.FromMilliseconds(milliseconds);

                // What a thread that wants a CPU did last stays open until it is told.
                var open = lived - view.Whole.Total;
                open.ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromMilliseconds(Math.Max(10, milliseconds)));
                view.Recent.Total.ShouldBeLessThanOrEqualTo(view.Whole.Total);
                if (lived < TimeSpan.FromSeconds(9)) view.Recent.ShouldBe(view.Whole);
                view.Rows[0].Strip.ShouldAllBe(cell => cell <= LiveState.Count);
            });
}
