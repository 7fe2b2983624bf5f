using RunScope.Testing.Reporting;

namespace RunScope.Testing.Tests.Reporting;

public sealed class IndexDrawingTests
{
    private readonly ManualTime _time = new();
    private int _drawn;
    private TimeSpan _cost = TimeSpan.FromMilliseconds(10);
    private string? _problem;

    [Fact]
    public void The_next_drawing_waits_for_twenty_times_the_cost_of_the_last_and_comes_by_itself()
    {
        var drawing = Drawing();

        drawing.Request();
        _drawn.ShouldBe(1);

        for (var i = 0; i < 100; i++) drawing.Request();
        _time.Pass(TimeSpan.FromMilliseconds(199));
        _drawn.ShouldBe(1);

        _time.Pass(TimeSpan.FromMilliseconds(1));
        _drawn.ShouldBe(2);
        _time.Pass(TimeSpan.FromSeconds(10));
        _drawn.ShouldBe(2, "nothing has changed");
    }

    [Fact]
    public void However_costly_it_is_the_page_is_a_second_behind_at_most()
    {
        _cost = TimeSpan.FromSeconds(3);
        var drawing = Drawing();

        drawing.Request();
        drawing.Request();
        _time.Pass(IndexDrawing.LongestPause);

        _drawn.ShouldBe(2);
    }

    [Fact]
    public void After_the_pause_it_is_drawn_at_once()
    {
        var drawing = Drawing();

        drawing.Request();
        _time.Pass(TimeSpan.FromMilliseconds(200));
        drawing.Request();

        _drawn.ShouldBe(2);
    }

    [Fact]
    public void What_is_pending_can_be_drawn_early_and_is_not_drawn_again()
    {
        var drawing = Drawing();

        drawing.Request();
        drawing.Request();
        drawing.DrawPending();
        drawing.DrawPending();
        _time.Pass(TimeSpan.FromMilliseconds(200));

        _drawn.ShouldBe(2);
    }

    [Fact]
    public void A_problem_of_a_later_drawing_is_told_at_the_next_request()
    {
        var drawing = Drawing();

        drawing.Request().ShouldBeNull();
        drawing.Request().ShouldBeNull();
        _problem = "no room";
        drawing.DrawPending();

        drawing.Request().ShouldBe("no room");
    }

    private IndexDrawing Drawing() => new(
        () =>
        {
            _drawn++;
            _time.Spend(_cost);
            return _problem;
        },
        _time);

    private sealed class ManualTime : TimeProvider
    {
        private ManualTimer? _timer;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public TimeSpan Now { get; private set; }

        public override long GetTimestamp() => Now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => _timer = new ManualTimer(this, () => callback(state));

        public void Spend(TimeSpan time) => Now += time;

        public void Pass(TimeSpan time)
        {
            Spend(time);
            _timer?.Fire();
        }
    }

    private sealed class ManualTimer(ManualTime time, Action callback) : ITimer
    {
        private TimeSpan? _due;

        public void Fire()
        {
            if (time.Now < _due || _due is null) return;
            _due = null;
            callback();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _due = time.Now + dueTime;
            return true;
        }

        public void Dispose() => _due = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
