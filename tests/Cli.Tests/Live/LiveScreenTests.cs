using System.Collections.Immutable;
using CsCheck;
using RunScope.Testing.Analysis.Redaction;
using RunScope.Testing.Attach;
using RunScope.Testing.Cli.Live;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace RunScope.Testing.Tests;

public sealed class LiveScreenTests
{
    private static readonly LiveSubject Subject = new(Simulated: false, 4127, "server", "server --port 80", "anna", []);

    [Fact]
    public void The_first_line_says_whether_the_data_are_of_a_real_process_on_every_page_and_at_every_size()
    {
        foreach (var page in Enum.GetValues<LivePage>())
        {
            foreach (var (width, height) in new[] { (20, 5), (60, 15), (120, 40) })
            {
                var real = Shown(Scene() with { Ui = new LiveUi { Page = page } }, width, height);
                var simulated = Shown(Scene() with { Ui = new LiveUi { Page = page }, Subject = Subject with { Simulated = true } }, width, height);

                real[0].TrimEnd().ShouldBe("REAL PROCESS DATA: server, 4127"[..Math.Min(31, width)] is var whole && width >= 31 ? whole : "REAL PROCESS DATA: …");
                simulated[0].TrimEnd().ShouldBe(width >= 34 ? "SIMULATED DATA, NOT A REAL PROCESS" : "SIMULATED DATA, NOT…");
                string.Join('\n', real).ShouldNotContain("SIMULATED");
                string.Join('\n', simulated).ShouldNotContain("REAL PROCESS DATA");
            }
        }
    }

    [Fact]
    public void A_thread_has_its_name_states_figures_and_call()
    {
        var text = Text(Scene(Row(11, "worker-1", TaskState.DiskSleep, "fsync", "/data/out.gz")), 120, 30);

        text.ShouldContain("11 worker-1");
        text.ShouldContain("DDDD");
        text.ShouldContain("D fsync(/data/out.gz)");
        text.ShouldContain("D DiskSleep");
        text.ShouldContain("100.0 %");
        text.ShouldContain("1 thread  CPU 0.50  100 Hz  1,234 rounds, 2 late  12 s");
        text.ShouldContain("user anna");
    }

    [Fact]
    public void Before_any_time_is_known_there_is_no_figure()
    {
        var row = new LiveRow(1, 11, "server", "worker", TaskState.Sleeping, null, null, StateTimes.Zero, new byte[StateBuckets.Cells], null);

        foreach (var text in new[] { Text(Scene(row), 120, 30), Text(Scene(row), 60, 15) })
        {
            text.ShouldContain("worker");
            text.ShouldNotMatch(@"\b0(\.0)? %");
            text.ShouldNotMatch(@" 0\.0 ");
        }
    }

    [Fact]
    public void What_stands_out_is_said_above_the_data()
    {
        var scene = Scene();

        Text(scene with { Ui = new LiveUi { IsPaused = true } }, 100, 30).ShouldContain("PAUSED: the view stands still, sampling goes on");
        Text(scene with { Status = scene.Status with { Ended = "exit code 3" } }, 100, 30).ShouldContain("ENDED: exit code 3");
        Text(scene with { Subject = Subject with { Limits = ["Calls aren't readable: ptrace_scope is 1."] } }, 100, 30).ShouldContain("limited (?): Calls aren't readable");
        Text(scene with { Ui = new LiveUi { IsAsking = true } }, 120, 30).ShouldContain("Quitting ends server (4127), which was started here: y ends it");
    }

    [Fact]
    public void A_terminal_that_is_too_small_is_told_what_is_needed() =>
        Text(Scene(), 59, 15).ShouldContain("59x15 is too small: 60x15 needed; q quits");

    [Fact]
    public void Nothing_that_a_process_chose_reaches_the_terminal_as_it_is()
    {
        const string Hostile = "a\x1b[2J\x07\u202e\u009b31m\n";
        var subject = new LiveSubject(false, 1, Hostile, Hostile, Hostile, [Hostile]);
        var scene = Scene(Row(11, Hostile, TaskState.Sleeping, Hostile, Hostile)) with { Subject = subject, Output = [Hostile], Message = Hostile };
        foreach (var page in Enum.GetValues<LivePage>())
        {
            var lines = new FramePrinter(ColorSystemSupport.NoColors).Lines(LiveScreen.Draw(scene with { Ui = new LiveUi { Page = page } }, 150, 30), 150);

            // Of the escape codes only our own are left: those of Spectre for bold, dim and inverse.
            var text = System.Text.RegularExpressions.Regex.Replace(string.Join("", lines), "\x1b\\[[0-9;]*m", "");
            text.ShouldAllBe(c => c >= ' ' && c != '\x7f' && c != '\u202e' && c != '\u009b');
            text.ShouldContain("a\\x1b[2J\\x07");
        }
    }

    [Fact]
    public void The_list_of_processes_shows_and_finds_nothing_that_is_to_be_hidden()
    {
        var process = new ListedProcess(7, 1, 1, 1000, "license-12345", ["srv", "license-67890", "--password", "hunter2hunter2"], null, (byte)'S', 1, 0, 0, false, false);
        var scene = Scene() with { Ui = new LiveUi { Page = LivePage.Processes }, Processes = [process] };

        Text(scene, 120, 30).ShouldContain("srv *** --password ***");
        Text(scene, 120, 30).ShouldNotContain("license-");
        ListLines.Matching([process], "license-", scene.Redactor).ShouldBeEmpty();
        ListLines.Matching([process], "srv", scene.Redactor).ShouldHaveSingleItem();
    }

    [Fact]
    public void At_any_size_and_whatever_was_pressed_a_frame_fits_the_terminal() =>
        Gen.Select(
                Gen.Int[1, 300], Gen.Int[1, 100], Gen.Int[0, 60], Gen.Enum<LivePage>(),
                Gen.Select(Gen.OneOf(Gen.String, Gen.OneOf("日本語日本語日本語日本語", "worker", "")), Gen.Enum<TaskState>()).List[0, 30])
            .Sample((width, height, scroll, page, threads) =>
            {
                var rows = threads.Select((t, i) => Row(i, t.Item1, t.Item2, t.Item1, t.Item1)).ToArray();
                var scene = Scene(rows) with { Ui = new LiveUi { Page = page, Scroll = scroll }, Output = [.. threads.Select(t => t.Item1)] };

                var frame = LiveScreen.Draw(scene, width, height);

                frame.Lines.Length.ShouldBe(height);
                frame.Lines.ShouldAllBe(line => Segment.CellCount(line) <= width);
            });

    [Fact]
    public void Rows_that_were_scrolled_to_and_left_don_t_leave_an_empty_page() =>
        Text(Scene(Row(11, "worker-1", TaskState.Sleeping, null, null)) with { Ui = new LiveUi { Scroll = 50 } }, 100, 30).ShouldContain("worker-1");

    [Fact]
    public void Bars_fill_their_cells_exactly() =>
        Gen.Select(Gen.Int[0, 1000].Array[7], Gen.Int[1, 300]).Sample((times, cells) =>
        {
            var parts = StateStrip.Apportion(LiveState.Times(times.Select(t => (long)t).ToArray()), cells);

            parts.Sum().ShouldBe(times.Sum() == 0 ? 0 : cells);
            for (var i = 0; i < 7; i++) Math.Abs(parts[i] - (times.Sum() == 0 ? 0 : times[i] * (double)cells / times.Sum())).ShouldBeLessThan(1.0001);
        });

    [Fact]
    public void NO_COLOR_leaves_no_colours()
    {
        var scene = Scene(Row(11, "worker", TaskState.Running, null, null));

        string.Join("", new FramePrinter(ColorSystemSupport.Standard).Lines(LiveScreen.Draw(scene, 80, 24), 80)).ShouldMatch("\x1b\\[[0-9;]*4[0-9]");
        string.Join("", new FramePrinter(ColorSystemSupport.NoColors).Lines(LiveScreen.Draw(scene, 80, 24), 80)).ShouldNotMatch("\x1b\\[[0-9;]*[34][0-9]");
    }

    [Fact]
    public void Rows_are_sorted_and_filtered()
    {
        ImmutableArray<LiveRow> rows = [Row(3, "b", TaskState.Sleeping, null, null), Row(1, "c", TaskState.Running, null, null), Row(2, "a", TaskState.DiskSleep, null, null)];

        Ids(RowSort.Cpu).ShouldBe([1, 2, 3]);
        Ids(RowSort.State).ShouldBe([2, 1, 3]);
        Ids(RowSort.Name).ShouldBe([2, 3, 1]);
        Ids(RowSort.Tid).ShouldBe([1, 2, 3]);
        Ids(RowSort.Tid, reversed: true).ShouldBe([3, 2, 1]);
        new RowOrder(RowSort.Tid, false, "[ab]").Of(rows).ShouldBeEmpty();
        new RowOrder(RowSort.Tid, false, "?").Of(rows).Length.ShouldBe(3);
        new RowOrder(RowSort.Tid, false, "C").Of(rows).ShouldHaveSingleItem().ThreadId.ShouldBe(1);
        new RowOrder(RowSort.Tid, false, "2").Of(rows).ShouldHaveSingleItem().ThreadId.ShouldBe(2);

        IEnumerable<int> Ids(RowSort sort, bool reversed = false) => new RowOrder(sort, reversed, "").Of(rows).Select(r => r.ThreadId);
    }

    private static LiveScene Scene(params LiveRow[] rows)
    {
        var recent = rows.Aggregate(StateTimes.Zero, (sum, r) => sum + r.Recent);
        return new LiveScene
        {
            Subject = Subject,
            Redactor = Redactor.Of(["license-[0-9]+"], builtIn: true),
            Status = new LiveStatus(100, 1234, 2, TimeSpan.FromSeconds(12), null),
            View = new LiveView(TimeSpan.FromSeconds(12), [.. rows], recent, recent, 0.5),
            Rows = [.. rows],
        };
    }

    private static LiveRow Row(int id, string name, TaskState state, string? call, string? target)
    {
        var ticks = new long[LiveState.Count];
        ticks[LiveState.ColumnOf(state)] = TimeSpan.TicksPerSecond;
        return new LiveRow(1, id, "server", name, state, call, target, LiveState.Times(ticks), [.. Enumerable.Repeat((byte)(LiveState.ColumnOf(state) + 1), StateBuckets.Cells)], null);
    }

    private static string[] Shown(LiveScene scene, int width, int height) =>
        [.. LiveScreen.Draw(scene, width, height).Lines.Select(l => string.Concat(l.Select(s => s.Text)))];

    private static string Text(LiveScene scene, int width, int height) => string.Join('\n', Shown(scene, width, height));
}
