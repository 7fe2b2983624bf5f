using CsCheck;
using RunScope.Testing.Sampling;

namespace RunScope.Testing.Tests;

public class RoundClockTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(1000)]
    public void Punctual_rounds_are_all_taken_and_none_is_late(int rate)
    {
        var clock = new RoundClock(0, rate);

        while (clock.Due < 10_000_000_000) clock.Take(clock.Due);

        clock.Taken.ShouldBeInRange((rate * 10) - 1, (rate * 10) + 1);
        clock.Late.ShouldBe(0);
    }

    [Fact]
    public void None_is_missed_of_punctual_rounds_whenever_the_run_ends()
    {
        Gen.Select(Gen.Int[1, 1000], Gen.Long[0, 3_000_000_000]).Sample((rate, end) =>
        {
            var clock = new RoundClock(0, rate);

            while (clock.Due <= end) clock.Take(clock.Due);

            clock.Requested(end).ShouldBe(clock.Taken);
        });
    }

    [Fact]
    public void None_is_missed_whatever_the_rate_becomes_and_however_often_rounds_are_stopped()
    {
        var change = Gen.Select(Gen.Int[1, 1000], Gen.Long[0, 500_000_000], Gen.Int[0, 3]);
        Gen.Select(Gen.Int[1, 1000], change.Array[0, 20]).Sample((rate, changes) =>
        {
            var clock = new RoundClock(0, rate);
            var now = 0L;
            foreach (var (next, span, what) in changes)
            {
                now += span;
                while (clock.Due <= now) clock.Take(clock.Due);
                if (what == 0) clock.SetRate(now, next);
                else if (what == 1) clock.Stop(now);
                else if (what == 2) clock.Start(now);
                else clock.TakeExtra();
            }

            clock.Requested(now).ShouldBe(clock.Taken);
            clock.Late.ShouldBe(0);
        });
    }

    [Fact]
    public void Rounds_come_at_unequal_distances_so_that_a_periodic_workload_is_not_always_met_at_one_point()
    {
        var clock = new RoundClock(0, 100);
        var offsets = new HashSet<long>();

        for (var i = 0; i < 50; i++)
        {
            offsets.Add(clock.Due % 10_000_000 / 1_000_000);
            clock.Take(clock.Due);
        }

        offsets.Count.ShouldBeGreaterThan(3);
    }

    [Fact]
    public void Rounds_that_could_not_be_taken_are_missed_and_not_caught_up_in_a_burst()
    {
        Gen.Long[0, 300_000_000].Array[1, 50].Sample(delays =>
        {
            var clock = new RoundClock(0, 100);
            long now = 0;
            foreach (var delay in delays)
            {
                now = Math.Max(now, clock.Due) + delay;
                clock.Take(now);
                clock.Due.ShouldBeGreaterThanOrEqualTo(now);
            }

            clock.Taken.ShouldBe(delays.Length);
            clock.Requested(now).ShouldBe(TurnsUntil(now));
            clock.Requested(now).ShouldBeGreaterThanOrEqualTo(clock.Taken);
            clock.Late.ShouldBe(delays.Count(d => d > 5_000_000));
        });
    }

    private static long TurnsUntil(long now)
    {
        var punctual = new RoundClock(0, 100);
        while (punctual.Due <= now) punctual.Take(punctual.Due);
        return punctual.Taken;
    }
}
