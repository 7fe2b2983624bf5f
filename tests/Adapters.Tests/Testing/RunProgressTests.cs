namespace RunScope.Testing.Tests;

public sealed class RunProgressTests
{
    private readonly ManualTime _time = new();
    private readonly List<string> _said = [];

    [Fact]
    public void A_short_test_says_nothing()
    {
        using var progress = new RunProgress("Short", 0, 10, _said.Add, _time);
        progress.Begin();

        _time.Pass(RunProgress.Interval - TimeSpan.FromMilliseconds(1));

        _said.ShouldBeEmpty();
    }

    [Fact]
    public void A_long_test_says_at_every_interval_which_run_it_is_in()
    {
        using var progress = new RunProgress("Long", 1, 2, _said.Add, _time);
        progress.Begin();
        _time.Pass(RunProgress.Interval);
        progress.Begin();
        _time.Pass(RunProgress.Interval);
        progress.Begin();
        _time.Pass(RunProgress.Interval);

        _said.ShouldBe(["Long: 5 s so far", "Long: run 1 of 2, 10 s so far", "Long: run 2 of 2, 15 s so far"]);
    }

    [Fact]
    public void Warm_up_runs_are_counted_by_themselves()
    {
        using var progress = new RunProgress("Warm", 2, 1, _said.Add, _time);
        progress.Begin();
        progress.Begin();

        _time.Pass(RunProgress.Interval);

        _said.ShouldBe(["Warm: warm-up run 2 of 2, 5 s so far"]);
    }

    [Fact]
    public void Runs_that_have_a_name_are_told_by_it()
    {
        using var progress = new RunProgress("Paired", 0, 0, _said.Add, _time);
        progress.Begin("pair 3 of up to 20, reference build");

        _time.Pass(RunProgress.Interval);

        _said.ShouldBe(["Paired: pair 3 of up to 20, reference build, 5 s so far"]);
    }

    [Fact]
    public void A_line_that_nobody_takes_breaks_nothing()
    {
        using var progress = new RunProgress("Unheard", 0, 1, _ => throw new InvalidOperationException("closed"), _time);

        Should.NotThrow(() => _time.Pass(RunProgress.Interval));
    }

    [Fact]
    public void A_test_that_is_over_says_nothing_more()
    {
        new RunProgress("Over", 0, 1, _said.Add, _time).Dispose();

        _time.Pass(RunProgress.Interval);

        _said.ShouldBeEmpty();
    }

    /// <summary>A clock that a test moves.</summary>
    private sealed class ManualTime : TimeProvider
    {
        private readonly List<ManualTimer> _timers = [];
        private TimeSpan _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new ManualTimer(() => callback(state), _now + dueTime, period);
            _timers.Add(timer);
            return timer;
        }

        public void Pass(TimeSpan time)
        {
            _now += time;
            _timers.ForEach(t => t.Fire(_now));
        }
    }

    private sealed class ManualTimer(Action callback, TimeSpan due, TimeSpan period) : ITimer
    {
        private TimeSpan _due = due;
        private bool _over;

        public void Fire(TimeSpan now)
        {
            for (; !_over && _due <= now; _due += period) callback();
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException("No test changes a timer.");

        public void Dispose() => _over = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
