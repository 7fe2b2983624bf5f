using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Faults;

/// <summary>Who is stopped for a while costs time; who is stopped for good is ended.</summary>
[Collection(RealProcesses.Name)]
public sealed class StopTests
{
    private static readonly Dictionary<string, string?> ShortLimit = new() { ["RUNSCOPE_TIMELIMIT"] = "2s" };

    [Fact]
    public async Task A_host_that_is_stopped_finds_the_report_when_it_goes_on()
    {
        using var scene = await Moments.ReachAsync(Moments.Sampling);

        Moments.Hold(scene.Host);
        scene.Finish();
        await Processes.GoneAsync(scene.Recorder);

        await ShouldEndAsync(scene, Fault.Of("host", Faults.Pause, "from sampling until the recorder has ended"));
    }

    [Fact]
    public async Task The_time_limit_is_kept_while_the_host_is_stopped()
    {
        using var scene = await Moments.ReachAsync(Moments.Sampling, ShortLimit);

        Moments.Hold(scene.Host);
        await Processes.GoneAsync(scene.Recorder);

        await ShouldEndAsync(scene, Fault.Of("host", Faults.Pause, "from sampling until past the time limit"));
    }

    [Fact]
    public async Task A_recorder_that_is_stopped_reports_when_it_goes_on()
    {
        using var scene = await Moments.ReachAsync(Moments.Sampling);

        Moments.Hold(scene.Recorder);
        scene.Finish();
        await Processes.GoneAsync(scene.Workload);

        await ShouldEndAsync(scene, Fault.Of("recorder", Faults.Pause, "from sampling until the workload has ended"));
    }

    [Fact]
    public async Task A_workload_that_is_stopped_goes_on_where_it_was()
    {
        using var scene = await Moments.ReachAsync(Moments.Sampling);

        Moments.Hold(scene.Workload);
        scene.Finish();

        await ShouldEndAsync(scene, Fault.Of("workload", Faults.Pause, Moments.Sampling));
    }

    [Fact]
    public async Task A_workload_that_is_stopped_for_good_can_still_end_in_its_own_way_when_its_time_is_up()
    {
        using var scene = await Moments.ReachAsync(Moments.Sampling, ShortLimit);

        Moments.Hold(scene.Workload);
        await scene.EndAsync();

        Fault.Of("workload", Faults.Stop, Moments.Sampling).ShouldHaveEnded(scene.Ends(), await scene.LeftAsync());
    }

    [Fact]
    public async Task A_recorder_that_is_stopped_for_good_is_ended_with_the_workload_and_the_caller_is_told()
    {
        var children = Processes.OwnChildren();
        var options = new ProfileOptions { RecorderPatience = TimeSpan.FromSeconds(1), GracePeriod = TimeSpan.FromMilliseconds(100) };
        await using var running = await ProcessProfiler.StartAsync(Workload.Wrap("sleep").WithArguments(["600"]), options);
        var tree = Processes.WithRecorder(running.ProcessId);

        Moments.Hold(tree[0]);
        var error = await Should.ThrowAsync<RecorderLostException>(() => running.StopAsync().Patiently());

        error.Message.ShouldContain("did not report in the 1.2 s that it had after the workload was to be stopped. Its recorder (process ");
        error.Message.ShouldContain(") was stopped: by SIGSTOP, or by a debugger. It has been ended with the workload; there is no profile of this run.");
        tree.ShouldAllBe(process => !Processes.IsAlive(process));
        Fault.Of("recorder", Faults.Stop, Moments.Sampling).ShouldHaveEnded(Faults.Overdue, Processes.OwnChildren().SequenceEqual(children) ? "nothing" : "children");
    }

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(Moments.Launching, "said nothing for 60 s after its start and has been ended. Its recorder", Faults.Silent)]
    [InlineData(Moments.Connected, "could not be started within 60 s: Its recorder", Faults.NotStartedInTime)]
    public async Task A_recorder_that_is_stopped_for_good_before_it_has_started_the_workload_is_ended(string moment, string words, string ends)
    {
        using var scene = await Moments.ReachAsync(moment);

        await scene.EndAsync();

        var message = scene.LastWord()!.Value.GetProperty("message").GetString()!;
        message.ShouldContain(words);
        message.ShouldContain("was stopped: by SIGSTOP, or by a debugger.");
        Fault.Of("recorder", Faults.Stop, moment).ShouldHaveEnded(ends, await scene.LeftAsync());
    }

    private static async Task ShouldEndAsync(Scene scene, Fault fault)
    {
        foreach (var process in new[] { scene.Workload, scene.Recorder, scene.Host }) Processes.Send(process, Processes.SIGCONT);
        await scene.EndAsync();
        fault.ShouldHaveEnded(scene.Ends(), await scene.LeftAsync());
    }
}
