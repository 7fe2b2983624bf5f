
using RunScope.Testing.Sampling;

namespace RunScope.Testing.Tests;

public class PhaseLimitTests
{
    [Fact]
    public void As_many_phases_are_kept_as_a_profile_can_hold_and_of_a_name_all_or_none()
    {
        var phases = new PhaseLimit();
        phases.TryBegin("outer", 10).ShouldBeTrue();
        for (var i = 1; i < PhaseLimit.MostPhases; i++)
        {
            phases.TryBegin("request", 10).ShouldBeTrue();
            phases.TryEnd("request").ShouldBeTrue();
        }

        phases.TryBegin("request", 10).ShouldBeFalse();
        phases.TryBegin("last", 10).ShouldBeFalse();
        phases.TryEnd("request").ShouldBeFalse();
        phases.TryEnd("outer").ShouldBeTrue("it began within the limit");

        var recording = Recorded("outer", "request", "request");
        phases.Apply(recording);
        recording.Phases.Select(p => p.Name).ShouldBe(["outer"]);
        recording.Warnings.ShouldHaveSingleItem().ShouldStartWith("Phases are left out: \"request\" (1 too many), \"last\" (1 too many). A run keeps 1000 phases");
    }

    [Fact]
    public void Many_threads_leave_room_for_fewer_phases_but_always_for_one()
    {
        var phases = new PhaseLimit();

        phases.TryBegin("first", PhaseLimit.MostBooks * 2).ShouldBeTrue();
        phases.TryBegin("second", 1).ShouldBeFalse();
    }

    [Fact]
    public void Within_the_limit_nothing_is_left_out()
    {
        var phases = new PhaseLimit();
        phases.TryBegin("one", 10).ShouldBeTrue();

        var recording = Recorded("one");
        phases.Apply(recording);
        recording.Phases.ShouldHaveSingleItem();
        recording.Warnings.ShouldBeEmpty();
    }

    private static Recording Recorded(params string[] phases)
    {
        var recording = new Recording();
        foreach (var name in phases) recording.Phases.Add(new RecordedPhase(name, 0, 1, []));
        return recording;
    }
}
