using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Faults;

/// <summary>Workloads that do what few programs do. All that end by themselves do so with 7.</summary>
[Collection(RealProcesses.Name)]
public sealed class OddWorkloadTests
{
    private static readonly string[] AsNobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];

    [Fact]
    public Task A_workload_that_stops_itself_ends_when_its_time_is_up() =>
        PlayAsync("stops itself", "kill -STOP $$; exit 7", new() { ["RUNSCOPE_TIMELIMIT"] = "1s" });

    [Fact]
    public async Task A_daemon_that_ignores_SIGTERM_is_ended_after_the_grace_period()
    {
        using var scene = await Moments.ReachAsync(Moments.Sampling);

        scene.Finish();
        await scene.EndAsync();

        Fault.Of("workload", "double-forks a daemon that ignores SIGTERM", Faults.Whole).ShouldHaveEnded(scene.Ends(), await scene.LeftAsync());
    }

    [NeedsRootFact]
    public Task A_workload_that_changes_its_user_is_watched_on() => PlayAsync("changes its user", $"exec {string.Join(' ', AsNobody)} sh -c 'sleep 0.3; exit 7'");

    [NeedsMountFact]
    public async Task A_setuid_program_is_watched_as_far_as_it_can_be()
    {
        using var shown = new TemporaryFolder();
        using var programs = new TemporaryFolder();
        File.SetUnixFileMode(programs.Path, (UnixFileMode)0x1ED);
        var program = Path.Combine(programs.Path, "sleep");
        File.Copy("/bin/sleep", program);
        File.SetUnixFileMode(program, (UnixFileMode)0x1ED | UnixFileMode.SetUser);

        await PlayAsync("is a setuid program of root's, host and recorder are nobody's", $"{program} 0.3; exit 7", before: WhereAllMayEnter(shown, AsNobody));
    }

    [NeedsMountFact]
    public async Task A_program_that_may_not_be_read_is_watched_as_far_as_it_can_be()
    {
        using var shown = new TemporaryFolder();
        using var programs = new TemporaryFolder();
        File.SetUnixFileMode(programs.Path, (UnixFileMode)0x1ED);
        var program = Path.Combine(programs.Path, "sh");
        File.Copy("/bin/sh", program);
        File.SetUnixFileMode(program, (UnixFileMode)0x1C9);

        await PlayAsync("executes a file that it may not read, host and recorder are nobody's", $"exec {program} -c 'sleep 0.3; exit 7'", before: WhereAllMayEnter(shown, AsNobody));
    }

    [NeedsMountFact]
    public async Task A_working_directory_that_may_not_be_entered_is_told_from_one_that_is_missing()
    {
        using var hidden = new TemporaryFolder();
        var below = Directory.CreateDirectory(Path.Combine(hidden.Path, "below")).FullName;
        foreach (var directory in new[] { hidden.Path, below })
        {
            using var shown = new TemporaryFolder();
            using var scene = Scene.Of(["true"], new() { ["HOME"] = "/tmp" }, before: WhereAllMayEnter(shown, ["env", "-C", directory, .. AsNobody]));
            await scene.EndAsync();

            scene.LastWord()!.Value.GetProperty("message").GetString().ShouldBe(
                $"Cannot start \"true\": its working directory {directory} may not be entered by user 65534: it, or a directory above it, gives no search permission. Give it (chmod +x), or name another (WithWorkingDirectory, WorkingDirectory = ...).");
        }
    }

    [Fact]
    public Task A_workload_that_closes_all_descriptors_is_watched_to_its_end() => PlayAsync("closes all descriptors", "exec 0<&- 1>&- 2>&-; sleep 0.3; exit 7");

    [NeedsMountFact]
    public async Task A_workload_that_may_not_start_more_threads_fails_by_itself()
    {
        using var shown = new TemporaryFolder();
        var program = Path.Combine(shown.Path, Path.GetFileName(Workload.Program));
        var user = string.Join(' ', AsNobody).Replace("65534", "64321", StringComparison.Ordinal);
        var script = $"prlimit --nproc=60:60 {user} {program} threads 400 --duration 1s && exit 1; {user} test -x {program} && exit 7";

        await PlayAsync("starts threads until it may not start more", script, before: WhereAllMayEnter(shown));
    }

    [NeedsProgramFact("python3", "python3")]
    public async Task Output_that_a_stranger_holds_open_is_not_waited_for()
    {
        using var folder = new TemporaryFolder();
        var address = Path.Combine(folder.Path, "hand-over");
        const string take = "import socket,sys,time; s=socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); s.listen(); print('listening', flush=True); c,_=s.accept(); f=socket.recv_fds(c,9,9); time.sleep(600)";
        const string give = "import socket,sys; s=socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); socket.send_fds(s,[b'x'],[1,2]); sys.exit(7)";
        await using var stranger = BorrowedWorkload.Start("python3", "-c", take, address);
        await stranger.LineAsync("listening");

        using var scene = Scene.Of(["python3", "-c", give, address]);
        await scene.EndAsync();

        scene.Output.ShouldContain($"The output of the workload was not read to its end: process {stranger.Id} (python3), which isn\\u0027t one of its processes, had it open when they had all ended.");
        Fault.Of("workload", "hands its output to a process that isn't its own", Faults.Whole).ShouldHaveEnded(scene.Ends(), await scene.LeftAsync());
    }

    [NeedsRootFact]
    public async Task A_host_with_clocks_of_its_own_profiles_like_any_other()
    {
        using var scene = Scene.Of(["sh", "-c", "sleep 0.2; exit 7"], before: ["unshare", "--time", "--monotonic", "86400", "--boottime", "86400", "--"]);
        await scene.EndAsync();

        Fault.Of("host", "a time namespace of its own, a day ahead", Faults.Whole).ShouldHaveEnded(scene.Ends(), await scene.LeftAsync());
    }

    // The tests may stand in a folder that others may not enter: their programs are mounted where everybody may, and start there.
    private static string[] WhereAllMayEnter(TemporaryFolder shown, params string[] user) =>
    [
        "unshare", "-m", "sh", "-c", $"mount --bind \"$0\" \"$1\" && cd \"$1\" || exit; host=\"$1/${{2##*/}}\"; shift 2; exec {string.Join(' ', user)} \"$host\" \"$@\"",
        Path.GetDirectoryName(Workload.Host)!, shown.Path,
    ];

    private static async Task PlayAsync(string what, string script, Dictionary<string, string?>? variables = null, string[]? before = null)
    {
        using var scene = Scene.Of(["sh", "-c", script], new(variables ?? []) { ["RUNSCOPE_GRACEPERIOD"] = "100ms", ["HOME"] = "/tmp" }, before: before);
        await scene.EndAsync();

        Fault.Of("workload", what, Faults.Whole).ShouldHaveEnded(scene.Ends(), await scene.LeftAsync());
    }
}
