using RunScope.Testing.Interop;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Attaching;

/// <summary>Profiles of processes that ran already, against what can be known of them from outside.</summary>
[Collection(RealProcesses.Name)]
public class AttachedProfileTests
{
    [Fact]
    public async Task A_running_process_gets_a_profile_from_the_moment_of_attaching()
    {
        await using var target = await BorrowedWorkload.TargetAsync(threads: 2);
        var (outerBegin, switchesBegin) = (Cpu(target.Id), target.Switches());

        await using var attached = await ProcessProfiler.AttachAsync(target.Id, AttachOptions.Default with { SampleRate = 200 });
        var innerBegin = Cpu(target.Id);
        await Patience.UntilAsync(() => attached.Rounds >= 100, "100 rounds");
        var soFar = await attached.ProfileSoFarAsync().Patiently();
        await Patience.UntilAsync(() => attached.Rounds >= 200, "200 rounds");
        var (innerEnd, recent) = (Cpu(target.Id), attached.RecentSamples());
        var profile = await attached.DetachAsync().Patiently();
        var (outerEnd, switchesEnd) = (Cpu(target.Id), target.Switches());

        profile.ShouldBeClosed();
        profile.ShouldRoundTrip();
        soFar.ShouldBeClosed();
        soFar.WallTime.ShouldBeLessThan(profile.WallTime);
        profile.EndedBy.ShouldBe(EndedBy.Detach);
        (profile.ExitCode, profile.ExitSignal).ShouldBe((null, null));
        profile.Engine.Reason.ShouldStartWith("attached to a running process");
        profile.Engine.SampleRate.ShouldBe(200);
        profile.Engine.Warnings.ShouldBeEmpty();
        profile.Target.ProcessId.ShouldBe(target.Id);
        profile.Target.Command.ShouldBe(Workload.Program);
        profile.Target.Arguments[..3].ShouldBe(["target", "--threads", "2"]);
        (attached.Name, attached.CommandLine).ShouldBe(("workloads", $"{Workload.Program} target --threads 2 --busy 1ms --idle 9ms --duration 10m --wait-stdin yes"));
        attached.Access.ShouldSatisfyAllConditions(a => a.Calls.ShouldBeTrue(), a => a.Details.ShouldBeTrue(), a => a.Limits.ShouldBeEmpty());

        // By the kernel's own clock of the process, read before and after: bounds that hold however busy the machine is, but for the cut to ticks of 100 ns.
        var tick = TimeSpan.FromTicks(1);
        profile.CpuTime!.Value.ShouldBeInRange(innerEnd - innerBegin - tick, outerEnd - outerBegin + tick);
        var switches = profile.VoluntarySwitches + profile.InvoluntarySwitches;
        switches!.Value.ShouldBeInRange(1, switchesEnd - switchesBegin);
        profile.Io!.Written.ShouldBe(new ByteSize(0));
        profile.PeakMemory.ShouldBe(profile.PeakMemoryAtMost);
        profile.Threads.Single(t => t.Name == "worker-0").ShouldSatisfyAllConditions(
            t => t.Role.ShouldBe(ThreadRole.Application),
            t => t.States.Sleeping.ShouldBeGreaterThan(TimeSpan.Zero),
            t => t.States.Running.ShouldBeGreaterThan(TimeSpan.Zero),
            t => t.End.ShouldBeNull());
        profile.Threads.Single(t => t.Name == ".NET Finalizer").Role.ShouldBe(ThreadRole.Runtime);
        recent.ShouldContain(s => s.ThreadName == "worker-1" && s.CpuTime > TimeSpan.Zero && s.Elapsed > TimeSpan.Zero);
        recent.ShouldContain(s => s.ThreadName == ".NET SigHandler" && s.State == TaskState.Sleeping && s.Call == "read" && s.Target!.StartsWith("pipe:"));
        recent.ShouldContain(s => s.ThreadName == "worker-0" && s.Call == "clock_nanosleep");
    }

    [Fact]
    public async Task What_happens_to_a_process_while_it_is_watched_is_nothing()
    {
        await using var target = BorrowedWorkload.Start("sleep", "600");
        await Patience.UntilAsync(() => target.Wchan().Contains("nanosleep", StringComparison.Ordinal), "it sleeps");
        var before = target.Footprint();

        await using var attached = await ProcessProfiler.AttachAsync(target.Id, AttachOptions.Default with { SampleRate = 1000 });
        await Patience.UntilAsync(() => attached.Rounds >= 200, "200 rounds");
        var during = target.Footprint();
        var profile = await attached.DetachAsync().Patiently();

        // Its context switches among them: it was never woken.
        during.ShouldBe(before);
        target.Footprint().ShouldBe(before);
        var thread = profile.Threads.ShouldHaveSingleItem();
        thread.States.Sleeping.ShouldBe(thread.States.Total);
        (profile.CpuTime, profile.VoluntarySwitches, profile.InvoluntarySwitches).ShouldBe((TimeSpan.Zero, 0, 0));
        profile.Evidence.Sleeping.Kind.ShouldBe(Fidelity.ExactKernel);
        profile.Waits.ShouldHaveSingleItem().Call.ShouldBe("clock_nanosleep");
        OwnTraces(target.Id).ShouldBeEmpty();
        await ThreadIsGoneAsync(target.Id);
    }

    [Fact]
    public async Task A_stopped_process_is_seen_stopped_and_left_so()
    {
        await using var target = BorrowedWorkload.Start("sleep", "600");
        target.Signal(19);
        await Patience.UntilAsync(() => target.State == 'T', "it is stopped");

        await using var attached = await ProcessProfiler.AttachAsync(target.Id);
        await Patience.UntilAsync(() => attached.Rounds >= 10, "10 rounds");
        var profile = await attached.DetachAsync().Patiently();

        attached.RecentSamples().ShouldAllBe(s => s.State == TaskState.Stopped);
        profile.States.Stopped.ShouldBe(profile.States.Total);
        target.State.ShouldBe('T');
    }

    [Fact]
    public async Task Children_are_watched_too_those_that_are_there_and_those_to_come()
    {
        await using var target = BorrowedWorkload.Shell("sleep 601 & read x; sleep 602 & read x; exit 7");
        await Patience.UntilAsync(() => target.Children().Count == 1, "the first child");

        await using var attached = await ProcessProfiler.AttachAsync(target.Id, AttachOptions.Default with { SampleRate = 500 });
        await using var alone = await ProcessProfiler.AttachAsync(target.Id, AttachOptions.Default with { FollowChildren = false });
        target.Write("go on");
        await Patience.UntilAsync(() => attached.RecentSamples().Where(s => s.ProcessName == "sleep").Select(s => s.ProcessId).Distinct().Count() == 2, "both children");
        var children = target.Children();
        target.Write("go on");
        var profile = await attached.Completion.Patiently();
        var aloneProfile = await alone.Completion.Patiently();
        foreach (var child in children) BorrowedWorkload.Kill(child);

        profile.ShouldBeClosed();
        profile.EndedBy.ShouldBe(EndedBy.Exit);
        profile.Processes.Length.ShouldBe(3);
        profile.Processes[0].End.ShouldNotBeNull();
        profile.Processes.Skip(1).ShouldAllBe(p => p.Name == "sleep" && p.End == null && p.ParentId == target.Id);
        profile.Processes[1].Start.ShouldBeLessThan(profile.Processes[2].Start);
        aloneProfile.Processes.ShouldHaveSingleItem();
        profile.VoluntarySwitches.ShouldBeNull();
        profile.Io.ShouldBeNull();
        profile.Engine.Warnings.ShouldContain(w => w.StartsWith("Context switches are unknown"));
        profile.Engine.Warnings.ShouldContain(w => w.StartsWith("Bytes read and written are unknown"));
        ExitIs(profile, 7);
    }

    [Fact]
    public async Task A_process_that_a_recorder_profiles_can_be_attached_to_and_by_several_at_once()
    {
        await using var running = await ProcessProfiler.StartAsync(
            Workload.Verb("target", "--threads", "2", "--busy", "1ms", "--idle", "9ms", "--duration", "10m"), ProfileOptions.Default with { IgnoreRunLock = true }).Patiently();
        await running.WaitForOutputAsync("ready").Patiently();

        await using var one = await ProcessProfiler.AttachAsync(running.ProcessId);
        await using var other = await ProcessProfiler.AttachAsync(running.ProcessId, AttachOptions.Default with { SampleRate = 10 });
        await Patience.UntilAsync(() => other.Rounds >= 10 && one.Rounds >= 50, "rounds of both");
        var profile = await running.StopAsync().Patiently();

        var attached = await one.Completion.Patiently();
        attached.ShouldBeClosed();
        (await other.Completion.Patiently()).ShouldBeClosed();
        profile.ShouldBeClosed();
        profile.ExitCode.ShouldBe(0);
        attached.Threads.Count(t => t.Name.StartsWith("worker-")).ShouldBe(2);
        attached.EndedBy.ShouldBe(EndedBy.Exit);
    }

    /// <summary>An exit code is that of another's child: recent kernels tell it, and else the profile says why it isn't known.</summary>
    internal static void ExitIs(ProcessProfile profile, int code)
    {
        if (PidFd.TellsExits) profile.ExitCode.ShouldBe(code);
        else profile.Engine.Warnings.ShouldContain(w => w.StartsWith("Exit code is unknown"));
    }

    /// <summary>What this process still has open on another: descriptors below its folder, and pidfds.</summary>
    internal static string[] OwnTraces(int pid) =>
    [
        .. Directory.GetFileSystemEntries("/proc/self/fd").Select(f => new FileInfo(f).LinkTarget ?? "").Where(t => t.StartsWith($"/proc/{pid}/", StringComparison.Ordinal)),
        .. Directory.GetFiles("/proc/self/fdinfo").SelectMany(Read).Where(l => l == $"Pid:\t{pid}"),
    ];

    /// <summary>Its thread is the last to go, a moment after it has handed over the profile.</summary>
    internal static Task ThreadIsGoneAsync(int pid) => Patience.UntilAsync(
        () => !Directory.GetDirectories("/proc/self/task").SelectMany(t => Read(t + "/comm")).Contains($"attach {pid}"), "the thread that watched has ended");

    private static string[] Read(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static TimeSpan Cpu(int pid) => Clock.TryReadProcess(pid, out var ns) ? new TimeSpan(ns / 100) : throw new InvalidOperationException($"{pid} has ended");
}
