using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RunScope.Testing.Tests;

/// <summary>An address of this machine that nobody has a reason to ask for anything. Whoever does is told nothing.</summary>
/// <remarks>Chromium connects ahead for a frame before it finds that a page's policy forbids it, and then says nothing: that asks for nothing.</remarks>
internal sealed class Trap : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<string> _asked = [];

    public Trap()
    {
        _listener.Start();
        Address = _listener.LocalEndpoint.ToString()!;
        _ = ListenAsync();
    }

    /// <summary>Host and port.</summary>
    public string Address { get; }

    /// <summary>The first lines of what was asked.</summary>
    public string[] Asked => [.. _asked];

    public void Dispose() => _listener.Dispose();

    private async Task ListenAsync()
    {
        try
        {
            while (true) _ = HearAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task HearAsync(TcpClient caller)
    {
        try
        {
            using (caller)
            {
                var buffer = new byte[4096];
                var length = await caller.GetStream().ReadAsync(buffer);
                if (length > 0) _asked.Enqueue(Encoding.ASCII.GetString(buffer, 0, length).Split('\r')[0]);
            }
        }
        catch (IOException)
        {
            // It went away without a word.
        }
    }
}
