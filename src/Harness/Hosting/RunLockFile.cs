using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using RunScope.Testing.Interop;

namespace RunScope.Testing;

/// <summary>The lock file of one user: locked while a profiled test runs, its text says which.</summary>
/// <remarks>The kernel frees the lock of a killed holder at once, so there is nothing stale to clean up. The file itself stays.</remarks>
internal sealed class RunLockFile : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int LongestHolder = 4096;

    private readonly SafeFileHandle _file;

    private RunLockFile(SafeFileHandle file) => _file = file;

    /// <summary>Where the file may be, the best first: the user's own runtime folder, else the temporary one under the user's name.</summary>
    public static IReadOnlyList<string> Candidates()
    {
        var temporary = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"runscope-{Unistd.EffectiveUser}.lock"));
        return Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } own && Directory.Exists(own)
            ? [Path.Combine(own, "runscope.lock"), temporary]
            : [temporary];
    }

    /// <summary>Opens the first file that can be had; null with the problem when none can.</summary>
    /// <exception cref="RunScopeException">A file is somebody else's, or no plain file: it was put there to watch or to stall our tests.</exception>
    public static RunLockFile? Open(IReadOnlyList<string> paths, out string? problem)
    {
        problem = null;
        foreach (var path in paths)
        {
            try
            {
                return new RunLockFile(OpenPrivate(path));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or LinuxException)
            {
                problem ??= e.Message;
            }
        }

        return null;
    }

    public bool TryTake()
    {
        var errno = SysFile.TryLock(_file);
        if (errno == 0) return true;
        return SysFile.IsHeld(errno) ? false : throw new LinuxException("flock", errno);
    }

    /// <summary>Waits until the lock is ours. A wait that is given up leaves its thread to the kernel, and lets go as soon as it gets the lock.</summary>
    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        var taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiter = new Thread(() =>
        {
            var errno = SysFile.WaitForLock(_file);
            var wanted = errno == 0 ? taken.TrySetResult() : taken.TrySetException(new LinuxException("flock", errno));
            if (!wanted) _file.Dispose();
        })
        {
            IsBackground = true,
            Name = "runscope-gate",
        };
        waiter.Start();
        await using (cancellationToken.Register(() => taken.TrySetCanceled(cancellationToken)).ConfigureAwait(false))
        {
            await taken.Task.ConfigureAwait(false);
        }
    }

    public RunHolder? ReadHolder()
    {
        Span<byte> bytes = stackalloc byte[LongestHolder];
        return RunHolder.Parse(Encoding.UTF8.GetString(bytes[..RandomAccess.Read(_file, bytes, 0)]));
    }

    public void WriteHolder(RunHolder holder)
    {
        var bytes = Encoding.UTF8.GetBytes(holder.Text);
        RandomAccess.SetLength(_file, 0);
        RandomAccess.Write(_file, bytes.AsSpan(0, Math.Min(bytes.Length, LongestHolder)), 0);
    }

    /// <summary>Lets go. The text goes first: the next holder is locked in before it has written its own, and must not be taken for us.</summary>
    public void Release()
    {
        RandomAccess.SetLength(_file, 0);
        _file.Dispose();
    }

    public void Dispose() => _file.Dispose();

    private static SafeFileHandle OpenPrivate(string path)
    {
        if (!File.Exists(path)) Create(path);

        // Not File.OpenHandle: it takes a lock of its own on everything it opens, and fails when another process has this one's.
        var fd = Unistd.TryOpen(CString.From(path), Unistd.O_RDWR | Unistd.O_NOFOLLOW);
        if (fd < 0) throw new LinuxException("open", -fd, path);

        var file = new SafeFileHandle(fd, ownsHandle: true);
        if (Stat.Owner(fd) is var owner && owner != Unistd.EffectiveUser)
        {
            file.Dispose();
            throw new RunScopeException(
                $"The lock file {path} belongs to another user (ID {owner?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}), "
                + "so profiled tests don't use it. Remove it, or set XDG_RUNTIME_DIR to a folder of your own.");
        }

        // What is written into it would be written into the other file, and who reads from a pipe waits.
        if (Stat.Mode(fd) is not { IsRegular: true } || Stat.LinkCount(fd) > 1)
        {
            file.Dispose();
            throw new RunScopeException(
                $"The lock file {path} is no plain file of its own (a pipe, or another name of some other file), so profiled tests don't use it. Remove it, or set XDG_RUNTIME_DIR to a folder of your own.");
        }

        return file;
    }

    private static void Create(string path)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Private;
            using var file = new FileStream(path, options);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another test process was faster.
        }
    }
}
