using System.Globalization;
using RunScope.Testing.Analysis;

namespace RunScope.Testing;

/// <summary>Says how far a long test is, while it runs: nothing in a short one, then one line every few seconds.</summary>
internal sealed class RunProgress : IDisposable
{
    /// <summary>The time to the first line, and from one to the next.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly string _test;
    private readonly int _warmups;
    private readonly int _runs;
    private readonly Action<string> _say;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ITimer _timer;
    private int _begun;
    private string? _which;

    /// <param name="test">The test's name.</param>
    /// <param name="warmups">Runs that aren't judged; they come first.</param>
    /// <param name="runs">Runs that are judged.</param>
    /// <param name="say">Receives the lines, on a thread of its own.</param>
    /// <param name="time">The clock.</param>
    public RunProgress(string test, int warmups, int runs, Action<string> say, TimeProvider time)
    {
        (_test, _warmups, _runs, _say, _time, _start) = (VisibleText.Of(test), warmups, runs, say, time, time.GetTimestamp());
        _timer = time.CreateTimer(_ => Say(), null, Interval, Interval);
    }

    /// <summary>A run begins.</summary>
    public void Begin() => Interlocked.Increment(ref _begun);

    /// <summary>A run begins that isn't told by its number alone: "pair 3 of up to 20, reference build".</summary>
    public void Begin(string which) => Volatile.Write(ref _which, which);

    public void Dispose() => _timer.Dispose();

    private void Say()
    {
        var run = Volatile.Read(ref _begun);
        var which = Volatile.Read(ref _which) is { } named ? $"{named}, " : run <= _warmups ? Of("warm-up run", run, _warmups) : Of("run", run - _warmups, _runs);
        try
        {
            _say(string.Create(CultureInfo.InvariantCulture, $"{_test}: {which}{_time.GetElapsedTime(_start).TotalSeconds:0} s so far"));
        }
        catch (Exception)
        {
            // The framework doesn't take the line any more, as when its run is being broken off; nobody here could be told.
        }
    }

    private static string Of(string what, int number, int all) =>
        number < 1 || (number == 1 && all == 1) ? "" : string.Create(CultureInfo.InvariantCulture, $"{what} {number} of {all}, ");
}
