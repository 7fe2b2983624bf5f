using System.Collections.Concurrent;

namespace RunScope.Testing.Reporting;

/// <summary>Says when the page over all tests of a folder is drawn: at once while that is cheap, and else a little later.</summary>
/// <remarks>
/// Drawing takes the longer the more tests there are. So after a drawing the next one waits for twenty times as long as it took, a second at most;
/// what is put meanwhile is drawn by a timer, or when the process exits.
/// </remarks>
internal sealed class IndexDrawing
{
    /// <summary>How far the page may be behind.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private const int PausePerCost = 20;

    private static readonly ConcurrentDictionary<string, IndexDrawing> Drawings = new();

    private readonly Lock _gate = new();
    private readonly Func<string?> _draw;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long? _last;
    private TimeSpan _pause;
    private bool _isPending;
    private string? _problem;

    static IndexDrawing() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        // Also where nothing is pending: a test of ours that still has no result won't get one.
        foreach (var folder in Drawings.Keys) RunIndex.Draw(folder, session => session != IndexSession.Current && session.IsRunning());
    };

    /// <param name="draw">Draws; says what went wrong.</param>
    /// <param name="time">The clock.</param>
    internal IndexDrawing(Func<string?> draw, TimeProvider time)
    {
        (_draw, _time) = (draw, time);
        _timer = time.CreateTimer(_ => DrawPending(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public static IndexDrawing Of(string folder) => Drawings.GetOrAdd(Path.GetFullPath(folder), f => new IndexDrawing(() => RunIndex.Draw(f), TimeProvider.System));

    /// <summary>Something has changed.</summary>
    /// <returns>What went wrong with the last drawing, in words; null when all is well.</returns>
    public string? Request()
    {
        lock (_gate)
        {
            if (_isPending) return _problem;
            var rest = _last is { } last ? _pause - _time.GetElapsedTime(last) : TimeSpan.Zero;
            if (rest <= TimeSpan.Zero) return Draw();

            _isPending = true;
            _timer.Change(rest, Timeout.InfiniteTimeSpan);
            return _problem;
        }
    }

    /// <summary>Draws now what would be drawn later.</summary>
    public void DrawPending()
    {
        lock (_gate)
        {
            if (_isPending) Draw();
        }
    }

    private string? Draw()
    {
        _isPending = false;
        var start = _time.GetTimestamp();
        _problem = _draw();
        _last = _time.GetTimestamp();
        var pause = PausePerCost * _time.GetElapsedTime(start, _last.Value);
        _pause = pause < LongestPause ? pause : LongestPause;
        return _problem;
    }
}
