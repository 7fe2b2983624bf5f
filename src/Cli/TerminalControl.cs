using System.Runtime.InteropServices;
using RunScope.Testing.Interop;
using RunScope.Testing.Launch;

namespace RunScope.Testing.Cli;

/// <summary>
/// Whoever sits at the terminal asks by signals. Ctrl-C and Ctrl-\ reach the workload by themselves (it is in the same process group), so they
/// are ignored here; SIGTERM and SIGHUP, which are sent to this process alone, are passed on.
/// </summary>
internal sealed class TerminalControl : IRecordingControl, IDisposable
{
    private readonly FileDescriptor _read;
    private readonly FileDescriptor _write;
    private readonly List<PosixSignalRegistration> _registrations = [];

    public TerminalControl() => (_read, _write) = Unistd.Pipe();

    public int Descriptor => _read.Number;

    /// <summary>Handles signals from now on; returns those that the workload must get back at their defaults.</summary>
    public int[] Listen()
    {
        // A handler is gone at the exec by itself; what was ignored already, as nohup does with SIGHUP, stays so for both.
        Pass(PosixSignal.SIGTERM, Signals.SIGTERM);
        Pass(PosixSignal.SIGHUP, Signals.SIGHUP);
        return InheritedSignals.Ignore([Signals.SIGINT, Signals.SIGQUIT]);
    }

    public ControlRequest Next()
    {
        Span<byte> signal = stackalloc byte[1];
        return Unistd.TryRead(_read.Number, signal) == 1 ? new ControlRequest(ControlKind.Signal, Signal: signal[0]) : default;
    }

    public void Started(int pid, ulong startTicks)
    {
    }

    public void ProcessSeen(int pid, ulong startTicks)
    {
    }

    public void PhaseMarked()
    {
    }

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _read.Dispose();
        _write.Dispose();
    }

    private void Pass(PosixSignal signal, int number)
    {
        if (InheritedSignals.IsIgnored(number)) return;
        _registrations.Add(PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            Unistd.Write(_write.Number, [(byte)number]);
        }));
    }
}
