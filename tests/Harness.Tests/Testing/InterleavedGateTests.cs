using CsCheck;
using RunScope.Testing.Baselines;

namespace RunScope.Testing.Tests;

public class InterleavedGateTests
{
    private static readonly GateRules Rules = new() { Metrics = [GatedMetric.WallTime] };

    [Fact]
    public async Task Base_and_head_take_turns_in_going_first()
    {
        var runs = new ScriptedRuns(ScriptedRuns.Noise);

        await CompareAsync(Rules, runs);

        runs.Order.Take(6).ShouldBe([Side.Base, Side.Head, Side.Head, Side.Base, Side.Base, Side.Head]);
        runs.Said[..4].ShouldBe(["pair 1 of up to 20", "pair 1 of up to 20", "pair 2 of up to 20", "pair 2 of up to 20"]);
    }

    [Fact]
    public async Task What_is_clearly_well_at_the_early_look_is_run_no_further()
    {
        var runs = new ScriptedRuns(ScriptedRuns.Noise);

        var comparison = await CompareAsync(Rules, runs);

        comparison!.Outcome.ShouldBe(VerdictOutcome.Ok);
        runs.Order.Count.ShouldBe(2 * 6);
    }

    [Fact]
    public async Task A_slower_build_is_red_when_fresh_pairs_say_so_too()
    {
        var runs = new ScriptedRuns((side, n) => ScriptedRuns.Noise(side, n) * (side == Side.Head ? 1.2 : 1));

        var comparison = await CompareAsync(Rules, runs);

        comparison!.Outcome.ShouldBe(VerdictOutcome.Regressed);
        comparison.Screen.ShouldHaveSingleItem().Base.Length.ShouldBe(10);
        var metric = comparison.Metrics.ShouldHaveSingleItem();
        metric.Base.Length.ShouldBe(20);
        metric.Shift.ShouldBe(0.2, 0.02);
        runs.Order.Count.ShouldBe(2 * (10 + 20));
        runs.Said[^1].ShouldBe("pair 20 of 20 that confirm");
    }

    [Fact]
    public async Task What_fresh_pairs_do_not_confirm_is_not_red()
    {
        var runs = new ScriptedRuns((side, n) => ScriptedRuns.Noise(side, n) * (side == Side.Head && n < 10 ? 1.2 : 1));

        var comparison = await CompareAsync(Rules, runs);

        comparison!.Outcome.ShouldBe(VerdictOutcome.Ok);
        comparison.Screen.ShouldHaveSingleItem().Outcome.ShouldBe(VerdictOutcome.Regressed);
    }

    [Fact]
    public async Task Where_nothing_is_to_be_confirmed_the_screen_is_the_verdict()
    {
        var runs = new ScriptedRuns((side, n) => ScriptedRuns.Noise(side, n) * (side == Side.Head ? 1.2 : 1));

        var comparison = await CompareAsync(Rules with { Confirm = false }, runs);

        comparison!.Outcome.ShouldBe(VerdictOutcome.Regressed);
        runs.Order.Count.ShouldBe(2 * 10);
    }

    [Fact]
    public async Task A_disturbed_pair_is_repeated_and_told()
    {
        // The third pair's second run, and it was ten times as slow.
        var runs = new ScriptedRuns((side, n) => ScriptedRuns.Noise(side, n) * (side == Side.Head && n == 2 ? 10 : 1)) { Disturbance = n => n == 5 ? "a backup ran" : null };

        var comparison = await CompareAsync(Rules, runs);

        comparison!.Outcome.ShouldBe(VerdictOutcome.Ok);
        comparison.Metrics[0].Head.ShouldAllBe(v => v < 2);
        runs.Order.Count.ShouldBe(2 * 7);
        comparison.Notes.ShouldBe(["1 pair was disturbed and repeated: a backup ran"]);
    }

    [Fact]
    public async Task Pairs_that_count_take_turns_in_going_first_however_regularly_others_are_disturbed()
    {
        // Every other pair.
        var runs = new ScriptedRuns(ScriptedRuns.Noise) { Disturbance = n => n / 2 % 2 == 1 ? "a backup ran" : null };

        await CompareAsync(Rules, runs);

        runs.Order.Chunk(4).Select(pairs => pairs[0]).Take(6).ShouldBe([Side.Base, Side.Head, Side.Base, Side.Head, Side.Base, Side.Head]);
    }

    [Fact]
    public async Task A_machine_that_disturbs_every_pair_makes_nothing_red_and_is_named()
    {
        var runs = new ScriptedRuns((side, _) => side == Side.Head ? 9 : 1) { Disturbance = _ => "a backup ran" };

        var comparison = await CompareAsync(Rules, runs);

        comparison!.Outcome.ShouldBe(VerdictOutcome.Inconclusive);
        comparison.Reasons.ShouldBe(["the machine was too busy: 11 pairs of 11 were disturbed, and 10 may be repeated; in the last one a backup ran"]);
        runs.Order.Count.ShouldBe(2 * 11);
    }

    [Fact]
    public async Task Noise_that_comes_while_it_confirms_leaves_the_verdict_open()
    {
        var runs = new ScriptedRuns((side, n) => ScriptedRuns.Noise(side, n) * (side == Side.Head ? 1.2 : 1)) { Disturbance = n => n >= 20 ? "a backup ran" : null };

        var comparison = await CompareAsync(Rules, runs);

        comparison!.Outcome.ShouldBe(VerdictOutcome.Inconclusive);
        comparison.Reasons.ShouldHaveSingleItem().ShouldStartWith("what looked worse couldn't be confirmed, because the machine was too busy: 11 pairs of 11");
        comparison.Metrics.ShouldHaveSingleItem().Outcome.ShouldBe(VerdictOutcome.Inconclusive, "nothing that wasn't confirmed is called regressed anywhere");
    }

    [Fact]
    public async Task A_run_that_fails_while_it_confirms_leaves_what_was_seen()
    {
        var runs = new ScriptedRuns((side, n) => ScriptedRuns.Noise(side, n) * (side == Side.Head ? 1.2 : 1)) { FailsAt = 25 };

        var comparison = await CompareAsync(Rules, runs);

        comparison!.Outcome.ShouldBe(VerdictOutcome.Inconclusive);
        comparison.Reasons.ShouldBe(["a run failed while what looked worse was being confirmed"]);
        var metric = comparison.Metrics.ShouldHaveSingleItem();
        (metric.Outcome, metric.Head.Length).ShouldBe((VerdictOutcome.Inconclusive, 10));
        runs.Order.Count.ShouldBe(26);
    }

    [Fact]
    public async Task A_run_that_fails_is_the_last_one()
    {
        var runs = new ScriptedRuns(ScriptedRuns.Noise) { FailsAt = 3 };

        (await CompareAsync(Rules, runs)).ShouldBeNull();

        runs.Order.Count.ShouldBe(4);
    }

    [Fact]
    public void Whatever_the_runs_are_like_they_come_to_an_end_and_the_same_runs_are_never_red() =>
        Gen.Select(Gen.Int[4, 12], Gen.Int[0, 8], Gen.Double[0, 0.6], Gen.Int).Sample((runs, more, disturbed, seed) =>
        {
            var random = new Random(seed);
            var walls = Enumerable.Range(0, 200).Select(_ => 1 + random.NextDouble()).ToArray();
            var noisy = Enumerable.Range(0, 400).Select(_ => random.NextDouble() < disturbed).ToArray();
            var rules = Rules with { Runs = runs, MaxRuns = runs + more };
            var script = new ScriptedRuns((_, n) => walls[n % 200]) { Disturbance = n => noisy[n % 400] ? "noise" : null };

            var comparison = CompareAsync(rules, script).GetAwaiter().GetResult();

            var most = rules.MaxRuns + (rules.MaxRuns / 2) + 1 + rules.ConfirmationRuns + (rules.ConfirmationRuns / 2) + 1;
            script.Order.Count.ShouldBeLessThanOrEqualTo(2 * most);
            comparison!.Outcome.ShouldNotBe(VerdictOutcome.Regressed);
        });

    private static Task<Comparison?> CompareAsync(GateRules rules, ScriptedRuns runs) => new InterleavedGate(rules, runs.DisturbanceOf, runs.MakeAsync).CompareAsync();
}
