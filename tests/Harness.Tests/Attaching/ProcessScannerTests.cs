using RunScope.Testing.Sampling.Procfs;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Attaching;

/// <summary>When all processes are listed.</summary>
public class ProcessScannerTests
{
    private const long Ms = 1_000_000;

    [Fact]
    public async Task While_nothing_is_created_processes_are_listed_once_a_second_from_the_start()
    {
        // Whatever the machine creates just then makes the scanner look: until it doesn't.
        await Patience.UntilAsync(() => OnNewThread(() => !IsDueAgain(200 * Ms)), "a moment in which nothing was created");
        await Patience.UntilAsync(() => OnNewThread(() => IsDueAgain(1000 * Ms)), "it looks again after a second");
    }

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
