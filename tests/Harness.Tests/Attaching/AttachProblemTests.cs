using System.Text.Json;
using RunScope.Testing.Analysis.Redaction;
using RunScope.Testing.Attach;
using RunScope.Testing.Attaching;
using RunScope.Testing.Building;
using RunScope.Testing.Hosting;
using RunScope.Testing.Interop;
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
        var (parent, pid) = await BorrowedWorkload.WithZombieAsync();
        await using var ends = parent;

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
        var (parent, _) = await BorrowedWorkload.WithZombieAsync();
        await using var ends = parent;

        await using var attached = await ProcessProfiler.AttachAsync(parent.Id);
        attached.StopSampling();
        attached.StartSampling();
        await Patience.UntilAsync(() => attached.Rounds >= 10, "10 rounds");
        var profile = await attached.DetachAsync().Patiently();

        profile.Processes.ShouldHaveSingleItem().ProcessId.ShouldBe(parent.Id);
        profile.VoluntarySwitches.ShouldBe(0);
    }

    [NeedsMountFact]
    public async Task Of_another_users_process_states_are_sampled_and_what_is_missing_is_said()
    {
        await using var target = BorrowedWorkload.Start("sleep", "600");
        using var folder = new TemporaryFolder();
        await using var nobody = AttachAsNobody(target.Id, folder);

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

    [NeedsMountFact]
    public async Task A_child_whose_calls_are_closed_is_told_of_where_those_of_the_process_are_open()
    {
        await using var target = BorrowedWorkload.Shell("sleep 600 & exec setpriv --reuid=65534 --regid=65534 --clear-groups sh -c 'echo up; read x'");
        await target.LineAsync("up");
        using var folder = new TemporaryFolder();
        await using var nobody = AttachAsNobody(target.Id, folder);

        var said = JsonDocument.Parse(await nobody.LineAsync("{")).RootElement;

        // Where the kernel lets no user look into processes that aren't his descendants, what is missing has been said of the process itself.
        var calls = said.GetProperty("calls").GetBoolean();
        said.GetProperty("details").GetBoolean().ShouldBeTrue();
        said.GetProperty("warnings").EnumerateArray().Count(w => w.GetString()!.StartsWith("System calls of some threads couldn't be read", StringComparison.Ordinal)).ShouldBe(calls ? 1 : 0);
    }

    [NeedsMountFact]
    public async Task Where_proc_hides_the_processes_of_others_that_is_what_is_said()
    {
        await using var target = BorrowedWorkload.Start("sleep", "600");
        using var folder = new TemporaryFolder();
        await using var barred = AttachAsNobody(target.Id, folder, "noaccess");
        await using var hidden = AttachAsNobody(target.Id, folder, "invisible");

        var barredSays = JsonDocument.Parse(await barred.LineAsync("{")).RootElement;
        var hiddenSays = JsonDocument.Parse(await hidden.LineAsync("{")).RootElement;

        barredSays.GetProperty("problem").GetString().ShouldBe(nameof(AttachProblem.NotPermitted));
        barredSays.GetProperty("errno").GetInt32().ShouldBe(LinuxError.EPERM);
        barredSays.GetProperty("message").GetString().ShouldBe(
            $"Cannot attach to process {target.Id}: nothing of it may be read (/proc/{target.Id}/stat: EPERM). /proc may be mounted with hidepid, which keeps users from each other's processes. Run this as root, or as that user.");
        hiddenSays.GetProperty("problem").GetString().ShouldBe(nameof(AttachProblem.NotFound));
        hiddenSays.GetProperty("errno").ValueKind.ShouldBe(JsonValueKind.Null);
        hiddenSays.GetProperty("message").GetString().ShouldBe(
            $"Cannot attach to process {target.Id}: the process exists, but /proc shows nothing of it to this user (mount option hidepid, proc(5)). Run this as root, or as that user.");
    }

    [NeedsMountFact]
    public async Task A_process_whose_first_thread_has_ended_is_read_as_any_other_of_the_same_user()
    {
        // The kernel gives the files of a thread that has ended to root, those of its first thread to everything that is asked of the process.
        const string script = """
            import ctypes, os, threading, time
            c = ctypes.CDLL(None)
            os.setgroups([])
            os.setresgid(65534, 65534, 65534)
            os.setresuid(65534, 65534, 65534)
            c.prctl(4, 1, 0, 0, 0) # PR_SET_DUMPABLE, which was lost with the user
            threading.Thread(target=time.sleep, args=(600,)).start()
            print("up", flush=True)
            c.pthread_exit(None)
            """;
        await using var target = BorrowedWorkload.Start("python3", "-c", script);
        await target.LineAsync("up");
        await Patience.UntilAsync(() => File.ReadAllText($"/proc/{target.Id}/stat").Contains(") Z ", StringComparison.Ordinal), "its first thread ends");
        using var folder = new TemporaryFolder();
        await using var nobody = AttachAsNobody(target.Id, folder);

        var said = JsonDocument.Parse(await nobody.LineAsync("{")).RootElement;

        // Where the kernel lets no user look into processes that aren't his descendants, that is what is missing.
        var yama = MachineFacts.Read().YamaScope is not (null or "0");
        said.GetProperty("calls").GetBoolean().ShouldBe(!yama);
        said.GetProperty("details").GetBoolean().ShouldBeTrue();
        said.GetProperty("limits").GetArrayLength().ShouldBe(yama ? 1 : 0);
        said.GetProperty("warnings").EnumerateArray().Select(w => w.GetString()!).ShouldNotContain(w => w.StartsWith("System calls of some threads couldn't be read", StringComparison.Ordinal));
    }

    // The tests may stand in a folder that others may not enter: their program is mounted where everybody may.
    private static BorrowedWorkload AttachAsNobody(int target, TemporaryFolder folder, string? hidepid = null) => BorrowedWorkload.Start(
        "unshare", "-m", "sh", "-c",
        $"mount --bind \"$0\" \"$1\" && {(hidepid is null ? "" : $"mount -t proc -o hidepid={hidepid} proc /proc && ")}exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$1/$2\" attach {target}",
        Path.GetDirectoryName(Workload.Host)!, folder.Path, Path.GetFileName(Workload.Host));

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
