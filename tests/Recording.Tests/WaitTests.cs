namespace RunScope.Testing.Tests;

public class WaitTests
{
    [Theory]
    [InlineData("clock_nanosleep", "hrtimer_nanosleep", true)]
    [InlineData("clock_nanosleep", null, true)]
    [InlineData("hrtimer_nanosleep", "hrtimer_nanosleep", false)]
    [InlineData("unknown", null, false)]
    public void A_wait_that_is_named_by_its_wait_channel_alone_has_no_known_call(string call, string? waitChannel, bool known) =>
        new Wait { State = TaskState.Sleeping, Call = call, WaitChannel = waitChannel }.CallIsKnown.ShouldBe(known);
}
