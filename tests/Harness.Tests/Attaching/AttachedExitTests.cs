using System.Globalization;
using RunScope.Testing.Attach;
using RunScope.Testing.Interop;
using RunScope.Testing.Sampling;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Attaching;

/// <summary>How the end of somebody else's child is found out.</summary>
public class AttachedExitTests
{
    [Fact]
    public async Task Where_the_kernel_never_tells_it_isnt_waited_for()
    {
        using var process = new FileDescriptor(-1);
        var late = new Recording { StatusIsKnown = false };

        // Each wait gives up the CPU, which the runtime now and then does as well.
        await Patience.UntilAsync(() => GivesUp(() => Told(process, tellsExits: false)) == 0, "it doesn't wait");
        GivesUp(() => AttachedExit.Write(late, process, tellsExits: true)).ShouldBeGreaterThan(0);

        Told(process, tellsExits: false).ShouldContain("this kernel tells its end to its parent alone");
        late.Warnings.ShouldHaveSingleItem().ShouldContain("its parent hasn't reaped it yet");
        late.StatusIsKnown.ShouldBeFalse();
    }

    private static string Told(FileDescriptor process, bool tellsExits)
    {
        var recording = new Recording { StatusIsKnown = false };
        AttachedExit.Write(recording, process, tellsExits);
        return recording.Warnings.ShouldHaveSingleItem();
    }

    private static long GivesUp(Action action)
    {
        var before = GivenUp();
        action();
        return GivenUp() - before;
    }

    private static long GivenUp() => long.Parse(
        File.ReadAllLines("/proc/thread-self/status").Single(l => l.StartsWith("voluntary_ctxt_switches:", StringComparison.Ordinal)).Split('\t')[1], CultureInfo.InvariantCulture);
}
