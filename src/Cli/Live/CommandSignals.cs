using System.Runtime.InteropServices;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Cli.Live;

/// <summary>Holds off the signals that would end the tool, from before a command is started until it has ended: else it would stay behind.</summary>
internal sealed class CommandSignals : IDisposable
{
    private static readonly (PosixSignal Signal, int Number)[] Held =
        [(PosixSignal.SIGINT, Signals.SIGINT), (PosixSignal.SIGTERM, Signals.SIGTERM), (PosixSignal.SIGHUP, Signals.SIGHUP), (PosixSignal.SIGQUIT, Signals.SIGQUIT)];

    private readonly PosixSignalRegistration[] _registrations;

    // Never disposed: a handler may be on its way for as long as the tool lives.
    private volatile CancellationTokenSource _next = new();
    private int _first;

    public CommandSignals()
    {
        First = _next.Token;
        _registrations = [.. Held.Select(h => PosixSignalRegistration.Create(h.Signal, context => Take(context, h.Number)))];
    }

    /// <summary>Cancelled by the first of them.</summary>
    public CancellationToken First { get; }

    /// <summary>The first of them; 0 while there was none.</summary>
    public int Signal => Volatile.Read(ref _first);

    /// <summary>Cancelled by the next of them from now on.</summary>
    public CancellationToken Next()
    {
        var next = new CancellationTokenSource();
        _next = next;
        return next.Token;
    }

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
    }

    private void Take(PosixSignalContext context, int number)
    {
        context.Cancel = true;
        Interlocked.CompareExchange(ref _first, number, 0);

        // What waits for it must not run on the thread that handles signals.
        _ = _next.CancelAsync();
    }
}
