using RunScope.Testing.Cli;
using RunScope.Testing.Cli.Live;
using RunScope.Testing.Reporting;
using RunScope.Testing.Reporting.Html;
using Spectre.Console;

namespace RunScope.Testing.Tests;

public sealed class DemoTests
{
    private const string Words = "SIMULATED DATA, NOT A REAL PROCESS";

    [Fact]
    public async Task The_demonstration_shows_its_scenes_and_is_the_same_each_time()
    {
        var (source, clock) = Started();
        var shares = new Dictionary<string, StateTimes>();
        for (var second = 0; second < 60; second++)
        {
            var before = source.Model.Look().Whole;
            clock.Advance(TimeSpan.FromSeconds(1));
            source.Advance();
            var scene = source.Status.Note!;
            shares[scene] = shares.GetValueOrDefault(scene, StateTimes.Zero) + Difference(source.Model.Look().Whole, before);
        }

        Share(shares, "disk stall", TaskState.DiskSleep).ShouldBeGreaterThan(2 * Share(shares, "ordinary", TaskState.DiskSleep));
        Share(shares, "crowd", TaskState.Runnable).ShouldBeGreaterThan(0.3);
        Share(shares, "convoy", TaskState.Sleeping).ShouldBeGreaterThan(0.8);
        source.Status.Rounds.ShouldBe(6001);
        var profile = await source.FinishAsync();
        profile.WallTime.ShouldBe(TimeSpan.FromSeconds(60));
        foreach (var thread in profile.Threads) thread.States.Total.ShouldBe((thread.End ?? profile.WallTime) - thread.Start);

        // The view's figures are those of the profile.
        var whole = source.Model.Look().Whole;
        (whole.Running / profile.States.Running).ShouldBe(1, 0.001);
        (whole.DiskSleep / profile.States.DiskSleep).ShouldBe(1, 0.05);

        var (again, other) = Started();
        other.Advance(TimeSpan.FromSeconds(60));
        again.Advance();
        ProfileJson.ToJson(await again.FinishAsync()).ShouldBe(ProfileJson.ToJson(profile));
    }

    [Fact]
    public async Task Whatever_shows_simulated_data_says_so_first_and_nothing_says_so_of_real_ones()
    {
        var (source, clock) = Started();
        clock.Advance(TimeSpan.FromSeconds(5));
        source.Advance();
        var simulated = await source.FinishAsync();
        var real = simulated with { Target = simulated.Target with { Simulated = false } };

        ProfileJson.ToJson(simulated).ShouldContain("\"simulated\": true");
        ProfileJson.ToJson(real).ShouldContain("\"simulated\": false");
        var page = HtmlReport.Render(new ReportInput("demo", [simulated], null));
        page.ShouldContain($"<title>{Words}: ");
        page.ShouldContain($"<main>\n<p class=\"simulated\" role=\"note\">{Words}</p>");
        HtmlReport.Render(new ReportInput("demo", [real], null)).ShouldNotContain(Words);
        Shown(simulated).ShouldStartWith(Words);
        Shown(real).ShouldNotContain(Words);
    }

    [Fact]
    public async Task Simulated_profiles_are_neither_compared_nor_accepted()
    {
        using var folder = TemporaryFolder.InMemory();
        var (source, clock) = Started();
        clock.Advance(TimeSpan.FromSeconds(2));
        source.Advance();
        Directory.CreateDirectory(folder.File("runs"));
        var json = ProfileJson.ToJson(await source.FinishAsync());
        foreach (var name in (string[])["runs/a.json", "runs/b.json", "a.baseline.received.json"]) await File.WriteAllTextAsync(folder.File(name), json);

        var files = await Tool.RunAsync(["compare", folder.File("runs/a.json"), folder.File("runs/b.json")]);
        var folders = await Tool.RunAsync(["compare", folder.File("runs"), folder.File("runs")]);
        var accepted = await Tool.RunAsync(["baseline", "accept", folder.File("a.baseline.received.json")]);

        files.ExitCode.ShouldBe(ExitCodes.OwnFailure);
        files.Error.ShouldContain($"Cannot compare {folder.File("runs/a.json")}: {Words}.");
        folders.ExitCode.ShouldBe(ExitCodes.OwnFailure);
        folders.Error.ShouldContain(Words);
        accepted.ExitCode.ShouldBe(ExitCodes.OwnFailure, accepted.Error);
        File.Exists(folder.File("a.baseline.json")).ShouldBeFalse();
    }

    private static (DemoSource Source, HandClock Clock) Started()
    {
        var clock = new HandClock();
        return (new DemoSource(clock), clock);
    }

    private static double Share(Dictionary<string, StateTimes> shares, string scene, TaskState state)
    {
        var times = shares.Where(s => s.Key.Contains(scene, StringComparison.Ordinal)).Select(s => s.Value).Aggregate((a, b) => a + b);
        return times[state] / times.Total;
    }

    private static StateTimes Difference(StateTimes after, StateTimes before) => new()
    {
        Running = after.Running - before.Running,
        Runnable = after.Runnable - before.Runnable,
        Sleeping = after.Sleeping - before.Sleeping,
        DiskSleep = after.DiskSleep - before.DiskSleep,
        Unresolved = after.Unresolved - before.Unresolved,
    };

    private static string Shown(ProcessProfile profile)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text), Interactive = InteractionSupport.No });
        console.Profile.Width = 200;
        Summary.Write(console, profile);
        return text.ToString();
    }

    private sealed class HandClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(_ticks);

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}
