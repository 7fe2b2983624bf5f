using RunScope.Testing.Assertions;
using RunScope.Testing.Configuration;

namespace RunScope.Testing.Tests;

public class FailureMessageTests
{
    private static readonly ProfileAssertionAttribute[] CpuBound =
    [
        new ThreadStateAttribute(TaskState.DiskSleep) { AtMost = 0.05 },
        new ThreadStateAttribute(TaskState.Running, TaskState.Runnable) { AtLeast = 0.90 },
        new WallTimeAttribute { AtMost = "30s" },
        new ExitCodeAttribute { Implied = true },
    ];

    [Fact]
    public void A_failure_says_limit_value_evidence_cause_and_report()
    {
        var text = Message("Compressing_is_cpu_bound", Made.Gzip(), "TestResults/runscope/Compressing_is_cpu_bound.html", CpuBound);

        text.ShouldBe("""
            Compressing_is_cpu_bound: 2 of 3 limits missed (gzip, 1 run, 2.31 s wall, 2 threads, engine procfs)
              DiskSleep           at most 5.0 %, was 31.4 %    (0.73 of 2.31 thread-s; sampled at 100 Hz, 95 % CI 28.1..33.9)
                                  87 % of it in fsync(/data/out.gz), thread "gzip" 4127
              Running + Runnable  at least 90.0 %, was 66.1 %  (exact)
              ok: WallTime at most 30 s, was 2.31 s
              report: TestResults/runscope/Compressing_is_cpu_bound.html
            """);
    }

    [Fact]
    public void Too_little_of_a_state_says_where_the_time_went_instead()
    {
        var text = Message("t", Made.Gzip(), null, CpuBound[1]);

        text.ShouldBe("""
            t: 1 of 1 limit missed (gzip, 1 run, 2.31 s wall, 2 threads, engine procfs)
              Running + Runnable  at least 90.0 %, was 66.1 %  (exact)
                                  instead 31.4 % DiskSleep, 87 % of it in fsync(/data/out.gz), thread "gzip" 4127
            """);
    }

    [Fact]
    public void A_doubtful_limit_is_listed_with_its_interval()
    {
        var text = Message("t", Made.Gzip(), null, new ThreadStateAttribute(TaskState.DiskSleep) { AtMost = 0.33 }, CpuBound[2]);

        text.ShouldBe("""
            t: 0 of 2 limits missed, 1 inconclusive (gzip, 1 run, 2.31 s wall, 2 threads, engine procfs)
              inconclusive: DiskSleep at most 33.0 %, was 31.4 % (0.73 of 2.31 thread-s; sampled at 100 Hz, 95 % CI 28.1..33.9)
              ok: WallTime at most 30 s, was 2.31 s
            """);
    }

    [Fact]
    public void A_crash_shows_its_signal_and_the_end_of_stderr()
    {
        var lines = string.Join('\n', Enumerable.Range(1, 12).Select(i => $"line {i}")) + "\r\n\u001b[31mred\u0007\n";
        var crashed = Made.Gzip() with { ExitCode = null, ExitSignal = 11, Output = new OutputTails(null, lines, false) };

        var text = Message("t", crashed, null, CpuBound[3], CpuBound[2]);

        text.ShouldBe("""
            t: 1 of 2 limits missed (gzip, 1 run, 2.31 s wall, 2 threads, engine procfs)
              ExitCode  must be 0, was killed by SIGSEGV (11)
              ok: WallTime at most 30 s, was 2.31 s
              stderr, the last 10 lines:
                line 4
                line 5
                line 6
                line 7
                line 8
                line 9
                line 10
                line 11
                line 12
                \x1b[31mred\x07
            """);
    }

    [Fact]
    public void Doubts_of_the_profile_are_noted()
    {
        var profile = Made.Gzip();
        profile = profile with
        {
            Engine = profile.Engine with { Warnings = ["17 rounds were missed.", "17 rounds were missed.", "\u001b]0;evil"] },
            Threads = profile.Threads.Add(Made.Thread(7, ".NET Tiered Com", running: 0.4, role: ThreadRole.Runtime)),
            UnattributedCpu = Made.Seconds(0.2),
        };

        var text = Message("t", profile, null, CpuBound[2], new WallTimeAttribute { AtMost = "1s" });

        text.ShouldEndWith("""
              ok: WallTime at most 30 s, was 2.31 s
              note: the Application threads leave out service threads that used CPU time: ".NET Tiered Com" 400 ms
              note: 200 ms of CPU time (13 %) belongs to threads and processes that lived between two rounds and is in no thread set
              note: 17 rounds were missed.
              note: \x1b]0;evil
            """);
    }

    [Fact]
    public void Several_runs_show_the_median_wall_time()
    {
        var runs = new[] { 1.0, 2, 9 }.Select(s => Made.Gzip() with { WallTime = Made.Seconds(s) }).ToArray();
        var verdict = Limits.Judge("t", [.. runs], [new WallTimeAttribute { AtMost = "1s" }]);

        FailureMessage.Of(verdict, [.. runs], null).ShouldBe("""
            t: 1 of 1 limit missed (gzip, 3 runs, median 2 s wall, 2 threads, engine procfs)
              WallTime  at most 1 s, was 2 s  (median of 3 runs, 1 s..9 s; exact)
                        it spent 64.9 % Running
            """);
    }

    [Fact]
    public void Nothing_that_came_from_the_process_can_break_a_line()
    {
        const string Hostile = "\u001b[2J\n\u202e<script>\"";
        var profile = Made.Profile(Made.Thread(1, Hostile, diskSleep: 1)) with
        {
            Waits = [new Wait { ThreadId = 1, State = TaskState.DiskSleep, Call = Hostile, Target = Hostile, Time = Made.Seconds(1) }],
            Output = new OutputTails(Hostile, Hostile, true),
            ExitCode = 1,
        };
        profile = profile with { Target = profile.Target with { Name = Hostile } };

        var text = Message(Hostile, profile, Hostile, new ThreadStateAttribute(TaskState.DiskSleep) { AtMost = 0 }, new ExitCodeAttribute());

        text.Where(c => char.IsControl(c) && c != '\n').ShouldBeEmpty();
        text.ShouldNotContain("\u202e");
        text.Split('\n').Length.ShouldBe(8);
    }

    [Fact]
    public void A_kept_test_is_summed_up_in_one_line()
    {
        var verdict = Limits.Judge("t", [Made.Gzip()], [CpuBound[2], CpuBound[3]]);

        FailureMessage.Summary(verdict, [Made.Gzip()]).ShouldBe("t: 1 limit kept (gzip, 1 run, 2.31 s wall, 2 threads, engine procfs)");
        InconclusivePolicy.Warn.Enforce(verdict, [Made.Gzip()]).ShouldBe(FailureMessage.Summary(verdict, [Made.Gzip()]));
    }

    [Fact]
    public void Doubt_fails_warns_or_passes_by_the_policy()
    {
        var verdict = Limits.Judge("t", [Made.Gzip()], [new ThreadStateAttribute(TaskState.DiskSleep) { AtMost = 0.33 }]);

        Should.Throw<ProfileAssertionException>(() => InconclusivePolicy.Fail.Enforce(verdict, [Made.Gzip()])).Verdict.ShouldBe(verdict);
        InconclusivePolicy.Warn.Enforce(verdict, [Made.Gzip()]).ShouldContain("inconclusive: DiskSleep");
        InconclusivePolicy.Pass.Enforce(verdict, [Made.Gzip()]).ShouldBe("t: 0 of 1 limit kept, 1 inconclusive (gzip, 1 run, 2.31 s wall, 2 threads, engine procfs)");
    }

    private static string Message(string test, ProcessProfile profile, string? report, params ProfileAssertionAttribute[] limits) =>
        FailureMessage.Of(Limits.Judge(test, [profile], limits), [profile], report);
}
