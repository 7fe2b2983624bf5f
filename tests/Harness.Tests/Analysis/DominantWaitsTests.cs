using RunScope.Testing.Analysis;

namespace RunScope.Testing.Tests;

public class DominantWaitsTests
{
    [Fact]
    public void The_longest_wait_is_named_with_its_file_and_thread()
    {
        var profile = Made.Gzip();

        var lines = DominantWaits.Lines(profile, ThreadSet.Default.Select(profile), TaskState.DiskSleep);

        lines.ShouldBe(["87 % of it in fsync(/data/out.gz), thread \"gzip\" 4127"]);
    }

    [Fact]
    public void Waits_of_threads_outside_the_set_do_not_count()
    {
        var profile = Made.Gzip();

        DominantWaits.Of(profile, ThreadSet.Default.Select(profile), TaskState.Sleeping).ShouldBeEmpty();
        DominantWaits.Lines(profile, profile.Threads, TaskState.Sleeping).ShouldBe(["98 % of it in wait4, thread \"sh\" 4120"]);
    }

    [Fact]
    public void Several_threads_are_named_by_their_share()
    {
        var profile = Made.Profile([.. Enumerable.Range(1, 5).Select(i => Made.Thread(i, $"w{i}", sleeping: i))]) with
        {
            Waits = [.. Enumerable.Range(1, 5).Select(i => new Wait { ThreadId = i, State = TaskState.Sleeping, Call = "futex", WaitChannel = "futex_wait_queue", Time = Made.Seconds(i) })],
        };

        DominantWaits.Lines(profile, profile.Threads, TaskState.Sleeping)
            .ShouldBe(["100 % of it in futex [futex_wait_queue], threads \"w5\" 4131, \"w4\" 4130, \"w3\" 4129 and 2 more"]);
    }

    [Fact]
    public void Names_from_processes_cannot_break_the_line()
    {
        var profile = Made.Profile(Made.Thread(1, "\u001b[31m\"\n", diskSleep: 1)) with
        {
            Waits = [new Wait { ThreadId = 1, State = TaskState.DiskSleep, Call = "read", Target = "/tmp/\n\u001b]0;x" + new string('a', 500), Time = Made.Seconds(1) }],
        };

        var line = DominantWaits.Lines(profile, profile.Threads, TaskState.DiskSleep).Single();

        line.Any(char.IsControl).ShouldBeFalse();
        line.ShouldStartWith("100 % of it in read(/tmp/\\n\\x1b]0;xaaa");
        line.ShouldEndWith("aaa\u2026), thread \"\\x1b[31m\\\"\\n\" 4127");
        line.Length.ShouldBeLessThan(250);
    }

    [Fact]
    public void A_call_that_could_not_be_read_is_called_so()
    {
        DominantWaits.Line(new WaitShare("unknown", null, null, Made.Seconds(1), 0.5, [])).ShouldBe("50 % of it in a call that isn't known");
    }
}
