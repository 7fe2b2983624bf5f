using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Servers;

/// <summary>A connection to redis-server, in its protocol RESP 2; what these tests need of it.</summary>
internal sealed class RedisClient : IDisposable
{
    private readonly TcpClient _connection;
    private readonly BufferedStream _stream;

    private RedisClient(TcpClient connection) => (_connection, _stream) = (connection, new BufferedStream(connection.GetStream()));

    public static async Task<RedisClient> ConnectAsync(int port)
    {
        var connection = new TcpClient { NoDelay = true };
        await connection.ConnectAsync(IPAddress.Loopback, port);
        return new RedisClient(connection);
    }

    /// <summary>Gives a command and returns the answer: a string or a number.</summary>
    public Task<string> AskAsync(params string[] words) => Task.Run(() =>
    {
        var command = string.Concat(words.Select(w => $"${Encoding.UTF8.GetByteCount(w)}\r\n{w}\r\n"));
        _stream.Write(Encoding.UTF8.GetBytes($"*{words.Length}\r\n{command}"));
        _stream.Flush();
        var first = Line();
        return first[0] switch
        {
            '+' or ':' => first[1..],
            '$' => Bulk(int.Parse(first.AsSpan(1), CultureInfo.InvariantCulture)),
            _ => throw new InvalidOperationException($"{string.Join(' ', words)}: {first}"),
        };
    }).Patiently();

    public void Dispose()
    {
        _stream.Dispose();
        _connection.Dispose();
    }

    private string Bulk(int length)
    {
        var bytes = new byte[length + 2];
        _stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private string Line()
    {
        var line = new StringBuilder();
        for (var c = _stream.ReadByte(); c != '\n'; c = _stream.ReadByte())
        {
            if (c < 0) throw new EndOfStreamException("The server has closed the connection.");
            line.Append((char)c);
        }

        return line.ToString().TrimEnd('\r');
    }
}
