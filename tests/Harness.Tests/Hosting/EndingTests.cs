using System.Diagnostics;
using System.Text.Json;
using CliWrap;
using RunScope.Testing.Launch;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Hosting;

/// <summary>However a run ends, its whole tree has ended with it.</summary>
[Collection(RealProcesses.Name)]
public sealed class EndingTests
{
    private static readonly string[] LongTree = ["tree", "--children", "2", "--daemon", "10m", "--wait", "10m"];
    private readonly Lines _lines = new();

    [Fact]
    public async Task Stopping_lets_the_process_end_in_its_own_way()
    {
        await using var running = await ProcessProfiler.StartAsync(Listening("signals", "--wait", "10m", "--exit-code", "42"));
        await _lines.ReadyAsync();

        var profile = await running.StopAsync().Patiently();

        profile.ExitCode.ShouldBe(42);
        profile.EndedBy.ShouldBe(EndedBy.Harness);
        var truth = await _lines.NextAsync(j => j.TryGetProperty("counts", out _));
        truth.GetProperty("counts").GetProperty("SIGTERM").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Stopping_gives_a_process_time_to_finish_its_work()
    {
        await using var running = await ProcessProfiler.StartAsync(Listening("signals", "--wait", "10m", "--linger", "500ms"), new() { GracePeriod = TimeSpan.FromMinutes(2) });
        await _lines.ReadyAsync();

        var profile = await running.StopAsync().Patiently();

        profile.ExitCode.ShouldBe(0);
        profile.WallTime.ShouldBeInRange(TimeSpan.FromMilliseconds(500), TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task A_process_that_ignores_SIGTERM_is_killed_after_the_grace_period()
    {
        var options = new ProfileOptions { GracePeriod = TimeSpan.FromMilliseconds(300) };
        await using var running = await ProcessProfiler.StartAsync(Listening("ignore-sigterm", "--duration", "10m"), options);
        await _lines.ReadyAsync();
        var watch = Stopwatch.StartNew();

        var profile = await running.StopAsync().Patiently();

        watch.Elapsed.ShouldBeGreaterThan(options.GracePeriod);
        profile.ExitSignal.ShouldBe(9);
        profile.EndedBy.ShouldBe(EndedBy.Harness);
    }

    [Fact]
    public async Task A_process_that_never_ends_is_stopped_when_its_time_is_up()
    {
        var profile = await Workload.ProfileAsync(Workload.Wrap("sleep").WithArguments(["600"]), new() { Timeout = TimeSpan.FromMilliseconds(400) });

        profile.EndedBy.ShouldBe(EndedBy.Timeout);
        profile.ExitSignal.ShouldBe(15);
        profile.WallTime.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(399));
    }

    [Fact]
    public async Task A_process_that_never_ends_and_ignores_SIGTERM_is_killed_when_its_time_is_up()
    {
        var options = new ProfileOptions { Timeout = TimeSpan.FromSeconds(2), GracePeriod = TimeSpan.FromMilliseconds(100) };

        var profile = await Workload.ProfileAsync(Workload.Wrap("sh").WithArguments(["-c", "trap '' TERM; while :; do sleep 600; done"]), options);

        profile.EndedBy.ShouldBe(EndedBy.Timeout);
        profile.ExitSignal.ShouldBe(9);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancelling_throws_and_ends_the_whole_tree_with_daemonised_grandchildren(bool forceful)
    {
        using var source = new CancellationTokenSource();
        var (kill, stop) = forceful ? (source.Token, CancellationToken.None) : (CancellationToken.None, source.Token);
        await using var running = await ProcessProfiler.StartAsync(Listening(LongTree), null, kill, stop);
        var tree = TreeOf(running.ProcessId, await _lines.ReadyAsync());

        await source.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.Completion.Patiently());
        error.Message.ShouldContain(forceful ? "forceful" : "graceful");
        tree.Count.ShouldBe(5);
        tree.ShouldAllBe(process => !Processes.IsAlive(process));
    }

    [Fact]
    public async Task A_token_that_is_cancelled_already_starts_nothing()
    {
        using var folder = new TemporaryFolder();
        var marker = Path.Combine(folder.Path, "it-ran");
        var command = Workload.Wrap("touch").WithArguments([marker]);
        var cancelled = new CancellationToken(canceled: true);

        await Should.ThrowAsync<OperationCanceledException>(() => ProcessProfiler.ProfileAsync(command, null, cancelled).Patiently());
        await Should.ThrowAsync<OperationCanceledException>(() => ProcessProfiler.ProfileAsync(command, null, default, cancelled).Patiently());

        File.Exists(marker).ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancelling_at_any_moment_of_the_launch_leaves_nothing(bool forceful)
    {
        var children = Processes.OwnChildren();
        var seconds = 600 + Environment.ProcessId;
        var command = Workload.Wrap("sleep").WithArguments([$"{seconds}.125"]);

        for (var moment = 0; moment < 200; moment += 10)
        {
            using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(moment));
            var (kill, stop) = forceful ? (source.Token, CancellationToken.None) : (CancellationToken.None, source.Token);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ProcessProfiler.ProfileAsync(command, null, kill, stop).Patiently());
        }

        Processes.OwnChildren().ShouldBe(children);
        Processes.WithArgument($"{seconds}.125").ShouldBeEmpty();
    }

    [Fact]
    public async Task Disposing_ends_the_whole_tree()
    {
        List<ProcessTree.Member> tree;
        await using (var running = await ProcessProfiler.StartAsync(Listening(LongTree)))
        {
            tree = TreeOf(running.ProcessId, await _lines.ReadyAsync());
        }

        tree.ShouldAllBe(process => !Processes.IsAlive(process));
    }

    [Fact]
    public async Task What_outlives_the_process_is_listed_and_ended()
    {
        var (profile, truth) = await Workload.TruthOfAsync(["tree", "--children", "0", "--daemon", "10m", "--wait", "500ms"]);

        var daemon = profile.Processes.Single(p => p.ProcessId == truth.Daemons.Single());
        daemon.End.ShouldBeNull();
        profile.Threads.Where(t => t.ProcessId == daemon.Id).ShouldNotBeEmpty();
        profile.Threads.Where(t => t.ProcessId == daemon.Id && t.End is null).ShouldNotBeEmpty();
        profile.EndedBy.ShouldBe(EndedBy.Exit);
        Directory.Exists($"/proc/{daemon.ProcessId}").ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_daemonised_just_before_the_process_ends_is_ended_too()
    {
        var (_, truth) = await Workload.TruthOfAsync(["tree", "--children", "0", "--daemon", "10m"]);

        Directory.Exists($"/proc/{truth.Daemons.Single()}").ShouldBeFalse();
    }

    [Fact]
    public async Task A_zombie_among_what_is_left_does_not_become_the_hosts()
    {
        var children = Processes.OwnChildren();

        for (var i = 0; i < 10; i++) await Workload.ProfileAsync(Workload.Wrap("sh").WithArguments(["-c", "for i in 1 2 3 4 5; do (sleep 600 & sleep 0.01 &) ; done"]));

        Processes.OwnChildren().ShouldBe(children);
    }

    [NeedsProgramFact("python3", "python3")]
    public async Task What_lives_on_without_its_first_thread_is_ended_too()
    {
        const string program = "import ctypes, threading, time, os; threading.Thread(target=time.sleep, args=(600,)).start(); print('{\"ready\":', os.getpid(), '}', flush=True); ctypes.CDLL(None).pthread_exit(None)";
        var command = Workload.Wrap("sh").WithArguments(["-c", "python3 -c \"$0\" & read line", program]).WithStandardOutputPipe(_lines.Target);
        var input = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = await ProcessProfiler.StartAsync(command.WithStandardInputPipe(PipeSource.Create(async (_, _) => await input.Task)));
        var left = Processes.Living((await _lines.ReadyAsync()).GetProperty("ready").GetInt32());
        await Patience.UntilAsync(() => Processes.StateOf(left.Pid) == 'Z', "the first thread has ended");

        input.SetResult();
        var profile = await running.Completion.Patiently();

        profile.EndedBy.ShouldBe(EndedBy.Exit);
        Directory.Exists($"/proc/{left.Pid}").ShouldBeFalse();
    }

    [Fact]
    public async Task What_outlives_the_process_lives_on_where_that_is_asked_for()
    {
        var (profile, truth) = await Workload.TruthOfAsync(["tree", "--children", "0", "--daemon", "10m"], new() { LeaveChildren = true });

        profile.ExitCode.ShouldBe(0);
        var daemon = Processes.Living(truth.Daemons.Single());
        Processes.IsAlive(daemon).ShouldBeTrue();
        Processes.Send(daemon, 9);
        await Processes.GoneAsync(daemon);
    }

    [Fact]
    public async Task Wall_time_ends_with_the_process_and_not_with_whoever_keeps_its_output_open()
    {
        var (profile, truth) = await Workload.TruthOfAsync(
            ["tree", "--children", "0", "--daemon", "10m", "--daemon-keeps-output", "yes"], new() { GracePeriod = TimeSpan.FromMinutes(1) });

        truth.Daemons.Length.ShouldBe(1);
        profile.WallTime.ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    private Command Listening(params string[] words) => Workload.Verb(words).WithStandardOutputPipe(_lines.Target);

    private static List<ProcessTree.Member> TreeOf(int root, JsonElement ready) =>
    [
        .. new[] { root, Processes.Living(root).Parent }
            .Concat(ready.GetProperty("children").EnumerateArray().Select(c => c.GetInt32()))
            .Concat(ready.GetProperty("daemons").EnumerateArray().Select(d => d.GetInt32()))
            .Select(Processes.Living),
    ];
}
