using RunScope.Testing.Cli.Doctor;

namespace RunScope.Testing.Tests.Doctor;

public class TrialTests
{
    [Theory]
    [InlineData("clock_nanosleep", "hrtimer_nanosleep", true)]
    [InlineData("clock_nanosleep", null, true)]
    [InlineData("hrtimer_nanosleep", "hrtimer_nanosleep", false)]
    [InlineData("unknown", null, false)]
    public void A_wait_that_is_named_by_its_wait_channel_alone_shows_no_call(string call, string? waitChannel, bool seen)
    {
        var profile = MadeUpRun.Of("sleep", 0, TimeSpan.FromSeconds(1)) with { Waits = [new Wait { State = TaskState.Sleeping, Call = call, WaitChannel = waitChannel, Time = TimeSpan.FromSeconds(1), Count = 100 }] };

        Trial.SeesCalls(profile).ShouldBe(seen);
    }
}
