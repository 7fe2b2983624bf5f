using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Attaching;

/// <summary>What an attached process holds secret isn't shown.</summary>
[Collection(RealProcesses.Name)]
public class AttachedSecretsTests
{
    [Fact]
    public async Task A_secret_is_known_however_far_behind_it_stands_in_the_environment()
    {
        // The kernel takes 128 KiB for one variable at the most.
        await using var target = BorrowedWorkload.Shell("exec env FILL=\"$(printf '%100000s' x)\" DB_PASSWORD=open-sesame-4711 /bin/sh -c 'echo up; read x' open-sesame-4711");
        await target.LineAsync("up");

        await using var attached = await ProcessProfiler.AttachAsync(target.Id);
        var profile = await attached.DetachAsync().Patiently();

        attached.CommandLine.ShouldBe("/bin/sh -c echo up; read x ***");
        profile.Target.Arguments[^1].ShouldBe("***");
    }
}
