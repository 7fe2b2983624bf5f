using System.Text.Json;
using CliWrap;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Hosting;

/// <summary>Whoever of host and recorder is killed, the other ends the tree.</summary>
[Collection(RealProcesses.Name)]
public sealed class SuddenDeathTests
{
    private readonly Lines _lines = new();

    [Fact]
    public async Task When_the_host_is_killed_the_recorder_ends_the_tree()
    {
        using var temporary = new TemporaryFolder();
        var host = Workload.Wrap(Workload.Host)
            .WithArguments(["profile", Workload.Program, "tree", "--children", "2", "--daemon", "10m", "--wait", "10m"])
            .WithEnvironmentVariables(Workload.WithRuntime(new() { ["TMPDIR"] = temporary.Path }))
            .WithStandardOutputPipe(_lines.Target)
            .ExecuteAsync();
        var ready = await _lines.ReadyAsync();
        var tree = Processes.WithRecorder(ready.GetProperty("pid").GetInt32());
        var daemon = Processes.Living(ready.GetProperty("daemons")[0].GetInt32());

        Processes.Send(Processes.Living(host.ProcessId), 9);

        (await host.Task.Patiently()).ExitCode.ShouldBe(137);
        await Task.WhenAll(tree.Append(daemon).Select(Processes.GoneAsync)).Patiently();
        tree.Count.ShouldBeGreaterThanOrEqualTo(4);
        temporary.Left("runscope-*").ShouldBeEmpty();
    }

    [Fact]
    public async Task When_the_recorder_is_killed_the_host_ends_the_tree_and_says_that_there_is_no_profile()
    {
        var command = Workload.Verb("tree", "--children", "2", "--daemon", "10m", "--wait", "10m").WithStandardOutputPipe(_lines.Target);
        var children = Processes.OwnChildren();
        await using var running = await ProcessProfiler.StartAsync(command);
        var ready = await _lines.ReadyAsync();
        var daemon = Processes.Living(ready.GetProperty("daemons")[0].GetInt32());
        var tree = Processes.WithRecorder(running.ProcessId);

        // A mark takes a round: from then on the host knows the daemon, whose parents have gone.
        await (await running.PhaseAsync("known").Patiently()).DisposeAsync();
        Processes.Send(tree[0], 9);

        var error = await Should.ThrowAsync<RecorderLostException>(() => running.Completion.Patiently());
        error.ProcessId.ShouldBe(running.ProcessId);
        error.Message.ShouldSatisfyAllConditions(
            m => m.ShouldContain($"The recorder of \"{Workload.Program}\""),
            m => m.ShouldContain("SIGKILL"),
            m => m.ShouldContain("4 processes of the workload were still running and have been ended"),
            m => m.ShouldContain("see dmesg"));
        tree.Append(daemon).ShouldAllBe(process => !Processes.IsAlive(process));
        Processes.OwnChildren().ShouldBe(children);
    }

    [Fact]
    public async Task When_the_recorder_is_killed_a_wait_for_a_phase_mark_ends_as_well()
    {
        await using var running = await ProcessProfiler.StartAsync(Workload.Verb("sleep", "--duration", "10m"));

        Processes.Send(Processes.Living(Processes.Living(running.ProcessId).Parent), 9);
        await using (await running.PhaseAsync("too late").Patiently())
        {
            await Should.ThrowAsync<RecorderLostException>(() => running.Completion.Patiently());
        }

        await running.StopAsync().Patiently().ShouldThrowAsync<RecorderLostException>();
    }

    [NeedsProgramFact("script", "bsdutils (util-linux)")]
    public async Task A_CtrlC_in_the_terminal_reaches_the_process_once_and_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        var truth = Path.Combine(folder.Path, "truth.json");
        var typed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // The signal and the end that follows it may be handled in either order: both are waited for.
        // A test run in the background of a script inherits an ignored SIGINT, which a terminal's user never has.
        var terminal = Workload.Wrap("script")
            .WithArguments(["-qec", $"exec env --default-signal=INT '{Workload.Host}' profile '{Workload.Program}' signals --wait 10m --expect 2 --truth '{truth}'", "/dev/null"])
            .WithStandardInputPipe(PipeSource.Create(async (keyboard, cancellation) =>
            {
                await typed.Task;
                await keyboard.WriteAsync(new byte[] { 3 }, cancellation);
                await keyboard.FlushAsync(cancellation);
                await closed.Task;
            }))
            .WithStandardOutputPipe(_lines.Target)
            .ExecuteAsync();
        var workload = (await _lines.ReadyAsync()).GetProperty("pid").GetInt32();
        var tree = Processes.WithRecorder(workload);

        typed.SetResult();
        await Task.WhenAll(tree.Select(Processes.GoneAsync)).Patiently();
        closed.SetResult();
        await terminal.Task.Patiently();

        using var seen = JsonDocument.Parse(await File.ReadAllTextAsync(truth));
        seen.RootElement.GetProperty("counts").GetProperty("SIGINT").GetInt32().ShouldBe(1);
    }
}
