using System.Diagnostics;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Files;

/// <summary>Keeps other processes from writing the files of a folder, as long as they ask for the same lock.</summary>
/// <remarks>It is flock(2) on the folder itself: no lock file is left beside files that are committed, and the kernel lets go of it with the process.</remarks>
internal static class FolderLock
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Waits up to 10 s for whoever has it, which each has for a moment only. Null where folders can't be locked, as on some network file systems.</summary>
    /// <exception cref="IOException">The folder isn't there, or another process still has it.</exception>
    public static IDisposable? Take(string folder)
    {
        if (!OperatingSystem.IsLinux()) return null;
        var open = new FileDescriptor(Unistd.TryOpen(CString.From(folder)));
        if (open.IsInvalid)
        {
            open.Dispose();
            throw new IOException($"The folder {folder} can't be opened ({LinuxError.Name(-open.Number)}).");
        }

        var watch = Stopwatch.StartNew();
        while (SysFile.TryLock(open) is var errno && errno != 0)
        {
            if (SysFile.IsHeld(errno) && watch.Elapsed < LongestWait)
            {
                Thread.Sleep(Pause);
                continue;
            }

            open.Dispose();
            if (SysFile.IsHeld(errno)) throw new IOException($"Another process has been writing in {folder} for {LongestWait.TotalSeconds:0} s.");
            return null;
        }

        return open;
    }
}
