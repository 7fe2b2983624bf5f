using CsCheck;
using RunScope.Testing.Sampling;

namespace RunScope.Testing.Tests;

public class RunDelaySplitTests
{
    private const long Round = 10_000_000;

    [Fact]
    public void A_tree_that_fits_the_CPUs_waits_for_others_alone() =>
        Gen.Select(Gen.Int[0, 2], Gen.Long[0, 5 * Round]).Array.Sample(rounds => Split(2, rounds).External == rounds.Sum(r => r.Item2));

    [Fact]
    public void Others_never_cause_more_than_all_waiting_and_never_less_than_what_a_crowd_leaves() =>
        Gen.Select(Gen.Int[0, 9], Gen.Long[0, 20 * Round]).Array.Sample(rounds =>
        {
            var (all, own) = (rounds.Sum(r => r.Item2), rounds.Sum(r => Math.Max(0, r.Item1 - 2) * Round));
            return Split(2, rounds).External is var external && external <= all && external >= all - own;
        });

    [Fact]
    public void Waits_that_are_told_late_are_not_blamed_on_others() =>
        // Four threads on two CPUs wait for 20 ms a round together, told once in three rounds.
        Split(2, [.. Enumerable.Range(1, 300).Select(i => (4, i % 3 == 0 ? 6 * Round : 0L))]).External.ShouldBe(0);

    [Fact]
    public void What_a_crowd_caused_excuses_no_wait_after_it() =>
        Split(2, [.. Enumerable.Repeat((4, 0L), 50), (1, 0), (1, Round)]).External.ShouldBe(Round);

    [Fact]
    public void Others_beside_a_crowd_are_blamed_for_what_it_can_not_have_caused() =>
        Split(2, [.. Enumerable.Repeat((4, 3 * Round), 100)]).External.ShouldBe(100 * Round);

    [Fact]
    public void A_thread_that_wants_more_than_its_quota_waits_for_itself() =>
        // Half a CPU: it runs for 50 ms, then it is kept off the CPUs for 50 ms, which is told when it runs again.
        Split(0.5, [.. Enumerable.Range(1, 300).Select(i => (1, i % 10 == 0 ? 5 * Round : 0L))]).External.ShouldBe(0);

    [Fact]
    public void Others_are_blamed_for_what_a_quota_leaves() =>
        Split(0.5, [.. Enumerable.Repeat((1, Round), 100)]).External.ShouldBe(50 * Round);

    private static RunDelaySplit Split(double cpus, (int Runnable, long Waited)[] rounds)
    {
        var split = new RunDelaySplit(cpus);
        foreach (var (runnable, waited) in rounds) split.Add(Round, runnable, waited);
        return split;
    }
}
