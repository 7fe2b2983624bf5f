using System.Globalization;

namespace RunScope.Testing;

/// <summary>Signals by name, as <c>signal(7)</c> numbers them on x86 and ARM.</summary>
internal static class SignalNames
{
    private static readonly string[] Names =
    [
        "", "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1", "SIGSEGV", "SIGUSR2",
        "SIGPIPE", "SIGALRM", "SIGTERM", "SIGSTKFLT", "SIGCHLD", "SIGCONT", "SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGXCPU",
        "SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO", "SIGPWR", "SIGSYS",
    ];

    /// <summary>A signal in words: "SIGSEGV (11)"; "signal 40" where it has no name.</summary>
    public static string Of(int signal) => signal > 0 && signal < Names.Length
        ? string.Create(CultureInfo.InvariantCulture, $"{Names[signal]} ({signal})")
        : string.Create(CultureInfo.InvariantCulture, $"signal {signal}");

    /// <summary>The name of the signal that a shell's exit code stands for (128 and the signal), or null.</summary>
    public static string? OfShellExitCode(int code) => code > 128 && code - 128 < Names.Length ? Names[code - 128] : null;
}
