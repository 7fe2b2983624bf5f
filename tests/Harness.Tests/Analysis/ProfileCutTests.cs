using RunScope.Testing.Analysis;
using RunScope.Testing.Assertions;

namespace RunScope.Testing.Tests;

public class ProfileCutTests
{
    private static readonly Phase Body = new()
    {
        Name = Phase.Body,
        Start = Made.Seconds(1),
        End = Made.Seconds(2),
        CpuTime = Made.Seconds(0.25),
        Threads =
        [
            new PhaseThread(
                1,
                new StateTimes { Running = Made.Seconds(0.25), DiskSleep = Made.Seconds(0.75) },
                new Evidence { DiskSleep = Made.Sampled(0.7, 0.75), Sleeping = Made.Sampled(0, 0.05) },
                Made.Seconds(0.25)),
        ],
    };

    [Fact]
    public void A_cut_has_the_books_of_its_span()
    {
        var cut = ProfileCut.Cut(Made.Gzip(), Body);

        cut.WallTime.ShouldBe(Made.Seconds(1));
        cut.CpuTime.ShouldBe(Made.Seconds(0.25));
        cut.Threads.Select(t => t.Name).ShouldBe(["gzip"]);
        cut.States.Total.ShouldBe(Made.Seconds(1));
        cut.States.DiskSleep.ShouldBe(Made.Seconds(0.75));
        cut.Evidence.DiskSleep.Low.ShouldBe(0.7);
        cut.Evidence.Running.Kind.ShouldBe(Fidelity.ExactKernel);
        cut.ExitCode.ShouldBe(0);
    }

    [Fact]
    public void What_was_not_counted_from_mark_to_mark_becomes_unknown_in_a_cut()
    {
        var whole = Made.Gzip() with { PeakMemory = new ByteSize(1), VoluntarySwitches = 1, InvoluntarySwitches = 1, Io = new IoCounts(default, default) };

        var cut = ProfileCut.Cut(whole, Body);

        cut.PeakMemory.ShouldBeNull();
        cut.VoluntarySwitches.ShouldBeNull();
        cut.InvoluntarySwitches.ShouldBeNull();
        cut.Io.ShouldBeNull();
    }

    [Fact]
    public void What_was_counted_from_mark_to_mark_is_that_of_the_span()
    {
        var whole = Made.Gzip() with { VoluntarySwitches = 100, InvoluntarySwitches = 100, UnattributedSwitches = 7, Io = new IoCounts(new ByteSize(1000), new ByteSize(1000)) };
        var body = Body with
        {
            VoluntarySwitches = 3,
            InvoluntarySwitches = 4,
            Io = new IoCounts(new ByteSize(512), new ByteSize(0)),
            Threads = [Body.Threads[0] with { VoluntarySwitches = 3, InvoluntarySwitches = 4, Switches = 8 }],
        };

        var cut = ProfileCut.Cut(whole, body);

        (cut.VoluntarySwitches, cut.InvoluntarySwitches, cut.UnattributedSwitches).ShouldBe((3, 4, 7));
        cut.Io.ShouldBe(body.Io);
        (cut.Threads[0].VoluntarySwitches, cut.Threads[0].InvoluntarySwitches, cut.Threads[0].Switches).ShouldBe((3, 4, 8));
    }

    [Fact]
    public void CPU_time_of_a_span_lies_between_that_of_the_threads_seen_and_that_with_all_that_no_thread_accounts_for()
    {
        var run = Made.Gzip() with { Phases = [Body], UnattributedCpu = Made.Seconds(0.5) };

        var under = Limits.Judge("t", [run], [new CpuTimeAttribute { AtMost = "300ms" }, new OnCpuAttribute { AtMost = 0.5 }]).Findings;
        var over = Limits.Judge("t", [run], [new CpuTimeAttribute { AtMost = "200ms" }, new CpuTimeAttribute { AtMost = "1s" }]).Findings;

        under.Select(f => f.Outcome).ShouldBe([FindingOutcome.Inconclusive, FindingOutcome.Inconclusive]);
        under[0].Evidence.ShouldBe("of the threads seen; up to 500 ms more of threads and processes that lived between two rounds");
        over.Select(f => f.Outcome).ShouldBe([FindingOutcome.Missed, FindingOutcome.Kept]);
    }

    [Fact]
    public void Waits_of_a_cut_are_those_of_its_threads_and_said_to_be_of_the_whole_run()
    {
        var cut = ProfileCut.Cut(Made.Gzip(), Body);

        cut.Waits.Select(w => w.Call).ShouldBe(["fsync", "read"]);
        DominantWaits.Lines(cut, cut.Threads, TaskState.DiskSleep).ShouldBe(["84 % of it in fsync(/data/out.gz), thread \"gzip\" 4127 (over the whole run)"]);
        cut.Engine.Warnings.ShouldBe(["These numbers cover the span \"body\", 1 s of 2.31 s: the waits named are of the whole run, and the peak of memory isn't known for a span."]);
    }

    [Fact]
    public void A_span_that_the_profile_ended_in_lasts_until_the_profile_ended()
    {
        ProfileCut.Cut(Made.Gzip(), Body with { End = null }).WallTime.ShouldBe(Made.Seconds(1.31));
        ProfileCut.Cut(Made.Gzip(), Body with { Start = Made.Seconds(9) }).WallTime.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Runs_are_cut_only_when_every_run_has_the_span()
    {
        var with = Made.Gzip() with { Phases = [Body] };

        ProfileCut.CutAll([with, with], Phase.Body).ShouldAllBe(r => r.IsSpan);
        ProfileCut.CutAll([with, Made.Gzip()], Phase.Body).ShouldAllBe(r => !r.IsSpan);
    }
}
