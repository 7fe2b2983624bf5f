using RunScope.Testing.Analysis;

namespace RunScope.Testing.Tests;

public class PhaseSpansTests
{
    [Fact]
    public void Phases_of_one_name_add_up()
    {
        var run = Made.Gzip() with { Phases = [Span("load", 0, 0.5, running: 0.4, diskSleep: 0.1), Span("other", 0.5, 1, running: 0.5), Span("load", 1, 2, running: 0.1, diskSleep: 0.9)] };

        var load = run.Phase("load");

        load.WallTime.ShouldBe(Made.Seconds(1.5));
        load.CpuTime.ShouldBe(Made.Seconds(0.5));
        load.States.Running.ShouldBe(Made.Seconds(0.5));
        load.States.DiskSleep.ShouldBe(Made.Seconds(1));
        load.Threads.ShouldHaveSingleItem().CpuTime.ShouldBe(Made.Seconds(0.5));
        load.Phases.Length.ShouldBe(2);
        load.Engine.Warnings[^1].ShouldStartWith("These numbers cover the span \"load\", 1.5 s of 2.31 s: ");
    }

    [Fact]
    public void A_phase_within_another_of_its_name_counts_once()
    {
        var run = Made.Gzip() with { Phases = [Span("load", 0, 2, running: 1), Span("load", 0.5, 1, running: 0.25), Span("load", 2, 2.2, running: 0.1)] };

        run.Phase("load").WallTime.ShouldBe(Made.Seconds(2.2));
        run.Phase("load").CpuTime.ShouldBe(Made.Seconds(1.1));
    }

    [Fact]
    public void A_phase_that_is_open_at_the_end_lasts_to_the_end_and_holds_those_within()
    {
        var run = Made.Gzip() with { Phases = [Span("load", 1.31, null, running: 1), Span("load", 1.5, 2, running: 0.25)] };

        run.Phase("load").WallTime.ShouldBe(Made.Seconds(1));
        run.Phase("load").CpuTime.ShouldBe(Made.Seconds(1));
    }

    [Fact]
    public void The_intervals_of_phases_of_one_name_hold_the_truth_of_their_sum()
    {
        var first = new Evidence { DiskSleep = Made.Sampled(0.1, 0.5), Sleeping = Made.Sampled(0.5, 0.9) };
        var run = Made.Gzip() with { Phases = [Span("load", 0, 1, diskSleep: 0.3, sleeping: 0.7, evidence: first), Span("load", 1, 2, diskSleep: 1)] };

        var evidence = run.Phase("load").Threads[0].Evidence!;

        // 0.1 to 0.5 of the first second, and all of the other, exactly.
        evidence.DiskSleep.Kind.ShouldBe(Fidelity.Sampled);
        evidence.DiskSleep.Low!.Value.ShouldBe(0.55, 1e-9);
        evidence.DiskSleep.High!.Value.ShouldBe(0.75, 1e-9);
        evidence.Running.Kind.ShouldBe(Fidelity.ExactKernel);
    }

    [Fact]
    public void A_phase_that_does_not_exist_names_those_that_do()
    {
        var run = Made.Gzip() with { Phases = [Span("load", 0, 1), Span("warm-up", 1, 2), Span("load", 1, 2)] };

        Should.Throw<RunScopeException>(() => run.Phase("lod")).Message.ShouldBe("Cannot cut /usr/bin/gzip to a phase \"lod\": the run's phases are \"load\", \"warm-up\".");
        Should.Throw<RunScopeException>(() => Made.Gzip().Phase("load")).Message.ShouldContain("the run has no phases: mark one with RunningProcess.PhaseAsync(\"name\")");
    }

    [Fact]
    public void The_profile_of_a_phase_has_no_timeline_which_would_be_that_of_the_whole_run()
    {
        var run = Made.Gzip() with { Phases = [Span("load", 0.2, 0.4, running: 0.1)], Timeline = new Timeline(Made.Seconds(0.1), [new ThreadTimeline(1, 0, [[100_000_000, 0, 0, 0, 0, 0, 0]])]) };

        PhaseSpans.Cut(run, "load").Timeline.Threads.ShouldBeEmpty();
    }

    [Fact]
    public void The_profile_of_a_phase_is_not_cut_again_and_not_to_another_phase()
    {
        var run = Made.Gzip() with { Phases = [Span("load", 1, 1.5, running: 0.5), Span("rest", 1.5, 2, sleeping: 0.5), Span("load", 2, 2.1, running: 0.1)] };
        var load = run.Phase("load");
        var read = ProfileJson.Parse(ProfileJson.ToJson(load));

        load.Phase("load").ShouldBeSameAs(load);
        read.Phase("load").WallTime.ShouldBe(Made.Seconds(0.6));
        foreach (var span in new[] { load, read })
            Should.Throw<RunScopeException>(() => span.Phase("rest")).Message.ShouldContain("the profile is already cut to the phase \"load\": take another phase of the whole run's profile");
        Should.Throw<InvalidOperationException>(() => ProfileCut.Cut(load, run.Phases[0])).Message.ShouldContain("already cut to the phase \"load\"");
        Made.Gzip().ShouldSatisfyAllConditions(whole => ProfileJson.ToJson(whole).ShouldNotContain("\"span\""));
    }

    [Fact]
    public void A_fluent_limit_on_a_phase_covers_it()
    {
        var run = Made.Gzip() with { Phases = [Span("load", 0, 1, running: 1), Span("rest", 1, 2, sleeping: 1)] };

        run.Phase("load").ShouldSpend(TaskState.Running, atLeast: 0.99).ShouldEndWithin("1s").ShouldUseCpuTime(atLeast: "1s").ShouldExitWith(0);
        Should.Throw<ProfileAssertionException>(() => run.Phase("rest").ShouldSpend(TaskState.Running, atLeast: 0.01)).Message.ShouldContain("These numbers cover the span \"rest\", 1 s of 2.31 s");
    }

    [Fact]
    public void A_phase_of_the_name_of_the_body_is_cut_out_once()
    {
        var run = Made.Gzip() with { UnattributedCpu = TimeSpan.Zero, Phases = [Span(Phase.Body, 0.5, 1.5, running: 1)] };

        run.Phase(Phase.Body).ShouldEndWithin("1s").WallTime.ShouldBe(Made.Seconds(1));
    }

    internal static Phase Span(string name, double start, double? end, double running = 0, double sleeping = 0, double diskSleep = 0, Evidence? evidence = null) => new()
    {
        Name = name,
        Start = Made.Seconds(start),
        End = end is { } e ? Made.Seconds(e) : null,
        CpuTime = Made.Seconds(running),
        Threads =
        [
            new PhaseThread(
                1,
                new StateTimes { Running = Made.Seconds(running), Sleeping = Made.Seconds(sleeping), DiskSleep = Made.Seconds(diskSleep) },
                evidence ?? new Evidence(),
                Made.Seconds(running)),
        ],
    };
}
