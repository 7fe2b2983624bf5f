using System.Runtime.InteropServices;
using RunScope.Testing.Interop;
using RunScope.Testing.Launch;

namespace RunScope.Testing.Cli.Watching;

/// <summary>Ctrl-C, SIGTERM and SIGHUP ask for the end of watching. The second one ends the tool at once, as if nobody handled it.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];

    // Never disposed: a handler may be on its way for as long as the tool lives.
    private readonly CancellationTokenSource _asked = new();
    private int _signal;

    public StopSignals()
    {
        // What was ignored already, as nohup does with SIGHUP, stays so.
        foreach (var (signal, number) in ((PosixSignal, int)[])[(PosixSignal.SIGINT, Signals.SIGINT), (PosixSignal.SIGTERM, Signals.SIGTERM), (PosixSignal.SIGHUP, Signals.SIGHUP)])
        {
            if (!InheritedSignals.IsIgnored(number)) _registrations.Add(PosixSignalRegistration.Create(signal, context => context.Cancel = TryTake(number)));
        }
    }

    /// <summary>Cancelled by the first of them.</summary>
    public CancellationToken Asked => _asked.Token;

    /// <summary>The first of them; 0 while there was none.</summary>
    public int Signal => Volatile.Read(ref _signal);

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
    }

    private bool TryTake(int number)
    {
        if (Interlocked.CompareExchange(ref _signal, number, 0) != 0) return false;

        // What waits for it must not run on the thread that handles signals.
        _ = _asked.CancelAsync();
        return true;
    }
}
