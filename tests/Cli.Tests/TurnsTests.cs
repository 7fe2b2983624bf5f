using System.Collections.Immutable;
using CsCheck;
using RunScope.Testing.Analysis.Metrics;
using RunScope.Testing.Baselines;
using RunScope.Testing.Cli.Compare;

namespace RunScope.Testing.Tests;

public sealed class TurnsTests
{
    [Theory]
    [InlineData("BHBHBH", "BH BH BH")]
    [InlineData("BHHBBH", "BH BH BH")]
    [InlineData("HBBHHB", "BH BH BH")]
    [InlineData("BH", "BH")]
    public void Runs_in_turns_are_pairs_whichever_came_first(string order, string pairs)
    {
        var turns = Of(order);

        string.Join(' ', turns.Pairs.Select(p => $"{p.Base.Whole.Target.Name}{p.Head.Whole.Target.Name}")).ShouldBe(pairs);
        turns.Why.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("BBBHHH", "one side ran after the other")]
    [InlineData("BHBBHH", "one side ran after the other")]
    [InlineData("BHBHHHH", "there are 2 runs of the base and 5 of the head")]
    [InlineData("BBH", "there are 2 runs of the base and 1 of the head")]
    public void Others_are_none_and_it_says_why(string order, string why)
    {
        var turns = Of(order);

        turns.Pairs.ShouldBeEmpty();
        turns.Why.ShouldBe(why);
    }

    [Theory]
    [InlineData("BHBHB")]
    [InlineData("HBBHH")]
    public void A_last_run_without_its_partner_is_left_out(string order)
    {
        var turns = Of(order);

        turns.Pairs.Length.ShouldBe(2);
        turns.Why.ShouldBe("the last run has no partner and doesn't count");
    }

    [Fact]
    public void Runs_at_the_same_time_measured_each_other() =>
        Of("BHBH", TimeSpan.FromSeconds(5)).Why.ShouldBe("some ran at the same time and measured each other");

    [Fact]
    public void The_order_in_which_files_were_read_does_not_matter() =>
        Gen.Shuffle(Enumerable.Range(0, 12).ToArray()).Sample(order =>
        {
            var all = Runs("BHHBBHHBBHHB", TimeSpan.FromSeconds(1));
            var turns = Turns.Of([.. order.Select(i => all[i]).Where(r => r.Whole.Target.Name == "B")], [.. order.Select(i => all[i]).Where(r => r.Whole.Target.Name == "H")]);
            turns.Pairs.Length.ShouldBe(6);
            turns.Pairs.Select(p => p.Base.Whole.StartedAt).ShouldBeInOrder();
        });

    private static Turns Of(string order, TimeSpan? wallTime = null)
    {
        var all = Runs(order, wallTime ?? TimeSpan.FromSeconds(1));
        return Turns.Of([.. all.Where(r => r.Whole.Target.Name == "B")], [.. all.Where(r => r.Whole.Target.Name == "H")]);
    }

    // One every two seconds.
    private static ImmutableArray<ComparedRun> Runs(string order, TimeSpan wallTime) =>
        [.. order.Select((side, i) => new ComparedRun(MadeUpRun.Of(side.ToString(), i, wallTime), new RunSample(new RunMetrics(ImmutableSortedDictionary<GatedMetric, double>.Empty), [])))];
}
