using RunScope.Testing.Analysis.Redaction;
using RunScope.Testing.Attach;
using RunScope.Testing.Attaching;
using RunScope.Testing.Building;
using RunScope.Testing.Hosting;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Attaching;

/// <summary>Targets that start threads and processes all the time.</summary>
[Collection(RealProcesses.Name)]
public class FoldingTests
{
    [Fact]
    public async Task Threads_and_processes_that_ended_long_ago_are_taken_together_and_no_time_is_lost()
    {
        await using var busy = BorrowedWorkload.Shell($"read x; i=0; while [ $i -lt 60 ]; do /bin/true; i=$((i+1)); done; exec {Workload.Program} churn --count 300 --life 2ms --lanes 2");
        using var target = AttachTarget.Open(busy.Id);
        using var session = new AttachSession(target, new AttachRequest { SampleRate = 1000, MostEnded = 20 }, new SampleHub(0, () => Redactor.Default));
        session.TryAsk(s =>
        {
            s.Mark("all", begin: true);
            busy.Write("go on");
        });

        session.Begin();
        var profile = ProfileBuilder.Build(session.Run(), "sh", [], "sh", HostMachine.Info, new OutputTails(null, null, false));

        profile.EndedBy.ShouldBe(EndedBy.Exit);
        profile.ShouldRoundTrip();
        var together = profile.Threads.Where(t => t.Together > 1).ToArray();
        together.ShouldNotBeEmpty("more than 20 threads were seen to end");
        profile.Threads.Length.ShouldBeLessThan(20 + 20 + together.Length);
        profile.Engine.Warnings.ShouldContain(w => w.Contains("threads that ended are taken together"));
        profile.Threads.ShouldAllBe(t => profile.Processes.Any(p => p.Id == t.ProcessId));
        profile.Threads.Select(t => t.Id).ShouldBeUnique();

        // The phase began before anything ran: it holds whatever the whole holds, folded or not.
        var phase = profile.Phases.ShouldHaveSingleItem();
        var running = profile.States.Running;
        (phase.Threads.Aggregate(TimeSpan.Zero, (sum, t) => sum + t.States.Running) - running).Duration().ShouldBeLessThan(TimeSpan.FromMilliseconds(1));
        profile.CpuTime!.Value.ShouldBeGreaterThanOrEqualTo(running - TimeSpan.FromMilliseconds(1));
        Directory.GetFileSystemEntries("/proc/self/fd").Select(f => new FileInfo(f).LinkTarget ?? "").Count(t => t.Contains("/task", StringComparison.Ordinal)).ShouldBeLessThan(200);
    }
}
