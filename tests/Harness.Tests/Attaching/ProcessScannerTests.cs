using RunScope.Testing.Sampling.Procfs;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Attaching;

/// <summary>When all processes are listed.</summary>
public class ProcessScannerTests
{
    private const long Ms = 1_000_000;

    // No processes: they are above the largest ID that the kernel gives.
    private const int Adopter = 1 << 30;
    private const int GoneParent = Adopter - 1;

    [Fact]
    public async Task While_nothing_is_created_processes_are_listed_once_a_second_from_the_start()
    {
        // Whatever the machine creates just then makes the scanner look: until it doesn't.
        await Patience.UntilAsync(() => OnNewThread(() => !IsDueAgain(200 * Ms)), "a moment in which nothing was created");
        await Patience.UntilAsync(() => OnNewThread(() => IsDueAgain(1000 * Ms)), "it looks again after a second");
    }

    [Fact]
    public async Task However_deep_a_process_is_below_the_watched_one_it_is_read_once()
    {
        await using var target = BorrowedWorkload.Shell("( ( (echo up; read x; exit 0); exit 0); exit 0); exit 0");
        await target.LineAsync("up");
        var reads = new Dictionary<int, int>();
        using var scanner = new ProcessScanner { ReadOrigin = Read };
        var watched = new List<int> { target.Id };

        scanner.Scan(0, watched.Contains, (pid, _, _) => watched.Add(pid));
        int[] levels = [.. watched.Skip(1)];
        scanner.Forget();
        scanner.Scan(Ms, watched.Contains, (pid, _, _) => watched.Add(pid));

        levels.Length.ShouldBe(3);
        levels.Zip(watched).ShouldAllBe(l => IsChild(l.First, l.Second));
        levels.ShouldAllBe(pid => reads[pid] == 1);
        watched.Count.ShouldBe(4);
        reads.ShouldNotContainKey(target.Id);

        // This process isn't below it: read once in each of both scans.
        reads[Environment.ProcessId].ShouldBe(2);

        bool Read(int pid, out int parent, out ulong start)
        {
            reads[pid] = reads.GetValueOrDefault(pid) + 1;
            return ProcessOrigin.TryRead(pid, out parent, out start);
        }
    }

    [Fact]
    public void Whoever_is_adopted_while_processes_are_read_is_found_all_the_same()
    {
        // The parent of this process ends after it was listed, and before it is read; the one that is watched adopts.
        var (found, reads) = (0, 0);
        using var scanner = new ProcessScanner { ReadOrigin = Read };

        scanner.Scan(0, pid => pid == Adopter, (pid, _, _) => found = pid);

        (found, reads).ShouldBe((Environment.ProcessId, 2));

        bool Read(int pid, out int whose, out ulong start)
        {
            (whose, start) = (0, 1);
            if (pid == Environment.ProcessId) whose = ++reads == 1 ? GoneParent : Adopter;
            return true;
        }
    }

    private static bool IsChild(int pid, int parent) => ProcessOrigin.TryRead(pid, out var whose, out _) && whose == parent;

    private static bool IsDueAgain(long later)
    {
        using var scanner = new ProcessScanner { IsSparing = true };
        scanner.CountFromNow();
        scanner.IsDue(0).ShouldBeTrue();
        scanner.Scan(0, _ => false, (_, _, _) => { });
        return scanner.IsDue(later);
    }

    private static bool OnNewThread(Func<bool> condition)
    {
        var holds = false;
        var thread = new Thread(() => holds = condition());
        thread.Start();
        thread.Join();
        return holds;
    }
}
