using RunScope.Testing.Interop;

namespace RunScope.Testing.Hosting;

/// <summary>Finds the file that a command names, before anything is launched.</summary>
internal static class ExecutableLookup
{
    /// <summary>
    /// A path with a slash is relative to the command's working directory, then, as <c>Process.Start</c> has it, to the folder of the running program
    /// and the current folder. A bare name is looked for as <c>Process.Start</c> does: in the folder of the running program, the current folder, and
    /// the folders of PATH, where an executable regular file wins.
    /// </summary>
    /// <param name="name">The name or path.</param>
    /// <param name="workingDirectory">The command's working directory.</param>
    /// <param name="pathOnly">Whether a bare name is looked for in PATH alone, as shells do.</param>
    /// <exception cref="WorkloadLaunchException">There is none; the message says where it was looked for.</exception>
    public static string Find(string name, string workingDirectory, bool pathOnly = false)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new WorkloadLaunchException("The command to profile is empty: name a program, such as [ProfileProcess(\"gzip\", \"-9\", \"big\")].") { ShellExitCode = 127 };
        if (name.Contains('\0')) throw new WorkloadLaunchException("The command to profile has a NUL character in its name, which no file name can have.") { ShellExitCode = 127 };
        if (name.Contains('/'))
        {
            string[] bases = [Path.GetFullPath(workingDirectory), .. OwnFolders()];
            return Check(bases.Select(b => Path.GetFullPath(name, b)).FirstOrDefault(File.Exists) ?? Path.GetFullPath(name, bases[0]), name);
        }

        var folders = (pathOnly ? [] : OwnFolders()).Concat(PathFolders());
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
            $"Cannot start \"{name}\": no such program in the folders of PATH ({string.Join(':', PathFolders())})"
            + (pathOnly ? "" : $", in {Environment.CurrentDirectory}, or beside the running program") + ". Install it, or give its full path.")
        { ShellExitCode = 127, Errno = LinuxError.ENOENT };
    }

    private static IEnumerable<string> OwnFolders()
    {
        if (Path.GetDirectoryName(Environment.ProcessPath) is { Length: > 0 } own) yield return own;
        yield return Environment.CurrentDirectory;
    }

    private static IEnumerable<string> PathFolders() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal);

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
