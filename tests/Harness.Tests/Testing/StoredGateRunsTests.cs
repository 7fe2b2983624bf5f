using RunScope.Testing.Baselines;

namespace RunScope.Testing.Tests;

public class StoredGateRunsTests
{
    private static readonly GateRules Rules = new() { Metrics = [GatedMetric.WallTime] };

    [Fact]
    public async Task No_baseline_is_an_outcome_of_its_own_and_the_job_is_whole()
    {
        var runs = new ScriptedRuns(ScriptedRuns.Noise);
        var gate = Gate(null, runs);

        var comparison = await gate.CompareAsync(confirms: true);

        comparison!.Outcome.ShouldBe(VerdictOutcome.MissingBaseline);
        runs.Order.ShouldBe(Enumerable.Repeat(Side.Head, 10));
        gate.IsWhole.ShouldBeTrue();
        gate.Runs.Length.ShouldBe(10);
    }

    [Fact]
    public async Task A_build_like_its_accepted_jobs_is_well()
    {
        var comparison = await Gate(Accepted(5), new ScriptedRuns(ScriptedRuns.Noise)).CompareAsync(confirms: true);

        comparison!.Outcome.ShouldBe(VerdictOutcome.Ok);
        comparison.Against.ShouldBe("5 accepted jobs");
    }

    [Fact]
    public async Task A_slower_build_is_red_when_fresh_runs_say_so_too()
    {
        var runs = new ScriptedRuns((side, n) => 1.3 * ScriptedRuns.Noise(side, n));

        var comparison = await Gate(Accepted(5), runs).CompareAsync(confirms: true);

        comparison!.Outcome.ShouldBe(VerdictOutcome.Regressed);
        comparison.Screen.ShouldNotBeEmpty();
        runs.Order.Count.ShouldBe(20);
    }

    [Fact]
    public async Task What_fresh_runs_do_not_confirm_is_not_red()
    {
        var comparison = await Gate(Accepted(5), new ScriptedRuns((side, n) => (n < 10 ? 1.3 : 1) * ScriptedRuns.Noise(side, n))).CompareAsync(confirms: true);

        comparison!.Outcome.ShouldBe(VerdictOutcome.Ok);
    }

    [Fact]
    public async Task Who_accepts_has_nothing_confirmed()
    {
        var runs = new ScriptedRuns((side, n) => 1.3 * ScriptedRuns.Noise(side, n));

        var comparison = await Gate(Accepted(5), runs).CompareAsync(confirms: false);

        comparison!.Outcome.ShouldBe(VerdictOutcome.Regressed);
        runs.Order.Count.ShouldBe(10);
    }

    [Fact]
    public async Task Jobs_of_another_machine_decide_nothing_and_the_difference_is_named()
    {
        var runs = new ScriptedRuns((_, _) => 9) { Host = Made.Gzip().Host with { CpuCount = 8 } };

        var comparison = await Gate(Accepted(5), runs).CompareAsync(confirms: true);

        comparison!.Outcome.ShouldBe(VerdictOutcome.Inconclusive);
        comparison.Reasons.ShouldHaveSingleItem().ShouldStartWith("none of 5 accepted jobs is from a machine like this: of the newest, there were 2 CPUs, here are 8. Accept a job");
        comparison.Metrics.ShouldHaveSingleItem().Outcome.ShouldBe(VerdictOutcome.Inconclusive);
        comparison.Metrics[0].Head.Length.ShouldBe(10, "the numbers are shown all the same");
        runs.Order.Count.ShouldBe(10);
    }

    [Fact]
    public async Task Of_several_machines_only_the_jobs_of_this_one_count()
    {
        var here = Accepted(5);
        var elsewhere = here.Jobs[0] with { Environment = here.Jobs[0].Environment with { CpuCount = 64 } };

        var comparison = await Gate(here with { Jobs = here.Jobs.Add(elsewhere) }, new ScriptedRuns(ScriptedRuns.Noise)).CompareAsync(confirms: true);

        comparison!.Outcome.ShouldBe(VerdictOutcome.Ok);
        comparison.Against.ShouldBe("5 accepted jobs");
        comparison.Notes.ShouldContain("1 other accepted job is from another kind of machine and doesn't count");
    }

    [Fact]
    public async Task Machines_whose_CPUs_nobody_names_are_compared_with_a_note()
    {
        var accepted = Accepted(5);
        accepted = accepted with { Jobs = [.. accepted.Jobs.Select(j => j with { Environment = j.Environment with { CpuModel = null } })] };

        var comparison = await Gate(accepted, new ScriptedRuns(ScriptedRuns.Noise) { Host = Made.Gzip().Host with { CpuModel = null } }).CompareAsync(confirms: true);

        comparison!.Outcome.ShouldBe(VerdictOutcome.Ok);
        comparison.Notes.ShouldContain("the kernel names the CPU neither of the accepted jobs nor of this one: whether they are alike isn't known");
    }

    [Fact]
    public async Task Another_command_than_the_baselines_is_told()
    {
        var comparison = await Gate(Accepted(5) with { Command = "gzip -1" }, new ScriptedRuns(ScriptedRuns.Noise)).CompareAsync(confirms: true);

        comparison!.Outcome.ShouldBe(VerdictOutcome.Ok);
        comparison.Notes.ShouldBe(["the baseline's command was gzip -1, and is /usr/bin/gzip -9 now"]);
    }

    [Fact]
    public async Task Numbers_over_other_threads_are_not_compared()
    {
        var comparison = await Gate(Accepted(5) with { Threads = "All" }, new ScriptedRuns(ScriptedRuns.Noise)).CompareAsync(confirms: true);

        comparison!.Outcome.ShouldBe(VerdictOutcome.Inconclusive);
        comparison.Reasons.ShouldHaveSingleItem().ShouldStartWith("the baseline is over the threads All, this test is over Application: ");
    }

    [Fact]
    public async Task A_baseline_that_cannot_be_read_costs_one_run()
    {
        var runs = new ScriptedRuns(ScriptedRuns.Noise);
        var gate = new StoredGateRuns(Rules, () => throw new RunScopeException("damaged"), runs.DisturbanceOf, runs.MakeAsync);

        (await Should.ThrowAsync<RunScopeException>(() => gate.CompareAsync(confirms: true))).Message.ShouldBe("damaged");

        runs.Order.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_machine_that_is_too_busy_leaves_the_verdict_open_and_the_job_in_parts()
    {
        var gate = Gate(Accepted(5), new ScriptedRuns((_, _) => 9) { Disturbance = n => n > 3 ? "a backup ran" : null });

        var comparison = await gate.CompareAsync(confirms: true);

        comparison!.Outcome.ShouldBe(VerdictOutcome.Inconclusive);
        comparison.Reasons.ShouldContain(r => r.Contains("the machine was too busy: 11 runs of 15 were disturbed, and 10 may be repeated; in the last one a backup ran"));
        comparison.Metrics.ShouldHaveSingleItem().Outcome.ShouldBe(VerdictOutcome.Inconclusive);
        gate.IsWhole.ShouldBeFalse();
    }

    [Fact]
    public async Task Noise_that_comes_while_it_confirms_leaves_the_verdict_open()
    {
        var comparison = await Gate(Accepted(5), new ScriptedRuns((_, _) => 1.3) { Disturbance = n => n >= 10 ? "a backup ran" : null }).CompareAsync(confirms: true);

        comparison!.Outcome.ShouldBe(VerdictOutcome.Inconclusive);
        comparison.Reasons.ShouldHaveSingleItem().ShouldStartWith("what looked worse couldn't be confirmed, because the machine was too busy: 11 runs of 11");
        comparison.Metrics.ShouldHaveSingleItem().Outcome.ShouldBe(VerdictOutcome.Inconclusive);
    }

    [Fact]
    public async Task A_run_that_fails_while_it_confirms_leaves_what_was_seen()
    {
        var comparison = await Gate(Accepted(5), new ScriptedRuns((_, _) => 1.3) { FailsAt = 12 }).CompareAsync(confirms: true);

        comparison!.Outcome.ShouldBe(VerdictOutcome.Inconclusive);
        comparison.Reasons.ShouldBe(["a run failed while what looked worse was being confirmed"]);
        comparison.Metrics.ShouldHaveSingleItem().Outcome.ShouldBe(VerdictOutcome.Inconclusive);
    }

    [Fact]
    public async Task A_run_that_fails_is_the_last_one()
    {
        var runs = new ScriptedRuns(ScriptedRuns.Noise) { FailsAt = 3 };

        (await Gate(Accepted(5), runs).CompareAsync(confirms: true)).ShouldBeNull();

        runs.Order.Count.ShouldBe(4);
    }

    private static StoredGateRuns Gate(Baseline? baseline, ScriptedRuns runs) => new(Rules, () => baseline, runs.DisturbanceOf, runs.MakeAsync);

    /// <summary>Jobs on the machine of <see cref="Made"/> whose runs take a second.</summary>
    private static Baseline Accepted(int jobs) => new("Test", "gzip -9", "Application",
    [
        .. Enumerable.Range(0, jobs).Select(j => new AcceptedJob(
            DateTimeOffset.UnixEpoch.AddDays(j), null, null, BaselineEnvironment.Of(Made.Profile(Made.Thread(1, sleeping: 1))),
            [.. MadeUpRuns.Of(GatedMetric.WallTime, [.. Enumerable.Range(0, 10).Select(n => ScriptedRuns.Noise(Side.Base, (j * 10) + n))]).Select(r => r.Metrics)], [])),
    ]);
}
