using CliWrap;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests;

[Collection(RealProcesses.Name)]
public class RealProcessTests
{
    [Fact]
    public async Task A_real_process_that_sleeps_is_held_to_its_limits()
    {
        var profile = await ProcessProfiler.ProfileAsync(Cli.Wrap("sh").WithArguments(["-c", "sleep 0.5; echo 'no disk' >&2; exit 3"]));

        profile.ShouldSpend(TaskState.Sleeping, atLeast: 0.5, threads: "sleep").ShouldEndWithin("30s").ShouldExitWith(3);
        var error = Should.Throw<ProfileAssertionException>(() => profile.ShouldSpend([TaskState.Running, TaskState.Runnable], atLeast: 0.9, threads: "sl*"));
        error.Message.ShouldContain("  Running + Runnable  at least 90.0 %, was ");
        error.Message.ShouldContain("Sleeping, ");
        error.Message.ShouldContain("    no disk");
    }
}
