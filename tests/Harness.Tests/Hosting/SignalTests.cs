using System.Runtime.InteropServices;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Hosting;

/// <summary>Signals that a test sends, counted by the process that gets them.</summary>
[Collection(RealProcesses.Name)]
public sealed class SignalTests
{
    [Fact]
    public async Task Signals_reach_the_process_once_each_and_end_nothing_by_themselves()
    {
        await using var running = await StartAsync("signals", "--wait", "1m", "--expect", "4");

        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGHUP, PosixSignal.SIGWINCH])
        {
            running.SendSignal(signal).ShouldBeTrue();
        }

        running.SendSignal(15).ShouldBeTrue();
        var profile = await running.Completion.Patiently();

        var truth = TruthLine.Parse(profile.Output.StdoutTail!);
        truth.Counts.ShouldBe(new Dictionary<string, long> { ["SIGINT"] = 1, ["SIGHUP"] = 1, ["SIGWINCH"] = 1, ["SIGTERM"] = 1 }, ignoreOrder: true);
        profile.EndedBy.ShouldBe(EndedBy.Exit);
    }

    [Fact]
    public async Task A_signal_by_its_number_ends_a_process_that_does_not_handle_it()
    {
        await using var running = await StartAsync("target");

        running.SendSignal(10).ShouldBeTrue();
        var profile = await running.Completion.Patiently();

        profile.ExitSignal.ShouldBe(10);
        profile.EndedBy.ShouldBe(EndedBy.Exit);
        running.SendSignal(10).ShouldBeFalse();
    }

    [Fact]
    public async Task A_process_is_stopped_by_the_signal_of_choice_and_the_profile_says_who_did_it()
    {
        await using var running = await ProcessProfiler.StartAsync(Workload.Wrap("sh").WithArguments(["-c", "trap 'exit 42' INT; echo '{\"ready\":1}'; while :; do sleep 0.05; done"]));
        await Patience.UntilAsync(() => running.StandardOutputTail.Contains("ready"), "the trap is set");

        var profile = await running.StopAsync(PosixSignal.SIGINT).Patiently();

        profile.ExitCode.ShouldBe(42);
        profile.EndedBy.ShouldBe(EndedBy.Harness);
        profile.ShouldExitWith(0);
    }

    [Fact]
    public async Task A_process_that_the_signal_of_choice_does_not_stop_is_killed_after_the_grace_period()
    {
        var options = new ProfileOptions { GracePeriod = TimeSpan.FromMilliseconds(200) };
        await using var running = await StartAsync(options, "target");

        var profile = await running.StopAsync(PosixSignal.SIGCONT).Patiently();

        profile.ExitSignal.ShouldBe(9);
        profile.EndedBy.ShouldBe(EndedBy.Harness);
    }

    [Fact]
    public async Task The_first_stop_decides_the_signal()
    {
        await using var running = await StartAsync("signals", "--wait", "1m");

        var first = running.StopAsync(PosixSignal.SIGTERM);
        var second = running.StopAsync((PosixSignal)9);
        await Task.WhenAll(first, second).Patiently();

        (await first).ExitSignal.ShouldBeNull();
        TruthLine.Parse((await first).Output.StdoutTail!).Counts["SIGTERM"].ShouldBe(1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-99)]
    [InlineData(65)]
    public async Task A_number_that_no_signal_has_is_refused(int signal)
    {
        await using var running = await StartAsync("target");

        Should.Throw<ArgumentOutOfRangeException>(() => running.SendSignal(signal)).Message.ShouldContain("signals have numbers from 1 to 64");
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => running.StopAsync((PosixSignal)signal));
    }

    private static Task<RunningProcess> StartAsync(params string[] words) => StartAsync(ProfileOptions.Default, words);

    private static async Task<RunningProcess> StartAsync(ProfileOptions options, params string[] words)
    {
        var lines = new Lines();
        var process = await ProcessProfiler.StartAsync(Workload.Verb(words).WithStandardOutputPipe(lines.Target), options);
        await lines.ReadyAsync();
        return process;
    }
}
