using System.Diagnostics;
using Microsoft.Win32.SafeHandles;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Files;

/// <summary>A file that several test processes write, one at a time.</summary>
internal static class ExclusiveFile
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Opens or makes it, and waits up to 5 s while another process has it open, which each has for a moment only.</summary>
    /// <remarks>
    /// FileShare.None is flock(2): the kernel lets go of it with the process. It is asked for again and again, since a lock that the library waits for
    /// can't be given up.
    /// </remarks>
    /// <exception cref="IOException">It can't be opened, or another process still has it.</exception>
    public static SafeFileHandle Open(string path)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (IsHeld(e) && watch.Elapsed < LongestWait)
            {
                Thread.Sleep(Pause);
            }
        }
    }

    // The library tells of the errno, or of Windows' ERROR_SHARING_VIOLATION.
    private static bool IsHeld(IOException e) => e.HResult is LinuxError.EAGAIN or unchecked((int)0x80070020);
}
