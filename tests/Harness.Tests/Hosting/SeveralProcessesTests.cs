using System.Diagnostics;
using CliWrap;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Hosting;

/// <summary>Several profiled processes in one test, and profiles beside other test processes.</summary>
[Collection(RealProcesses.Name)]
public sealed class SeveralProcessesTests
{
    [Fact]
    public async Task A_server_and_its_client_are_profiled_at_the_same_time_each_for_itself()
    {
        using var folder = new TemporaryFolder();
        var fifo = Path.Combine(folder.Path, "requests");
        await Cli.Wrap("mkfifo").WithArguments(fifo).ExecuteAsync();
        await using var server = await ProcessProfiler.StartAsync(Script($"exec < {fifo}; echo serving; while read -r request; do echo \"served $request\"; done"));
        await using var client = await ProcessProfiler.StartAsync(Script($"exec > {fifo}; echo one; i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; echo two"));

        await server.WaitForOutputAsync("served one").Patiently();
        await server.WaitForOutputAsync("served two").Patiently();
        var (ofClient, ofServer) = (await client.Completion.Patiently(), await server.Completion.Patiently());

        ofServer.Target.ProcessId.ShouldBe(server.ProcessId);
        ofClient.Target.ProcessId.ShouldBe(client.ProcessId);
        ofServer.ShouldSpend(TaskState.Sleeping, atLeast: 0.3, processes: "sh").ShouldExitWith(0).ShouldBeClosed();
        ofClient.CpuTime!.Value.ShouldBeGreaterThan(ofServer.CpuTime!.Value);
        ofClient.ShouldBeClosed();
    }

    [Fact]
    public async Task Many_at_once_neither_wait_for_each_other_nor_mix()
    {
        var profiles = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Workload.ProfileAsync(Workload.Wrap("sh").WithArguments(["-c", $"echo {i}; exit {i}"]))));

        profiles.Select(p => (p.ExitCode, p.Output.StdoutTail)).ShouldBe(Enumerable.Range(0, 8).Select(i => ((int?)i, (string?)$"{i}\n")));
    }

    [Fact]
    public async Task A_profile_waits_while_another_process_profiles_and_keeps_others_away_meanwhile()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "runscope.lock");
        var gate = new RunGate([file]);
        var first = await gate.ShareAsync("first", _ => { });
        var second = await gate.ShareAsync("second", _ => { });
        using var other = RunLockFile.Open([file], out _)!;

        other.TryTake().ShouldBeFalse();
        first.Dispose();
        first.Dispose();
        other.TryTake().ShouldBeFalse();
        second.Dispose();
        other.TryTake().ShouldBeTrue();

        var waits = new TaskCompletionSource<string>();
        var third = gate.ShareAsync("third", words => waits.TrySetResult(words));
        (await waits.Task.Patiently()).ShouldContain("two at once would measure each other");
        third.IsCompleted.ShouldBeFalse();
        other.Release();
        (await third.Patiently()).Dispose();
    }

    [Fact]
    public async Task Profiles_do_not_wait_for_a_decorated_test_of_their_own_process()
    {
        using var folder = new TemporaryFolder();
        var gate = new RunGate([Path.Combine(folder.Path, "runscope.lock")]);

        using var decorated = await gate.EnterAsync("decorated", _ => { });
        (await gate.ShareAsync("plain", _ => { }).Patiently()).Dispose();
        using var plain = await gate.ShareAsync("plain", _ => { });
        decorated.Dispose();

        (await gate.EnterAsync("next decorated", _ => { }).Patiently()).Dispose();
    }

    [Fact]
    public async Task A_process_profiles_only_when_the_lock_is_free()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "runscope.lock");

        // Somebody who isn't an ancestor of the other host holds the lock.
        using var stranger = Process.Start("sleep", "60");
        var held = RunLockFile.Open([file], out _)!;
        held.TryTake().ShouldBeTrue();
        held.WriteHolder(new RunHolder(ProcessIdentity.TryRead(stranger.Id)!.Value.Process, "Its_test"));
        var environment = Workload.WithRuntime(new() { ["XDG_RUNTIME_DIR"] = folder.Path });
        await using var host = await ProcessProfiler.StartAsync(Workload.Wrap(Workload.Host).WithArguments(["profile", "echo", "ran"]).WithEnvironmentVariables(environment));

        var words = await host.WaitForOutputAsync("Waiting for").Patiently();
        words.ShouldContain($"process {stranger.Id} (Its_test)");
        host.StandardOutputTail.ShouldNotContain("ran");
        held.Release();
        stranger.Kill();

        (await host.Completion.Patiently()).ExitCode.ShouldBe(0);
        host.StandardOutputTail.ShouldContain("ran");
    }

    [Fact]
    public async Task A_profile_that_ignores_the_lock_starts_while_another_process_has_it()
    {
        using var held = RunLockFile.Open(RunLockFile.Candidates(), out _)!;
        await held.TakeAsync(CancellationToken.None).Patiently();

        var profile = await Workload.ProfileAsync(Script("exit 3"), new ProfileOptions { IgnoreRunLock = true });

        profile.ExitCode.ShouldBe(3);
        held.Release();
    }

    private static Command Script(string script) => Workload.Wrap("sh").WithArguments(["-c", script]);
}
