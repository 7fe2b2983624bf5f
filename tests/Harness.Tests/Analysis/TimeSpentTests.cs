using RunScope.Testing.Analysis;
using RunScope.Testing.Assertions;

namespace RunScope.Testing.Tests;

public sealed class TimeSpentTests
{
    [Fact]
    public void A_process_that_waits_is_said_to_wait_for_what_it_waits_for()
    {
        var profile = Made.Profile(Made.Thread(1, "worker", running: 0.1, sleeping: 1.9)) with
        {
            Waits = [new Wait { ThreadId = 1, State = TaskState.Sleeping, Call = "clock_nanosleep", Time = Made.Seconds(1.9), Count = 190 }],
        };

        TimeSpent.Line(profile).ShouldBe("it spent 95.0 % Sleeping, 100 % of it in clock_nanosleep, thread \"worker\" 4127");
    }

    [Fact]
    public void A_process_that_computes_names_its_busiest_thread()
    {
        var profile = Made.Profile(Made.Thread(1, "quiet", running: 0.5), Made.Thread(2, "busy", running: 1.5));

        TimeSpent.Line(profile).ShouldBe("it spent 100.0 % Running, 75 % of the CPU time in thread \"busy\" 4128");
    }

    [Fact]
    public void What_could_not_be_told_apart_is_said_to_be_so() =>
        TimeSpent.Line(Made.Profile(Made.Thread(1, running: 0.1, unresolved: 0.9))).ShouldBe("it spent 90.0 % in waits that couldn't be told apart");

    [Fact]
    public void Nothing_known_is_nothing_said()
    {
        TimeSpent.Line(Made.Profile()).ShouldBeNull();
        TimeSpent.BusiestThread(Made.Profile(Made.Thread(1, sleeping: 1))).ShouldBeNull();
    }

    [Fact]
    public void A_limit_on_time_that_is_missed_says_where_the_time_went_unless_a_state_does()
    {
        var profile = Made.Gzip();
        WallTimeAttribute tooLong = new() { AtMost = "1s" };
        ThreadStateAttribute waits = new(TaskState.DiskSleep) { AtMost = 0.01 };

        var alone = Limits.Judge("t", [profile], [tooLong]).Findings.Single();
        var beside = Limits.Judge("t", [profile], [tooLong, waits]).Findings;

        alone.Details.ShouldContain(d => d.StartsWith("it spent 64.9 % Running", StringComparison.Ordinal));
        beside[0].Details.ShouldNotContain(d => d.StartsWith("it spent", StringComparison.Ordinal));
        beside[1].Details.ShouldContain(d => d.Contains("fsync", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(new[] { 3.0 }, 0)]
    [InlineData(new[] { 9.0, 1, 3 }, 2)]
    [InlineData(new[] { 9.0, 1 }, 1)]
    [InlineData(new[] { 4.0, 4, 1, 9 }, 0)]
    public void The_run_that_stands_for_several_is_the_one_with_the_median_wall_time(double[] seconds, int typical) =>
        TypicalRun.Of([.. seconds.Select(s => Made.Gzip() with { WallTime = Made.Seconds(s) })]).ShouldBe(typical);

    [Theory]
    [InlineData(2, 0.011, false)]
    [InlineData(0.1, 0.009, false)]
    [InlineData(1, 0.02, true)]
    public void CPU_time_without_a_thread_is_noted_when_it_matters(double all, double blind, bool noted) =>
        (UnattributedCpu.Note(Made.Gzip() with { CpuTime = Made.Seconds(all), UnattributedCpu = Made.Seconds(blind) }) is not null).ShouldBe(noted);

    [Fact]
    public void Of_a_span_no_share_of_the_CPU_time_without_a_thread_is_told() =>
        UnattributedCpu.Note(Made.Gzip() with { IsSpan = true, CpuTime = Made.Seconds(0.03), UnattributedCpu = Made.Seconds(0.05) })
            .ShouldBe("up to 50 ms more of CPU time belongs to threads and processes that lived between two rounds and is in no thread set");
}
