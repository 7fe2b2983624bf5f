using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Faults;

/// <summary>Who waits for the lock of another host gets it when that host is killed.</summary>
[Collection(RealProcesses.Name)]
public sealed class LockTests
{
    [Fact]
    public async Task The_lock_of_a_killed_holder_is_free_and_who_waits_was_told_for_whom()
    {
        using var holder = await Moments.ReachAsync(Moments.Sampling);
        using var waiting = Scene.Of(["sh", "-c", "exit 7"], beside: holder);
        await Patience.UntilAsync(() => waiting.Output.Contains("Waiting for", StringComparison.Ordinal), "it says that it waits");

        Processes.Send(holder.Host, Scene.SIGKILL);

        await waiting.EndAsync();
        await holder.EndAsync();
        waiting.Output.ShouldContain($"Waiting for process {holder.Host.Pid} (sh), which runs a profiled test: two at once would measure each other.");
        (await waiting.LeftAsync()).ShouldBe("nothing");
        Fault.Of("lock", "its holder is killed", "another host waits for it").ShouldHaveEnded($"the other goes on: {waiting.Ends()}", await holder.LeftAsync());
    }
}
