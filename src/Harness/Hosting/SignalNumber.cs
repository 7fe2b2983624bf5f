using System.Globalization;
using System.Runtime.InteropServices;

namespace RunScope.Testing.Hosting;

/// <summary>The numbers of signals, as <c>signal(7)</c> has them on x86 and ARM.</summary>
internal static class SignalNumber
{
    public const int Terminate = 15;

    private const int Highest = 64;

    /// <summary>The number of a signal that .NET has a name for, or that was cast from its number.</summary>
    public static int Of(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGQUIT => 3,
        PosixSignal.SIGTERM => Terminate,
        PosixSignal.SIGCHLD => 17,
        PosixSignal.SIGCONT => 18,
        PosixSignal.SIGTSTP => 20,
        PosixSignal.SIGTTIN => 21,
        PosixSignal.SIGTTOU => 22,
        PosixSignal.SIGWINCH => 28,
        _ => Checked((int)signal),
    };

    /// <summary>Refuses a number that no signal has.</summary>
    public static int Checked(int signal) => signal is >= 1 and <= Highest
        ? signal
        : throw new ArgumentOutOfRangeException(nameof(signal), string.Create(CultureInfo.InvariantCulture, $"{signal} is no signal: signals have numbers from 1 to {Highest}."));
}
