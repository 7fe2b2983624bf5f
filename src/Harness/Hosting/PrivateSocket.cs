using System.Net.Sockets;
using System.Text;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Hosting;

/// <summary>A Unix socket in a folder of its own that only this user may enter. Both are gone from the disk as soon as the recorder has connected.</summary>
internal sealed class PrivateSocket : IDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly Socket _listener;

    public PrivateSocket()
    {
        _folder = Create();
        Path = System.IO.Path.Combine(_folder.FullName, "s");
        _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            _listener.Bind(new UnixDomainSocketEndPoint(Path));
            _listener.Listen(1);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string Path { get; }

    public async Task<Socket> AcceptAsync(CancellationToken cancellationToken) => await _listener.AcceptAsync(cancellationToken).ConfigureAwait(false);

    public void Dispose()
    {
        _listener.Dispose();
        try
        {
            File.Delete(Path);
            _folder.Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The recorder has removed it already.
        }
    }

    // mkdtemp gives mode 0700. A socket's path must fit into 107 bytes, which a long TMPDIR doesn't leave.
    private static DirectoryInfo Create()
    {
        var temporary = System.IO.Path.GetTempPath();
        try
        {
            if (Encoding.UTF8.GetByteCount(temporary) + "runscope-XXXXXX/s".Length + 8 <= UnixSocket.LongestPath) return Directory.CreateTempSubdirectory("runscope-");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Full or read-only: the usual folder may do.
        }

        foreach (var parent in (string?[])["/tmp", Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR"), "/dev/shm"])
        {
            if (string.IsNullOrEmpty(parent)) continue;
            try
            {
                return Directory.CreateDirectory(System.IO.Path.Combine(parent, "runscope-" + Guid.NewGuid().ToString("N")[..12]), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The next one.
            }
        }

        throw new ProfilingUnavailableException($"No folder for a private socket could be made in {temporary}, /tmp, XDG_RUNTIME_DIR or /dev/shm: all are full, read-only or missing. Set TMPDIR to a writable folder.");
    }
}
