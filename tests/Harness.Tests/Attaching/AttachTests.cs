using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Attaching;

/// <summary>Attaching to processes that run already.</summary>
public class AttachTests
{
    [Fact]
    public async Task A_running_process_gets_a_profile_from_the_moment_of_attaching()
    {
        await using var target = await BorrowedWorkload.TargetAsync(threads: 2);

        await using var attached = await ProcessProfiler.AttachAsync(target.Id, AttachOptions.Default with { SampleRate = 200 });
        await Patience.UntilAsync(() => attached.Rounds >= 200, "200 rounds");
        var soFar = await attached.ProfileSoFarAsync();
        await Patience.UntilAsync(() => attached.Rounds >= 400, "400 rounds");
        var profile = await attached.DetachAsync().Patiently();

        profile.ShouldBeClosed();
        profile.ShouldRoundTrip();
        soFar.ShouldBeClosed();
        target.Process.HasExited.ShouldBeFalse();
    }
}
