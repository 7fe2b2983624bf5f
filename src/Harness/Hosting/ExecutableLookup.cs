using RunScope.Testing.Interop;

namespace RunScope.Testing.Hosting;

/// <summary>Finds the file that a command names, before anything is launched.</summary>
internal static class ExecutableLookup
{
    /// <summary>
    /// The rule of <c>Process.Start</c>: a path with a slash is taken as it is, relative to the command's working directory; a bare name is looked
    /// for in the folder of the running program, the current folder, and the folders of PATH, where an executable regular file wins.
    /// </summary>
    /// <exception cref="WorkloadLaunchException">There is none; the message says where it was looked for.</exception>
    public static string Find(string name, string workingDirectory)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new WorkloadLaunchException("The command to profile is empty: name a program, such as [ProfileProcess(\"gzip\", \"-9\", \"big\")].") { ShellExitCode = 127 };
        if (name.Contains('\0')) throw new WorkloadLaunchException("The command to profile has a NUL character in its name, which no file name can have.") { ShellExitCode = 127 };
        if (name.Contains('/')) return Check(Path.GetFullPath(name, workingDirectory), name);

        var folders = Folders().ToList();
        string? refused = null;
        foreach (var folder in folders)
        {
            var candidate = Path.Combine(folder, name);
            if (!File.Exists(candidate)) continue;
            if (Unistd.MayExecute(candidate)) return candidate;
            refused ??= candidate;
        }

        if (refused is not null) throw NotExecutable(refused, name);
        throw new WorkloadLaunchException(
            $"Cannot start \"{name}\": no such program in the folders of PATH ({Environment.GetEnvironmentVariable("PATH")}), in {Environment.CurrentDirectory}, "
            + "or beside the running program. Install it, or give its full path.") { ShellExitCode = 127, Errno = LinuxError.ENOENT };
    }

    private static IEnumerable<string> Folders()
    {
        if (Path.GetDirectoryName(Environment.ProcessPath) is { Length: > 0 } own) yield return own;
        yield return Environment.CurrentDirectory;
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)) yield return folder;
    }

    private static string Check(string path, string name)
    {
        if (Directory.Exists(path))
            throw new WorkloadLaunchException($"Cannot start \"{name}\": {path} is a folder. Name the program in it.") { ShellExitCode = 126, Errno = LinuxError.EACCES };
        if (!File.Exists(path))
        {
            throw new WorkloadLaunchException($"Cannot start \"{name}\": there is no file {path}. Relative paths count from the command's working directory; give the full path, or build the program first.")
            {
                ShellExitCode = 127,
                Errno = LinuxError.ENOENT,
            };
        }

        return Unistd.MayExecute(path) ? path : throw NotExecutable(path, name);
    }

    private static WorkloadLaunchException NotExecutable(string path, string name) =>
        new($"Cannot start \"{name}\": this user may not execute {path}. Give it the execute permission (chmod +x), or check the mount options of its file system (noexec).")
        {
            ShellExitCode = 126,
            Errno = LinuxError.EACCES,
        };
}
