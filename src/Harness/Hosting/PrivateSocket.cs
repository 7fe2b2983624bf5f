using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using RunScope.Testing.Analysis;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Hosting;

/// <summary>A Unix socket in a folder of its own that only this user may enter. Both are gone from the disk as soon as the recorder has connected.</summary>
internal sealed class PrivateSocket : IDisposable
{
    /// <summary>The socket's name in its folder.</summary>
    internal const string Name = "s";

    private readonly DirectoryInfo _folder;
    private readonly Socket _listener;

    /// <exception cref="ProfilingUnavailableException">There is no folder for it; the message says which were tried, and what kept each from being it.</exception>
    public PrivateSocket()
    {
        var problems = new List<string>();
        foreach (var parent in Parents())
        {
            if (TryOpen(parent, problems) is not { } opened) continue;
            (_folder, _listener) = opened;
            Path = SocketIn(_folder);
            return;
        }

        throw new ProfilingUnavailableException($"No folder for a private socket could be made, by which host and recorder talk. Tried {string.Join("; ", problems)}. Set TMPDIR to a writable folder, or free space there.");
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
        Remove(_folder);
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

    // The user's own choice first.
    private static IEnumerable<string> Parents() =>
        ((string?[])[System.IO.Path.GetTempPath(), "/tmp", Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR"), "/dev/shm"])
            .Where(folder => !string.IsNullOrEmpty(folder)).Select(folder => System.IO.Path.TrimEndingDirectorySeparator(folder!)).Distinct();

    private static (DirectoryInfo Folder, Socket Listener)? TryOpen(string parent, List<string> problems)
    {
        // A socket's path must fit into 107 bytes, which a long TMPDIR doesn't leave.
        var path = System.IO.Path.Combine(parent, SocketFolder.Prefix + Guid.NewGuid().ToString("N")[..12]);
        if (Encoding.UTF8.GetByteCount(SocketIn(new DirectoryInfo(path))) > UnixSocket.LongestPath)
        {
            problems.Add($"{VisibleText.Of(parent)} (its path is too long for a socket)");
            return null;
        }

        DirectoryInfo? folder = null;
        Socket? listener = null;
        try
        {
            SocketFolder.Sweep(parent);
            if (!Directory.Exists(parent)) throw new DirectoryNotFoundException("it doesn't exist");
            folder = Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            listener.Bind(new UnixDomainSocketEndPoint(SocketIn(folder)));
            listener.Listen(1);
            return (folder, listener);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SocketException)
        {
            problems.Add($"{VisibleText.Of(parent)} ({WhyNot(e)})");
            listener?.Dispose();
            Remove(folder);
            return null;
        }
    }

    // Without the path that .NET puts behind it.
    private static string WhyNot(Exception e) => e switch
    {
        UnauthorizedAccessException => "this user may not write there",
        DirectoryNotFoundException => "it doesn't exist",
        _ => e.Message.Split(" : '")[0],
    };

    private static string SocketIn(DirectoryInfo folder) => System.IO.Path.Combine(folder.FullName, Name);

    private static void Remove(DirectoryInfo? folder)
    {
        try
        {
            if (folder is null) return;
            File.Delete(SocketIn(folder));
            folder.Delete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The recorder has removed it already.
        }
    }
}
