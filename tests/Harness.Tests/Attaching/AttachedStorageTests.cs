using System.Globalization;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Attaching;

/// <summary>Bytes that a process which ran already has sent to storage over a phase, against what the kernel says of it at the phase's ends.</summary>
[Collection(RealProcesses.Name)]
public class AttachedStorageTests
{
    private const int Written = 64 * 4096;

    [Fact]
    public async Task Bytes_that_reached_storage_are_those_from_mark_to_mark_unless_a_process_ended_in_between()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "output");
        await using var target = BorrowedWorkload.Shell(
            $"write() {{ read x; i=0; while [ $i -lt 64 ]; do printf '%4096s' ''; i=$((i+1)); done >>'{file}'; echo over; }}; write; write; sleep 603 & echo $!; wait; write; read x");
        await using var attached = await ProcessProfiler.AttachAsync(target.Id);

        await using (await attached.PhaseAsync("nothing"))
        {
        }

        var first = await WriteAsync("written");
        int child;
        await using (await attached.PhaseAsync("ended"))
        {
            await WriteAsync(null);
            child = int.Parse(await target.LineAsync(""), CultureInfo.InvariantCulture);
            await Patience.UntilAsync(() => attached.RecentSamples().Any(s => s.ProcessId == child), "the child is watched");
            BorrowedWorkload.Kill(child);
            await Patience.UntilAsync(() => !Directory.Exists($"/proc/{child}"), "it is reaped");
        }

        await attached.PhaseAsync("open");
        var last = await WriteAsync(null);
        var profile = await attached.DetachAsync().Patiently();

        new FileInfo(file).Length.ShouldBe(3 * Written);
        profile.Phases.Select(p => p.Io?.Written.Bytes).ShouldBe([0, first, null, last]);
        profile.Io.ShouldBeNull();
        profile.Engine.Warnings.ShouldContain(w => w.StartsWith("Bytes read and written in phases are unknown: a process ended within \"ended\", "));
        var limit = new DiskIoAttribute { Written = true, AtMost = "1MB" };
        limit.Evaluate([profile.Phase("written")]).Outcome.ShouldBe(FindingOutcome.Kept);
        var finding = limit.Evaluate([profile.Phase("ended")]);
        finding.Outcome.ShouldBe(FindingOutcome.Inconclusive);
        finding.Evidence.ShouldContain("a process ended within");

        async Task<long> WriteAsync(string? phase)
        {
            await using var _ = phase is null ? null : await attached.PhaseAsync(phase);
            var before = SentToStorage(target.Id);
            target.Write("write");
            await target.LineAsync("over");
            return SentToStorage(target.Id) - before;
        }
    }

    private static long SentToStorage(int pid) => long.Parse(
        File.ReadLines($"/proc/{pid}/io").Single(l => l.StartsWith("write_bytes:", StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture);
}
