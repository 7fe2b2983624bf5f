using System.Globalization;
using RunScope.Testing.Interop;
using RunScope.Testing.Sampling;
using RunScope.Testing.Sampling.Procfs;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Attaching;

/// <summary>What ends while it is watched, with rounds that the test takes itself: between two of them all sorts of things happen.</summary>
[Collection(RealProcesses.Name)]
public class SamplerOfChildrenTests
{
    private const string Burn = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done";

    [Fact]
    public async Task The_switches_of_a_thread_before_a_phase_are_not_the_phases_even_when_it_ends_and_is_folded_in_it()
    {
        await using var target = BorrowedWorkload.Shell("(i=0; while [ $i -lt 100 ]; do /bin/true; i=$((i+1)); done; echo up; read x); echo over; read y");
        await target.LineAsync("up");
        using var sampler = new ProcfsSampler(100, new Attachment(FollowChildren: true, null) { MostEnded = 0 });

        sampler.BeginAttached(target.Id, Clock.Monotonic);
        sampler.Mark("all", begin: true, Clock.Monotonic);
        sampler.RoundAtOnce(Clock.Monotonic);
        target.Write("end, child");
        await target.LineAsync("over");
        sampler.RoundAtOnce(Clock.Monotonic);
        sampler.Mark("all", begin: false, Clock.Monotonic);
        var recording = Detached(sampler);

        recording.Warnings.ShouldContain(w => w.Contains("taken together"));
        var phase = recording.Phases.ShouldHaveSingleItem();
        phase.Switches.Count.ShouldBe(2);
        phase.Switches.Values.ShouldAllBe(s => s.Voluntary >= 0 && s.Involuntary >= 0 && s.Either >= 0 && s.Either < 100);
    }

    [Fact]
    public async Task What_a_child_and_its_child_used_is_counted_once_when_both_end_after_the_last_round()
    {
        await using var target = BorrowedWorkload.Shell($"( (read x; {Burn}; echo burnt; read y; exit 0); exit 0); echo over; read z");
        await Patience.UntilAsync(() => target.Children() is [var child] && ChildrenOf(child).Count == 1, "both children");
        var grandchild = ChildrenOf(target.Children()[0])[0];
        using var sampler = new ProcfsSampler(100, new Attachment(FollowChildren: true, null));

        sampler.BeginAttached(target.Id, Clock.Monotonic);
        target.Write("burn");
        await target.LineAsync("burnt");
        var burnt = Cpu(grandchild);
        sampler.RoundAtOnce(Clock.Monotonic);
        target.Write("end");
        await target.LineAsync("over");
        var recording = Detached(sampler);

        recording.Processes.Count.ShouldBe(3);
        burnt.ShouldBeGreaterThan(50_000_000);
        recording.CpuNs.ShouldBeInRange(burnt / 10 * 8, burnt / 10 * 15);
    }

    [NeedsProgramFact("python3", "python3")]
    public async Task What_an_orphan_used_is_counted_once_when_the_process_adopts_and_reaps_it()
    {
        const string Subreaper = "import ctypes, os, subprocess, sys; ctypes.CDLL(None).prctl(36, 1); subprocess.Popen(['sh', '-c', sys.argv[1]]).wait(); os.waitpid(-1, 0); print('over', flush=True); sys.stdin.readline()";
        await using var target = BorrowedWorkload.Start("python3", "-c", Subreaper, $"exec 3<&0; (read x; {Burn}; echo burnt; read y) <&3 & echo $$ $!; wait");
        int[] pids = [.. (await target.LineAsync("")).Split(' ').Select(p => int.Parse(p, CultureInfo.InvariantCulture))];
        var (shell, orphan) = (pids[0], pids[1]);
        using var sampler = new ProcfsSampler(100, new Attachment(FollowChildren: true, null));

        sampler.BeginAttached(target.Id, Clock.Monotonic);
        target.Write("burn");
        await target.LineAsync("burnt");
        var burnt = Cpu(orphan);
        sampler.RoundAtOnce(Clock.Monotonic);
        BorrowedWorkload.Kill(shell);
        await Patience.UntilAsync(() => ProcessOrigin.TryRead(orphan, out var parent, out _) && parent == target.Id && !Directory.Exists($"/proc/{shell}"), "it is adopted");
        sampler.RoundAtOnce(Clock.Monotonic);
        target.Write("end");
        await target.LineAsync("over");
        sampler.RoundAtOnce(Clock.Monotonic);
        var recording = Detached(sampler);

        recording.Processes.Count.ShouldBe(3);
        burnt.ShouldBeGreaterThan(50_000_000);
        recording.CpuNs.ShouldBeInRange(burnt / 10 * 8, burnt / 10 * 15);
    }

    [Fact]
    public async Task Of_a_process_that_is_watched_without_its_children_nothing_of_theirs_is_counted()
    {
        await using var target = BorrowedWorkload.Shell($"read x; ({Burn}); echo over; read y");
        using var sampler = new ProcfsSampler(100, new Attachment(FollowChildren: false, null));

        var own = Cpu(target.Id);
        sampler.BeginAttached(target.Id, Clock.Monotonic);
        target.Write("burn");
        await target.LineAsync("over");
        LivingUsage.TryReadChildren(target.Id, out var ofChildren, out _).ShouldBeTrue();
        sampler.RoundAtOnce(Clock.Monotonic);
        var recording = Detached(sampler);

        ofChildren.ShouldBeGreaterThan(50_000_000);
        recording.CpuNs.ShouldBeInRange(0, Cpu(target.Id) - own);
        recording.VoluntarySwitches.ShouldBeGreaterThan(0);
        recording.ReadBytes.ShouldBe(-1);
        recording.Warnings.ShouldHaveSingleItem().ShouldStartWith(WarningTexts.StorageUnknown);
    }

    private static long Cpu(int pid) => Clock.TryReadProcess(pid, out var ns) ? ns : throw new InvalidOperationException($"{pid} has ended");

    private static List<int> ChildrenOf(int pid) =>
        [.. File.ReadAllText($"/proc/{pid}/task/{pid}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(c => int.Parse(c, CultureInfo.InvariantCulture))];

    private static Recording Detached(ProcfsSampler sampler)
    {
        var recording = new Recording();
        sampler.Detach(Clock.Monotonic);
        sampler.Write(recording);
        return recording;
    }
}
