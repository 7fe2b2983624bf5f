using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Hosting;

/// <summary>A Unix socket in a folder of its own that only this user may enter. Both are gone from the disk as soon as the recorder has connected.</summary>
internal sealed class PrivateSocket : IDisposable
{
    /// <summary>The socket's name in its folder.</summary>
    internal const string Name = "s";

    private readonly DirectoryInfo _folder;
    private readonly Socket _listener;

    public PrivateSocket()
    {
        _folder = Create();
        Path = System.IO.Path.Combine(_folder.FullName, Name);
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

    /// <summary>The connection of one process, or of what it started if it is a wrapper; whoever else has found the socket is turned away.</summary>
    public async Task<Socket> AcceptAsync(int processId, CancellationToken cancellationToken)
    {
        while (true)
        {
            var peer = await _listener.AcceptAsync(cancellationToken).ConfigureAwait(false);
            if (IsBelow(ProcessOf(peer), processId)) return peer;
            peer.Dispose();
        }
    }

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

    private static bool IsBelow(int pid, int ancestor)
    {
        while (pid > 1 && pid != ancestor && pid != Environment.ProcessId) pid = ProcessIdentity.TryRead(pid)?.Parent ?? 0;
        return pid == ancestor;
    }

    // SO_PEERCRED: struct ucred of whoever called connect, its process ID first; socket(7).
    private static int ProcessOf(Socket peer)
    {
        const int SOL_SOCKET = 1;
        const int SO_PEERCRED = 17;
        Span<byte> credentials = stackalloc byte[12];
        return peer.GetRawSocketOption(SOL_SOCKET, SO_PEERCRED, credentials) >= sizeof(int) ? MemoryMarshal.Read<int>(credentials) : 0;
    }

    // mkdtemp gives mode 0700. A socket's path must fit into 107 bytes, which a long TMPDIR doesn't leave.
    private static DirectoryInfo Create()
    {
        var temporary = System.IO.Path.GetTempPath();
        try
        {
            if (Encoding.UTF8.GetByteCount(temporary) + SocketFolder.Prefix.Length + "XXXXXX/".Length + Name.Length <= UnixSocket.LongestPath)
            {
                SocketFolder.Sweep(temporary);
                return Directory.CreateTempSubdirectory(SocketFolder.Prefix);
            }
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
                SocketFolder.Sweep(parent);
                return Directory.CreateDirectory(System.IO.Path.Combine(parent, SocketFolder.Prefix + Guid.NewGuid().ToString("N")[..12]), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The next one.
            }
        }

        throw new ProfilingUnavailableException($"No folder for a private socket could be made in {temporary}, /tmp, XDG_RUNTIME_DIR or /dev/shm: all are full, read-only or missing. Set TMPDIR to a writable folder.");
    }
}
