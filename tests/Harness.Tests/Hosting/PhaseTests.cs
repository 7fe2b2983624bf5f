using CliWrap;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Hosting;

/// <summary>Phases of a real process that does what it is told, when it is told.</summary>
[Collection(RealProcesses.Name)]
public sealed class PhaseTests
{
    private const string Busy = "i=0; while [ $i -lt 400000 ]; do i=$((i+1)); done; echo '{\"done\":1}'";

    [Fact]
    public async Task A_limit_holds_over_the_phase_alone()
    {
        var (input, lines) = (new TypedInput(), new Lines());
        await using var shell = await ProcessProfiler.StartAsync(Obedient(input, lines));

        await using (await shell.PhaseAsync("idle").Patiently())
        {
            var watch = System.Diagnostics.Stopwatch.StartNew();
            await Patience.UntilAsync(() => watch.ElapsedMilliseconds > 300, "300 ms have passed");
        }

        for (var i = 0; i < 2; i++)
        {
            using var phase = shell.Phase("busy");
            input.Type(Busy);
            await lines.NextAsync(json => json.TryGetProperty("done", out _));
        }

        input.End();
        var profile = await shell.Completion.Patiently();

        profile.ExitCode.ShouldBe(0);
        profile.Phases.Select(p => p.Name).ShouldBe(["idle", "busy", "busy"]);
        profile.Phase("idle").ShouldSpend(TaskState.Sleeping, atLeast: 0.80).ShouldUseCpus(atMost: 0.3);

        // A shell that is told late that it may go on waits in its busy phases too, but less than in the whole run.
        var between = (Busyness(profile) + Busyness(profile.Phase("busy"))) / 2;
        profile.Phase("busy").ShouldSpend([TaskState.Running, TaskState.Runnable], atLeast: between);
        Should.Throw<ProfileAssertionException>(() => profile.ShouldSpend([TaskState.Running, TaskState.Runnable], atLeast: between));
        profile.Phase("busy").WallTime.ShouldBe(profile.Phases[1].End!.Value - profile.Phases[1].Start + (profile.Phases[2].End!.Value - profile.Phases[2].Start));
        profile.Phase("busy").CpuTime!.Value.ShouldBeLessThanOrEqualTo(profile.CpuTime!.Value + TimeSpan.FromMilliseconds(1));
        profile.ShouldBeClosed();

        double Busyness(ProcessProfile of) => (of.States.Running + of.States.Runnable) / of.States.Total;
    }

    [Fact]
    public async Task The_name_of_a_decorated_tests_body_is_refused()
    {
        await using var sleep = await ProcessProfiler.StartAsync(Workload.Wrap("sleep").WithArguments("30"));

        (await Should.ThrowAsync<ArgumentException>(() => sleep.PhaseAsync("body"))).Message.ShouldContain("choose another name");
        Should.Throw<ArgumentException>(() => sleep.Phase("body")).Message.ShouldContain("choose another name");
    }

    [Fact]
    public async Task Phases_nest_repeat_and_end_once_however_often_they_are_disposed()
    {
        var (input, lines) = (new TypedInput(), new Lines());
        await using var shell = await ProcessProfiler.StartAsync(Obedient(input, lines));

        var outer = await shell.PhaseAsync("load").Patiently();
        var inner = shell.Phase("load");
        inner.Dispose();
        inner.Dispose();
        using (shell.Phase("part"))
        {
        }

        await outer.DisposeAsync();
        input.End();
        var profile = await shell.Completion.Patiently();

        profile.Phases.Select(p => p.Name).ShouldBe(["load", "load", "part"]);
        var (whole, part) = (profile.Phases[0], profile.Phases[1]);
        part.Start.ShouldBeGreaterThan(whole.Start);
        part.End!.Value.ShouldBeLessThan(whole.End!.Value);
        profile.Phase("load").WallTime.ShouldBe(whole.End.Value - whole.Start);
    }

    [Fact]
    public async Task No_mark_is_lost_among_many_at_the_same_time()
    {
        const int phases = 200;
        var (input, lines) = (new TypedInput(), new Lines());
        await using var shell = await ProcessProfiler.StartAsync(Obedient(input, lines));

        await Task.WhenAll(Enumerable.Range(0, phases).Select(async i =>
        {
            await using var phase = await shell.PhaseAsync($"phase {i}");
        })).Patiently();
        input.End();
        var profile = await shell.Completion.Patiently();

        profile.Phases.Select(p => p.Name).ShouldBe(Enumerable.Range(0, phases).Select(i => $"phase {i}"), ignoreOrder: true);
        profile.Phases.ShouldAllBe(p => p.End >= p.Start);
    }

    [Fact]
    public async Task Phases_beyond_the_limit_are_left_out_in_words_and_keep_no_limit()
    {
        await using var sleep = await ProcessProfiler.StartAsync(Workload.Wrap("sleep").WithArguments("600"));
        await (await sleep.PhaseAsync("first").Patiently()).DisposeAsync();
        for (var i = 0; i < Sampling.PhaseLimit.MostPhases; i++) await (await sleep.PhaseAsync("request").Patiently()).DisposeAsync();
        var profile = await sleep.StopAsync().Patiently();

        profile.Phases.ShouldHaveSingleItem().Name.ShouldBe("first");
        profile.Engine.Warnings.ShouldContain(w => w.StartsWith("Phases are left out: \"request\" (1 too many)"));
        Should.Throw<RunScopeException>(() => profile.Phase("request")).Message.ShouldContain("Phases are left out: \"request\"");
        Should.Throw<Exception>(() => profile.ShouldKeep([new WallTimeAttribute { AtMost = "1h", Phase = "request" }])).Message.ShouldContain("Phases are left out");
    }

    [Fact]
    public async Task A_phase_that_is_open_at_the_end_ends_with_the_process()
    {
        var (input, lines) = (new TypedInput(), new Lines());
        await using var shell = await ProcessProfiler.StartAsync(Obedient(input, lines));

        var open = await shell.PhaseAsync("open").Patiently();
        input.End();
        var profile = await shell.Completion.Patiently();
        await open.DisposeAsync();

        profile.Phases.ShouldHaveSingleItem().End.ShouldBeNull();
        profile.Phase("open").WallTime.ShouldBe(profile.WallTime - profile.Phases[0].Start);
    }

    [Fact]
    public async Task A_name_that_says_nothing_or_too_much_is_refused()
    {
        var (input, lines) = (new TypedInput(), new Lines());
        await using var shell = await ProcessProfiler.StartAsync(Obedient(input, lines));

        await Should.ThrowAsync<ArgumentException>(() => shell.PhaseAsync(" "));
        Should.Throw<ArgumentException>(() => shell.Phase(new string('x', 201))).Message.ShouldContain("it takes at most 200");
        input.End();
        (await shell.Completion.Patiently()).Phases.ShouldBeEmpty();
    }

    private static Command Obedient(TypedInput input, Lines lines) => Workload.Wrap("sh")
        .WithArguments(["-c", "while read -r line; do eval \"$line\"; done"])
        .WithStandardInputPipe(input.Source)
        .WithStandardOutputPipe(lines.Target);
}
