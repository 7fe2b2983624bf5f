using System.Runtime.InteropServices;

namespace RunScope.Testing.Interop;

/// <summary>A system call failed.</summary>
internal sealed class LinuxException : RunScopeException
{
    public LinuxException(string syscall, int errno, string? on = null)
        : base($"{syscall}{(on is null ? "" : $" on {on}")} failed with {LinuxError.Name(errno)} ({Marshal.GetPInvokeErrorMessage(errno)}).")
    {
        Syscall = syscall;
        Errno = errno;
    }
}
