namespace RunScope.Testing.Analysis.Redaction;

/// <summary>Our own errors without secrets.</summary>
internal static class RedactedErrors
{
    /// <summary>The same error; another with the same data where its text, or that of an error within it, holds a secret.</summary>
    public static RunScopeException Without(this Redactor redactor, RunScopeException error)
    {
        var message = redactor.Text(error.Message);
        var inner = error.InnerException is { } e && redactor.Text(e.ToString()) == e.ToString() ? e : null;
        if (message == error.Message && inner == error.InnerException) return error;
        return error switch
        {
            WorkloadLaunchException launch => new WorkloadLaunchException(message, inner) { ShellExitCode = launch.ShellExitCode, ProcessId = launch.ProcessId, Errno = launch.Errno, Syscall = launch.Syscall },
            AttachException attach => new AttachException(attach.Problem, message, inner) { ProcessId = attach.ProcessId, Errno = attach.Errno, Syscall = attach.Syscall },
            ProfilingUnavailableException => new ProfilingUnavailableException(message, inner),
            RecorderLostException => new RecorderLostException(message, inner) { ProcessId = error.ProcessId },
            _ => new RunScopeException(message, inner) { ProcessId = error.ProcessId, Errno = error.Errno, Syscall = error.Syscall },
        };
    }
}
