using System.Diagnostics;
using System.Globalization;
using RunScope.Testing.Hosting;
using RunScope.Testing.Sampling.Procfs;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Hosting;

/// <summary>What a killed recorder leaves to its host.</summary>
[Collection(RealProcesses.Name)]
public sealed class OrphanedTreeTests
{
    [Fact]
    public async Task A_process_whose_parent_ends_after_it_is_reaped_all_the_same()
    {
        using var subreaper = new HostSubreaper();
        // The child ends only when its parent is a program that reaps nobody: the shell might have reaped it.
        var command = new ProcessStartInfo("sh", ["-c", "exec 3<&0; cat <&3 >&2 & echo $!; exec sleep 600"]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        using var parent = Process.Start(command)!;
        var child = int.Parse((await parent.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        await Patience.UntilAsync(() => File.ReadAllText($"/proc/{parent.Id}/comm").Trim() == "sleep", "the shell has become the program");
        parent.StandardInput.Close();
        await Patience.UntilAsync(() => Processes.StateOf(child) == 'Z', "the child has ended and its parent doesn't reap it");
        ProcessOrigin.TryRead(child, out _, out var start).ShouldBeTrue();
        var tree = new OrphanedTree();
        tree.Add(child, start);

        var end = tree.EndAsync();
        parent.Kill();

        (await end).ShouldBe(0);
        Processes.OwnChildren().ShouldNotContain(child);
    }
}
