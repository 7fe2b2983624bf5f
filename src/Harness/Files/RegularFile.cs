using Microsoft.Win32.SafeHandles;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Files;

/// <summary>Reads files that somebody else wrote: neither a pipe under the name nor an endless device keeps the reader.</summary>
internal static class RegularFile
{
    /// <param name="path">The file.</param>
    /// <param name="longest">The most bytes that it may have.</param>
    /// <returns>What is in it; null when there is none.</returns>
    /// <exception cref="IOException">It can't be read, is no regular file, or is longer.</exception>
    public static byte[]? TryRead(string path, int longest)
    {
        using var file = Open(path);
        if (file is null) return null;

        // One byte more than may be: how long a file says that it is proves nothing.
        var buffer = new byte[(int)Math.Min(longest, RandomAccess.GetLength(file)) + 1];
        var length = 0;
        while (true)
        {
            var read = RandomAccess.Read(file, buffer.AsSpan(length), length);
            if (read == 0) return buffer[..length];
            length += read;
            if (length > longest) throw new IOException($"it is larger than {new ByteSize(longest)}");
            if (length == buffer.Length) Array.Resize(ref buffer, Math.Min(longest, 2 * length) + 1);
        }
    }

    private static SafeFileHandle? Open(string path)
    {
        if (!OperatingSystem.IsLinux()) return File.Exists(path) ? File.OpenHandle(path) : null;

        // Not blocking: opening a pipe would wait for its writer.
        var fd = Unistd.TryOpen(CString.From(path), Unistd.O_RDONLY | Unistd.O_NONBLOCK);
        if (fd is -LinuxError.ENOENT or -LinuxError.ENOTDIR) return null;
        if (fd < 0) throw new IOException($"it can't be opened ({LinuxError.Name(-fd)})");
        var file = new SafeFileHandle(fd, ownsHandle: true);
        if (Stat.Mode(fd) is { IsRegular: true }) return file;
        file.Dispose();
        throw new IOException("it is no regular file");
    }
}
