using System.Net;
using System.Net.Sockets;

namespace RunScope.Testing.Tests;

/// <summary>An address of this machine that nobody has a reason to ask for anything.</summary>
internal sealed class Trap : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public Trap() => _listener.Start();

    /// <summary>Host and port.</summary>
    public string Address => _listener.LocalEndpoint.ToString()!;

    /// <summary>Whether somebody has connected.</summary>
    public bool IsTouched => _listener.Pending();

    public void Dispose() => _listener.Dispose();
}
