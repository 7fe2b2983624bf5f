using System.Text.Json;
using RunScope.Testing.Analysis.Redaction;
using RunScope.Testing.Attach;
using RunScope.Testing.Attaching;
using RunScope.Testing.Building;
using RunScope.Testing.Hosting;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Attaching;

/// <summary>What can't be attached to, and what may be read of what belongs to others.</summary>
[Collection(RealProcesses.Name)]
public class AttachProblemTests
{
    [Fact]
    public async Task What_is_no_process_to_watch_gets_a_clear_answer()
    {
        (await ProblemOf(Environment.ProcessId)).ShouldBe((AttachProblem.Self, $"Cannot attach to process {Environment.ProcessId}: that is this process. Watch it from another one: runscope attach {Environment.ProcessId}."));
        (await ProblemOf(0)).Problem.ShouldBe(AttachProblem.NotFound);
        (await ProblemOf(-5)).Problem.ShouldBe(AttachProblem.NotFound);

        var ended = BorrowedWorkload.Start("true");
        var pid = ended.Id;
        await ended.Process.WaitForExitAsync().Patiently();
        var (problem, message) = await ProblemOf(pid);
        problem.ShouldBe(AttachProblem.NotFound);
        message.ShouldStartWith($"Cannot attach to process {pid}: there is no such process.");
        (await Should.ThrowAsync<AttachException>(() => ProcessProfiler.AttachAsync(ended.Process))).Problem.ShouldBe(AttachProblem.Ended);
        await ended.DisposeAsync();
        await Should.ThrowAsync<ArgumentException>(() => ProcessProfiler.AttachAsync(1, AttachOptions.Default with { Duration = TimeSpan.Zero, RecentSamples = -1 }));
    }

    [Fact]
    public async Task A_zombie_is_told_with_the_parent_that_has_yet_to_reap_it()
    {
        await using var parent = BorrowedWorkload.Shell("sh -c 'exit 0' & echo $!; exec sleep 600");
        var pid = int.Parse(await parent.LineAsync(""), System.Globalization.CultureInfo.InvariantCulture);
        await Patience.UntilAsync(() => BorrowedWorkload.StateOf(pid) == 'Z' && parent.Wchan().Contains("nanosleep", StringComparison.Ordinal), "the child is a zombie of sleep");

        var (problem, message) = await ProblemOf(pid);

        problem.ShouldBe(AttachProblem.Ended);
        message.ShouldBe($"Cannot attach to process {pid}: process {pid} (sh) has ended; its parent {parent.Id} (sleep) hasn't reaped it yet. There is nothing left to watch.");
    }

    [Fact]
    public async Task A_thread_is_told_with_the_process_that_it_belongs_to()
    {
        await using var target = await BorrowedWorkload.TargetAsync();
        var thread = Directory.GetDirectories($"/proc/{target.Id}/task").Select(t => int.Parse(Path.GetFileName(t), System.Globalization.CultureInfo.InvariantCulture)).Max();

        var (problem, message) = await ProblemOf(thread);

        problem.ShouldBe(AttachProblem.Thread);
        message.ShouldBe($"Cannot attach to process {thread}: it is a thread of process {target.Id} (workloads). Attach to {target.Id}: all of its threads are watched.");
    }

    [Fact]
    public async Task A_thread_of_the_kernel_is_told_where_one_is_to_be_seen()
    {
        // In a container there is none.
        if (!File.Exists("/proc/2/stat") || !File.ReadAllText("/proc/2/stat").Contains("(kthreadd)")) return;

        (await ProblemOf(2)).ShouldBe((AttachProblem.KernelThread, "Cannot attach to process 2: it is a thread of the kernel (kthreadd), which runs no program. What processes wait in the kernel for is in their own profiles."));
    }

    [Fact]
    public async Task An_ID_that_was_given_to_another_process_is_not_attached_to()
    {
        await using var target = BorrowedWorkload.Start("sleep", "600");

        var error = await Should.ThrowAsync<AttachException>(() => AttachedStart.Async(target.Id, AttachOptions.Default, Redactor.Default, isSame: () => false));

        (error.Problem, error.ProcessId).ShouldBe((AttachProblem.Reused, target.Id));
        error.Message.ShouldContain($"which is now process {target.Id} (sleep)");
        AttachedProfileTests.OwnTraces(target.Id).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_process_that_ends_while_it_is_attached_to_gets_an_answer_too()
    {
        await using var target = BorrowedWorkload.Start("sleep", "600");

        var error = await Should.ThrowAsync<AttachException>(() => AttachedStart.Async(target.Id, AttachOptions.Default, Redactor.Default, isSame: () =>
        {
            target.Process.Kill();
            target.Process.WaitForExit();
            return true;
        }));

        (error.Problem, error.Message).ShouldBe((AttachProblem.NotFound, $"Cannot attach to process {target.Id}: process {target.Id} (sleep) has just ended."));
    }

    [Fact]
    public async Task A_process_that_is_gone_before_the_first_round_has_a_profile_of_nothing()
    {
        await using var gone = BorrowedWorkload.Start("sleep", "600");
        using var target = AttachTarget.Open(gone.Id);
        using var session = new AttachSession(target, new AttachRequest(), new SampleHub(0, () => Redactor.Default));
        gone.Process.Kill();
        await gone.Process.WaitForExitAsync();

        session.Begin();
        var profile = ProfileBuilder.Build(session.Run(), "sleep", ["600"], "sleep", HostMachine.Info, new OutputTails(null, null, false));

        profile.Threads.ShouldBeEmpty();
        (profile.EndedBy, profile.CpuTime).ShouldBe((EndedBy.Exit, TimeSpan.Zero));
        profile.ShouldRoundTrip();
    }

    [Fact]
    public async Task Children_that_ended_before_are_not_taken_for_some_that_end_now()
    {
        await using var parent = BorrowedWorkload.Shell("sh -c 'exit 0' & echo $!; exec sleep 600");
        var child = int.Parse(await parent.LineAsync(""), System.Globalization.CultureInfo.InvariantCulture);
        await Patience.UntilAsync(() => BorrowedWorkload.StateOf(child) == 'Z' && parent.Wchan().Contains("nanosleep", StringComparison.Ordinal), "the child is a zombie of sleep");

        await using var attached = await ProcessProfiler.AttachAsync(parent.Id);
        attached.StopSampling();
        attached.StartSampling();
        await Patience.UntilAsync(() => attached.Rounds >= 10, "10 rounds");
        var profile = await attached.DetachAsync().Patiently();

        profile.Processes.ShouldHaveSingleItem().ProcessId.ShouldBe(parent.Id);
        profile.VoluntarySwitches.ShouldBe(0);
    }

    [NeedsRootFact]
    public async Task Of_another_users_process_states_are_sampled_and_what_is_missing_is_said()
    {
        await using var target = BorrowedWorkload.Start("sleep", "600");
        await using var nobody = BorrowedWorkload.Start("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", Workload.Host, "attach", $"{target.Id}");

        var said = JsonDocument.Parse(await nobody.LineAsync("{")).RootElement;

        said.GetProperty("calls").GetBoolean().ShouldBeFalse();
        said.GetProperty("details").GetBoolean().ShouldBeFalse();
        said.GetProperty("sleeping").GetDouble().ShouldBe(1);
        said.GetProperty("io").GetBoolean().ShouldBeFalse();
        var limits = said.GetProperty("limits").EnumerateArray().Select(l => l.GetString()!).ToArray();
        limits.Length.ShouldBe(2);
        limits[0].ShouldContain("it runs as user 0, and this is user 65534. Run this as that user or as root.");
        var warnings = said.GetProperty("warnings").EnumerateArray().Select(w => w.GetString()!).ToArray();
        warnings.ShouldContain(limits[0]);
        warnings.ShouldContain(w => w.StartsWith("Bytes read and written are unknown"));
    }

    [NeedsRootFact]
    public async Task Root_may_look_into_the_processes_of_others()
    {
        await using var target = BorrowedWorkload.Start("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "sleep", "600");
        await Patience.UntilAsync(() => target.Wchan().Contains("nanosleep", StringComparison.Ordinal), "it sleeps");

        await using var attached = await ProcessProfiler.AttachAsync(target.Id);
        var profile = await attached.DetachAsync().Patiently();

        attached.Access.Limits.ShouldBeEmpty();
        profile.Waits.ShouldHaveSingleItem().Call.ShouldBe("clock_nanosleep");
    }

    private static async Task<(AttachProblem Problem, string Message)> ProblemOf(int pid)
    {
        var error = await Should.ThrowAsync<AttachException>(() => ProcessProfiler.AttachAsync(pid).Patiently());
        error.ProcessId.ShouldBe(pid);
        return (error.Problem, error.Message);
    }
}
