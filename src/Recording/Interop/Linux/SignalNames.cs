using System.Globalization;

namespace RunScope.Testing.Interop;

/// <summary>The names of signals, <c>signal(7)</c>; the numbers are those of x86 and arm.</summary>
internal static class SignalNames
{
    private static readonly string[] Names =
    [
        "", "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1", "SIGSEGV", "SIGUSR2",
        "SIGPIPE", "SIGALRM", "SIGTERM", "SIGSTKFLT", "SIGCHLD", "SIGCONT", "SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGXCPU",
        "SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO", "SIGPWR", "SIGSYS",
    ];

    /// <summary>"SIGSEGV", or "signal 40" for a real-time signal.</summary>
    public static string Of(int number) =>
        number > 0 && number < Names.Length ? Names[number] : "signal " + number.ToString(CultureInfo.InvariantCulture);
}
