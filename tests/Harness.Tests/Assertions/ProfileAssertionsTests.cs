namespace RunScope.Testing.Tests;

public class ProfileAssertionsTests
{
    [Fact]
    public void Limits_written_in_code_can_follow_each_other()
    {
        Made.Gzip()
            .ShouldSpend(TaskState.Sleeping, atMost: 0.2)
            .ShouldSpend([TaskState.Running, TaskState.Runnable], atLeast: 0.6)
            .ShouldUseCpus(atLeast: 0.5)
            .ShouldEndWithin("3s")
            .ShouldUseCpuTime(atLeast: "1s", atMost: "2s")
            .ShouldExitWith(0)
            .WallTime.ShouldBe(Made.Seconds(2.31));
    }

    [Fact]
    public void A_missed_limit_written_in_code_reads_like_one_of_an_attribute()
    {
        var error = Should.Throw<ProfileAssertionException>(() => Made.Gzip().ShouldSpend(TaskState.DiskSleep, atMost: 0.05, threads: "gz*"));

        error.Message.ShouldBe("""
            A_missed_limit_written_in_code_reads_like_one_of_an_attribute: 1 of 1 limit missed (gzip, 1 run, 2.31 s wall, 2 threads, engine procfs)
              DiskSleep  at most 5.0 %, was 31.4 %  (over "gz*", 1 thread; 0.73 of 2.31 thread-s; sampled at 100 Hz, 95 % CI 28.1..33.9)
                         87 % of it in fsync(/data/out.gz), thread "gzip" 4127
            """);
        error.Verdict.Outcome.ShouldBe(VerdictOutcome.Regressed);
    }

    [Fact]
    public void A_limit_that_cannot_be_read_is_refused()
    {
        Should.Throw<ArgumentException>(() => Made.Gzip().ShouldSpend(TaskState.Running, atLeast: 60)).Message
            .ShouldBe("[ThreadState(Running, AtLeast = 60)]: 60 is not a share: write 0.60 for 60 %");
        Should.Throw<ArgumentException>(() => Made.Gzip().ShouldEndWithin("soon")).Message
            .ShouldBe("[WallTime(AtMost = \"soon\")]: \"soon\" is not a duration: write \"250ms\", \"5s\", \"1m30s\" or \"1h\"");
    }
}
