using RunScope.Testing.Interop;

namespace RunScope.Testing.Hosting;

/// <summary>Explains why the kernel refused to start a file that is there.</summary>
internal static class LaunchErrors
{
    public static WorkloadLaunchException Explain(string file, int errno)
    {
        var why = errno switch
        {
            LinuxError.ENOEXEC => "it is neither a program for this machine nor a script with an interpreter line. Give a script a first line such as #!/bin/sh, or start its interpreter: \"sh\", \"script\"",
            LinuxError.ENOENT when InterpreterOf(file) is { } interpreter => $"its first line names the interpreter \"{interpreter}\", which doesn't exist. Install it or correct the line",
            LinuxError.ENOENT => "the file, or the loader that it asks for, has gone. Was it built for another system (musl, another architecture)?",
            LinuxError.EACCES => "this user may not execute it, or its interpreter. Check the permissions (chmod +x) and the mount options (noexec)",
            LinuxError.ETXTBSY => "it is being written to at this moment. Wait until the build or download has finished",
            7 => "its arguments and environment together are too large for the kernel (execve(2), ARG_MAX). Pass long input through a file or standard input",
            _ => "the kernel refused it",
        };
        return new WorkloadLaunchException($"Cannot start {file}: {why}. (posix_spawn: {LinuxError.Name(errno)}; nothing was run.)")
        {
            Errno = errno,
            Syscall = "posix_spawn",
            ShellExitCode = errno == LinuxError.ENOENT ? 127 : 126,
        };
    }

    private static string? InterpreterOf(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            Span<byte> start = stackalloc byte[256];
            var n = stream.Read(start);
            if (n < 3 || !start.StartsWith("#!"u8)) return null;
            var line = start[2..n];
            var end = line.IndexOf((byte)'\n');
            var words = CString.Decode(end < 0 ? line : line[..end]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            return words.Length == 0 ? null : words[0];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
