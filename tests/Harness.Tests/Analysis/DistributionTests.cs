using CsCheck;
using RunScope.Testing.Analysis;

namespace RunScope.Testing.Tests;

public class DistributionTests
{
    private static readonly TaskState[] Blocked = [TaskState.Sleeping, TaskState.DiskSleep, TaskState.Stopped];

    private static readonly Gen<StateEvidence> AnyEvidence = Gen.OneOf(
        Gen.Const(StateEvidence.Exact),
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1], (a, b) => Made.Sampled(Math.Min(a, b), Math.Max(a, b))),
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1], (a, b) => new StateEvidence(Fidelity.Bounded, null, Math.Min(a, b), Math.Max(a, b))),
        Gen.Const(new StateEvidence(Fidelity.Unresolved)));

    private static readonly Gen<ThreadProfile> AnyThread = Gen.Select(
        Gen.Int[1, 1000],
        Gen.Int[0, 10_000].Array[6],
        AnyEvidence.Array[3],
        (id, ms, e) => Made.Thread(
            id, "t", ms[0] / 1e3, ms[1] / 1e3, ms[2] / 1e3, ms[3] / 1e3, ms[4] / 1e3, ms[5] / 1e3,
            new Evidence { Sleeping = e[0], DiskSleep = e[1], Stopped = e[2] }));

    private static readonly Gen<ThreadProfile[]> AnyThreads =
        AnyThread.Array[1, 8].Select(threads => threads.Select((t, i) => t with { Id = i }).ToArray());

    private static readonly Gen<TaskState[]> AnyStates =
        Gen.Bool.Array[5].Select(on => StateGroup.Columns.Take(5).Where((_, i) => on[i]).ToArray()).Where(s => s.Length > 0);

    [Fact]
    public void Shares_sum_to_one_with_what_is_unresolved()
    {
        AnyThreads.Where(HasTime).Sample(threads =>
        {
            var distribution = Of(threads);

            var sum = StateGroup.Columns.Sum(s => distribution.ShareOf(s).Share.Value) + distribution.UnresolvedShare;

            sum.ShouldBe(1, 1e-9);
        });
    }

    [Fact]
    public void The_order_of_threads_never_matters()
    {
        Gen.Select(AnyThreads, AnyStates).Sample((threads, states) =>
            Of([.. threads.Reverse()]).ShareOf(states).ShouldBe(Of(threads).ShareOf(states)));
    }

    [Fact]
    public void The_interval_holds_the_estimate_and_stays_possible()
    {
        Gen.Select(AnyThreads.Where(HasTime), AnyStates).Sample((threads, states) =>
        {
            var share = Of(threads).ShareOf(states).Share;

            share.Low.ShouldBeInRange(0, share.Value);
            share.High.ShouldBeInRange(share.Value, 1);
        });
    }

    [Fact]
    public void Running_and_runnable_are_points_however_uncertain_the_waits_are()
    {
        AnyThreads.Where(HasTime).Sample(threads =>
        {
            var share = Of(threads).ShareOf(TaskState.Running, TaskState.Runnable);

            share.Fidelity.ShouldBe(Fidelity.ExactKernel);
            share.Share.Low.ShouldBe(share.Share.Value);
            share.Share.High.ShouldBe(share.Share.Value);
        });
    }

    [Fact]
    public void All_waits_together_are_as_exact_as_the_blocked_time_when_nothing_is_unresolved()
    {
        AnyThreads.Select(ts => ts.Select(t => t with { States = t.States with { Unresolved = TimeSpan.Zero } }).ToArray()).Where(HasTime).Sample(threads =>
        {
            var share = Of(threads).ShareOf(Blocked);

            share.Fidelity.ShouldBe(Fidelity.ExactKernel);
            share.Share.ShouldBe(Interval.Point(share.Share.Value));
        });
    }

    [Fact]
    public void Unresolved_time_may_be_any_wait_and_is_never_on_a_cpu()
    {
        var threads = new[] { Made.Thread(1, running: 5, sleeping: 3, diskSleep: 1, unresolved: 1) };

        Of(threads).ShareOf(TaskState.Running).Share.ShouldBe(Interval.Point(0.5));
        Of(threads).ShareOf(TaskState.DiskSleep).Share.ShouldBe(new Interval(0.1, 0.1, 0.2));
        Of(threads).ShareOf(Blocked).Share.ShouldBe(new Interval(0.4, 0.4, 0.5));
        Of(threads).ShareOf(Blocked).Fidelity.ShouldBe(Fidelity.Bounded);
        Of(threads).UnresolvedShare.ShouldBe(0.1);
    }

    [Fact]
    public void Unresolved_time_that_an_interval_already_holds_does_not_widen_it_again()
    {
        var evidence = new Evidence { Sleeping = Made.Sampled(0.5, 0.7), DiskSleep = Made.Sampled(0.1, 0.35) };
        var threads = new[] { Made.Thread(1, running: 1, sleeping: 6, diskSleep: 2, unresolved: 1, evidence: evidence) };

        var share = Of(threads).ShareOf(TaskState.DiskSleep);

        share.Share.Low.ShouldBe(0.1, 1e-9);
        share.Share.High.ShouldBe(0.35, 1e-9);
    }

    [Fact]
    public void Sampled_intervals_of_several_threads_combine_by_the_root_of_the_summed_squares()
    {
        var evidence = new Evidence { Sleeping = Made.Sampled(0.3, 0.9, 10), DiskSleep = Made.Sampled(0.17, 0.64, 10) };
        var threads = new[]
        {
            Made.Thread(1, sleeping: 6, diskSleep: 3, running: 1, evidence: evidence with { DiskSleep = Made.Sampled(0.27, 0.34, 10) }),
            Made.Thread(2, sleeping: 6, diskSleep: 3, running: 1, evidence: evidence with { DiskSleep = Made.Sampled(0.26, 0.33, 10) }),
        };

        var share = Of(threads).ShareOf(TaskState.DiskSleep);

        // Of 20 thread-seconds: 0.3 and 0.4 below (0.5 together), 0.4 and 0.3 above (0.5 together).
        share.Share.Value.ShouldBe(0.3, 1e-12);
        share.Share.Low.ShouldBe(0.3 - (0.5 / 20), 1e-9);
        share.Share.High.ShouldBe(0.3 + (0.5 / 20), 1e-9);
        share.Fidelity.ShouldBe(Fidelity.Sampled);
        share.Samples.ShouldBe(20);
    }

    [Fact]
    public void Bounds_that_are_not_random_add_up_plainly()
    {
        var bounded = new Evidence { Sleeping = new(Fidelity.Bounded, null, 0.2, 0.6), DiskSleep = new(Fidelity.Bounded, null, 0.2, 0.6) };
        var threads = new[]
        {
            Made.Thread(1, running: 4, sleeping: 3, diskSleep: 3, evidence: bounded),
            Made.Thread(2, running: 4, sleeping: 3, diskSleep: 3, evidence: bounded),
        };

        var share = Of(threads).ShareOf(TaskState.DiskSleep);

        share.Share.Low.ShouldBe(0.2, 1e-9);
        // 0.4, not 0.6: what the one gains the other loses, and Sleeping has no less than 0.2.
        share.Share.High.ShouldBe(0.4, 1e-9);
        share.Fidelity.ShouldBe(Fidelity.Bounded);
    }

    [Fact]
    public void A_thread_without_evidence_is_known_only_as_far_as_its_exact_states_go()
    {
        var profile = Made.Profile(Made.Thread(1, running: 6, sleeping: 3, diskSleep: 1) with { Evidence = null }) with
        {
            Evidence = new Evidence { Sleeping = Made.Sampled(0.2, 0.35), DiskSleep = Made.Sampled(0.05, 0.2) },
        };

        var disk = Distribution.Of(profile, profile.Threads).ShareOf(TaskState.DiskSleep);

        disk.Fidelity.ShouldBe(Fidelity.Unresolved);
        disk.Share.ShouldBe(new Interval(0.1, 0, 0.4));
    }

    [Fact]
    public void A_set_that_lived_no_time_has_no_share()
    {
        var share = Of([Made.Thread(1)]).ShareOf(TaskState.Running);

        share.Fidelity.ShouldBe(Fidelity.Unresolved);
        share.Share.ShouldBe(new Interval(0, 0, 1));
    }

    [Fact]
    public void States_that_the_books_keep_in_one_column_count_once()
    {
        Of([Made.Thread(1, running: 1, stopped: 1)]).ShareOf(TaskState.Stopped, TaskState.TracingStop).Share.Value.ShouldBe(0.5);
    }

    [Theory]
    [InlineData(new[] { 3.0 }, 3)]
    [InlineData(new[] { 9.0, 1, 2 }, 2)]
    [InlineData(new[] { 4.0, 1, 2, 9 }, 3)]
    public void The_median_of_an_even_number_is_the_mean_of_the_middle_two(double[] values, double median)
    {
        Interval.MedianOf(values).ShouldBe(median);
    }

    private static bool HasTime(ThreadProfile[] threads) => threads.Any(t => t.States.Total > TimeSpan.Zero);

    private static Distribution Of(ThreadProfile[] threads) => Distribution.Of(Made.Profile(threads), [.. threads]);
}
