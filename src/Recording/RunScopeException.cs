namespace RunScope.Testing;

/// <summary>The base of every error that this library raises.</summary>
public class RunScopeException : Exception
{
    /// <summary>Creates the error; the message says what was tried, on what, what happened and what to do next.</summary>
    public RunScopeException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The process that it was about, where there is one.</summary>
    public int? ProcessId { get; init; }

    /// <summary>The system's error number, where there is one.</summary>
    public int? Errno { get; init; }

    /// <summary>The system call that failed, where there is one.</summary>
    public string? Syscall { get; init; }
}

/// <summary>This machine doesn't permit a profile; the message names the reason and the remedy.</summary>
public sealed class ProfilingUnavailableException(string message, Exception? innerException = null) : RunScopeException(message, innerException);

/// <summary>The workload couldn't be started; nothing ran.</summary>
public sealed class WorkloadLaunchException(string message, Exception? innerException = null) : RunScopeException(message, innerException)
{
    /// <summary>The exit code that a shell would give: 127 not found, 126 not executable.</summary>
    public int ShellExitCode { get; init; } = 126;
}

/// <summary>The recorder ended before it had reported; what is known of the run is in the message.</summary>
public sealed class RecorderLostException(string message, Exception? innerException = null) : RunScopeException(message, innerException);

/// <summary>A saved profile couldn't be read.</summary>
public sealed class ProfileFormatException(string message, Exception? innerException = null) : RunScopeException(message, innerException);
