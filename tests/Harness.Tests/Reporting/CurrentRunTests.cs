using RunScope.Testing.Reporting;

namespace RunScope.Testing.Tests.Reporting;

public class CurrentRunTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Processes_that_ran_at_the_same_time_are_one_run() => Pids((1, 0, 60), (2, 50, 100)).ShouldBe([1, 2]);

    [Fact]
    public void A_process_that_ended_before_the_last_one_began_is_an_earlier_run() => Pids((1, 0, 60), (2, 70, 100)).ShouldBe([2]);

    [Fact]
    public void Processes_are_one_run_when_others_lie_between_them() => Pids((1, 0, 60), (2, 50, 80), (3, 70, 100), (4, -50, -10)).ShouldBe([1, 2, 3]);

    [Fact]
    public void A_process_ID_that_was_used_again_is_another_process() => Pids((1, 0, 60), (1, 70, 100)).ShouldBe([1]);

    [Fact]
    public void Nothing_is_of_a_run_of_nothing() => Pids().ShouldBeEmpty();

    private static int[] Pids(params (int Pid, int From, int To)[] processes) =>
    [
        .. CurrentRun.Of(processes.Select(p => new IndexEntry
        {
            Test = "test",
            Class = "class",
            Outcome = IndexOutcome.Passed,
            Session = new IndexSession(p.Pid, Noon.AddSeconds(p.From)),
            WrittenAt = Noon.AddSeconds(p.To),
        })).Select(s => s.Session.ProcessId).Order(),
    ];
}
