using CsCheck;
using RunScope.Testing.Cli.Watching;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Tests;

public sealed class WatchTextTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_row_says_what_changed_in_its_second()
    {
        var tally = Tally(isDetailed: true);
        tally.Add([Sample(1, "main", TaskState.Sleeping, 0, 0, 0), Sample(2, "old", TaskState.Sleeping, 0, 0, 0)]);
        WatchText.Row(Second, tally.Look(startAnew: true), Second).ShouldMatch(@"^  0:01\.0       1           2         -         -         -         -         -  - +-$");

        tally.Add([Sample(1, "main", TaskState.DiskSleep, 1000, 250, 50), Sample(3, "a\u001b[31m", TaskState.Running, 1000, 900, 100)]);

        WatchText.Row(2 * Second, tally.Look(startAnew: true), Second).ShouldMatch(@"^  0:02\.0       1      2 \+1-1      57 %       8 %       0 %      35 %       0 %  3 a\\x1b\[31m 90 % +fsync\(/data\) 100 %$");
        tally.Look(startAnew: true).ShouldSatisfyAllConditions(s => s.Rounds.ShouldBe(0), s => s.Shares.ShouldBeNull(), s => s.Busiest.ShouldBeNull(), s => s.Longest.ShouldBeNull(), s => s.Gone.ShouldBe(0));
    }

    [Fact]
    public void Every_column_has_its_head_above_it()
    {
        var tally = Tally(isDetailed: true);
        tally.Add([Sample(1, "main", TaskState.Sleeping, 1000, 500, 0)]);

        var row = WatchText.Row(Second, tally.Look(startAnew: true), Second);

        foreach (var (head, cell) in ((string, string)[])[("Running", "50 %"), ("Sleeping", "50 %")]) row[..(WatchText.Head.IndexOf(head, StringComparison.Ordinal) + head.Length)].ShouldEndWith(cell);
        row.IndexOf("1 main", StringComparison.Ordinal).ShouldBe(WatchText.Head.IndexOf("busiest", StringComparison.Ordinal));
        row.IndexOf("fsync", StringComparison.Ordinal).ShouldBe(WatchText.Head.IndexOf("longest", StringComparison.Ordinal));
    }

    [Fact]
    public void Threads_that_serve_a_runtime_are_counted_and_left_out_of_the_shares()
    {
        List<int> asked = [];
        var tally = new WatchTally(true, new WatchedRoles(pid =>
        {
            asked.Add(pid);
            return RuntimeKind.DotNet;
        }));

        for (var i = 0; i < 2; i++) tally.Add([Sample(1, "main", TaskState.Sleeping, 1000, 500, 0), Sample(2, ".NET Finalizer", TaskState.DiskSleep, 1000, 900, 0)]);

        tally.Look(startAnew: true).ShouldSatisfyAllConditions(s => s.Threads.ShouldBe(2), s => s.Shares!.Value[0].ShouldBe(0.5), s => s.Busiest!.ThreadId.ShouldBe(1));
        asked.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_thread_is_left_out_while_it_has_mostly_waited_for_children_and_a_name_alone_says_nothing()
    {
        var tally = Tally(isDetailed: true);
        var waiter = Sample(1, "make", TaskState.Sleeping, 1000, 10, 0, call: "wait4");

        tally.Add([waiter, Sample(2, ".NET Finalizer", TaskState.Sleeping, 1000, 500, 0)]);
        tally.Look(startAnew: true).Shares!.Value[0].ShouldBe(0.5);

        tally.Add([Sample(1, "make", TaskState.Running, 1000, 1000, 0), Sample(2, ".NET Finalizer", TaskState.Sleeping, 1000, 500, 0)]);
        tally.Look(startAnew: true).Shares!.Value[0].ShouldBe(0.75);
    }

    [Fact]
    public void The_line_is_over_all_rounds_and_as_wide_as_it_may_be()
    {
        var tally = Tally(isDetailed: false);
        for (var i = 0; i < 3; i++) tally.Add([Sample(1, "main", TaskState.Sleeping, 1000, 250, 0, at: 3_700_000 + i)]);

        WatchText.Line(tally.Look(startAnew: false), 200).ShouldBe("1:01:40  3 rounds  1 thread  Running 25 %  Runnable 0 %  Sleeping 75 %  DiskSleep 0 %");
        WatchText.Line(tally.Look(startAnew: false), 10).ShouldBe("1:01:40  3");
    }

    [Fact]
    public void Whatever_comes_the_shares_are_shares_and_nothing_is_counted_twice()
    {
        var samples = Gen.Select(Gen.Int[1, 5], Gen.Int[0, 10], Gen.Int[0, 1000], Gen.Int[0, 1000], Gen.Int[0, 1000], (thread, state, elapsed, cpu, delay) => Sample(thread, "t", (TaskState)state, elapsed, cpu, delay));

        samples.Array[0, 6].Array[0, 10].Sample(rounds =>
        {
            var (whole, parts) = (Tally(isDetailed: true), Tally(isDetailed: true));
            var counted = 0L;
            foreach (var round in rounds)
            {
                whole.Add(round);
                parts.Add(round);
                counted += parts.Look(startAnew: true).Rounds;
            }

            var span = whole.Look(startAnew: false);
            span.Rounds.ShouldBe(counted);
            if (span.Shares is not { } shares) return;
            shares.ShouldAllBe(s => s >= 0 && s <= 1);
            shares.Sum().ShouldBe(1, 1e-9);
        });
    }

    [Fact]
    public void A_line_that_is_written_over_leaves_nothing_of_the_longer_one_before_and_no_line_break()
    {
        using var terminal = new StringWriter();
        var width = 13;
        var line = new LiveLine(terminal, () => width);

        line.Show("0123456789abc");
        line.Show("short");
        width = 8;
        line.Show("narrow");
        line.Clear();
        line.Clear();

        terminal.ToString().ShouldBe("\r0123456789" + "\rshort     " + "\rnarro" + "\r       \r");
    }

    private static WatchTally Tally(bool isDetailed) => new(isDetailed, new WatchedRoles(_ => RuntimeKind.None));

    private static ThreadSample Sample(int thread, string name, TaskState state, int elapsed, int cpu, int delay, int at = 0, string call = "fsync") => new()
    {
        ProcessId = 1,
        ThreadId = thread,
        ProcessName = "p",
        ThreadName = name,
        State = state,
        At = TimeSpan.FromMilliseconds(at),
        Elapsed = TimeSpan.FromMilliseconds(elapsed),
        CpuTime = TimeSpan.FromMilliseconds(cpu),
        RunQueueDelay = TimeSpan.FromMilliseconds(delay),
        Wait = state is TaskState.Sleeping or TaskState.DiskSleep ? new Sampling.SampledWait(call, "/data", null) : null,
    };
}
