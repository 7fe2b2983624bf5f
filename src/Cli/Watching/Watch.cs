using System.Diagnostics;
using RunScope.Testing.Interop;
using RunScope.Testing.Sampling.Procfs;

namespace RunScope.Testing.Cli.Watching;

/// <summary>Shows an attached process's progress until it ends, its time is over, or somebody asks for the end.</summary>
internal sealed class Watch(AttachedProcess process, bool follow)
{
    private const int StandardOutput = 1;

    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly WatchTally _tally = new(follow, new WatchedRoles(MappedRuntime.Of));
    private readonly Stopwatch _time = Stopwatch.StartNew();
    private TimeSpan _shown;

    // The first round was taken before this clock ran.
    private TimeSpan? _sinceAttached;

    /// <summary>Why rows couldn't be written; null when all were.</summary>
    public string? Problem { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        if (!follow && !ToolConsole.ErrorIsTerminal)
        {
            // Nobody to show anything to.
            await Task.WhenAny(process.Completion, Task.Delay(Timeout.Infinite, stop)).ConfigureAwait(false);
            return;
        }

        var line = !follow ? new LiveLine(Console.Error, static () => Console.WindowWidth) : null;
        using var hearing = process.OnRound((_, samples) => _tally.Add(samples));
        if (follow) WriteRow(WatchText.Head);
        using var timer = new PeriodicTimer(follow ? Second : Refresh);
        while (Problem is null && await TickAsync(timer, stop).ConfigureAwait(false))
        {
            line?.Show(WatchText.Line(_tally.Look(startAnew: false), line.Room));
            if (follow && !TryFollow()) break;
        }

        // What remains of the last second.
        if (follow && Problem is null) TryFollow();
        line?.Clear();
    }

    /// <summary>Prints the row of what has passed since the last; false when nobody reads any more, or nothing can be written.</summary>
    private bool TryFollow()
    {
        var now = _time.Elapsed;
        var span = _tally.Look(startAnew: true);
        if (span.Rounds > 0) _sinceAttached ??= span.At - now;
        if (span.Rounds > 0 || now - _shown >= Second) WriteRow(WatchText.Row(now + (_sinceAttached ?? TimeSpan.Zero), span, now - _shown));
        _shown = now;
        return Problem is null && !Poll.IsReaderGone(StandardOutput);
    }

    private void WriteRow(string row) => Problem = ToolConsole.TryWrite(() => Console.Out.WriteLine(Cut(row)));

    // A row that a terminal breaks is none.
    private static string Cut(string row) => !Console.IsOutputRedirected && Console.WindowWidth is > 0 and var width && row.Length > width ? row[..width] : row;

    /// <summary>Waits for the next tick; false when the watching has ended before it.</summary>
    private async Task<bool> TickAsync(PeriodicTimer timer, CancellationToken stop)
    {
        var tick = timer.WaitForNextTickAsync(stop).AsTask();
        await Task.WhenAny(tick, process.Completion).ConfigureAwait(false);
        return tick.IsCompletedSuccessfully && !process.Completion.IsCompleted;
    }
}
