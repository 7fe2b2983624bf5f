using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using RunScope.Testing.Tests.Support;

namespace RunScope.Testing.Tests.Servers;

/// <summary>A connection to PostgreSQL, in version 3 of its protocol, by simple queries; what these tests need of it.</summary>
internal sealed class PostgresClient : IDisposable
{
    private readonly TcpClient _connection;
    private readonly BufferedStream _stream;

    private PostgresClient(TcpClient connection) => (_connection, _stream) = (connection, new BufferedStream(connection.GetStream()));

    /// <summary>The process that serves this connection.</summary>
    public int Backend { get; private set; }

    public static async Task<PostgresClient> ConnectAsync(int port, string user)
    {
        var connection = new TcpClient { NoDelay = true };
        await connection.ConnectAsync(IPAddress.Loopback, port);
        var client = new PostgresClient(connection);
        var words = Encoding.UTF8.GetBytes($"user\0{user}\0database\0postgres\0\0");
        await Task.Run(() =>
        {
            client.Number(words.Length + 8);
            client.Number(3 << 16);
            client._stream.Write(words);
            client._stream.Flush();
            client.Rows();
        }).Patiently();
        return client;
    }

    /// <summary>Sends a query and returns its rows; a null is an empty text.</summary>
    public Task<IReadOnlyList<string[]>> AskAsync(string query) => Task.Run(() =>
    {
        var text = Encoding.UTF8.GetBytes(query + "\0");
        _stream.WriteByte((byte)'Q');
        Number(text.Length + 4);
        _stream.Write(text);
        _stream.Flush();
        return Rows();
    }).Patiently();

    public void Dispose()
    {
        _stream.Dispose();
        _connection.Dispose();
    }

    // Reads messages until the server is ready for the next query.
    private IReadOnlyList<string[]> Rows()
    {
        var rows = new List<string[]>();
        string? error = null;
        while (true)
        {
            var kind = _stream.ReadByte();
            if (kind < 0) throw new EndOfStreamException("The server has closed the connection: " + error);
            var body = new byte[ReadNumber() - 4];
            _stream.ReadExactly(body);
            switch ((char)kind)
            {
                case 'K':
                    Backend = BinaryPrimitives.ReadInt32BigEndian(body);
                    break;
                case 'D':
                    rows.Add(Columns(body));
                    break;
                case 'E':
                    error = Encoding.UTF8.GetString(body).Replace('\0', ' ');
                    break;
                case 'Z':
                    return error is null ? rows : throw new InvalidOperationException(error);
            }
        }
    }

    private static string[] Columns(ReadOnlySpan<byte> row)
    {
        var columns = new string[BinaryPrimitives.ReadInt16BigEndian(row)];
        row = row[2..];
        for (var i = 0; i < columns.Length; i++)
        {
            var length = Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(row));
            columns[i] = Encoding.UTF8.GetString(row.Slice(4, length));
            row = row[(4 + length)..];
        }

        return columns;
    }

    private void Number(int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        _stream.Write(bytes);
    }

    private int ReadNumber()
    {
        Span<byte> bytes = stackalloc byte[4];
        _stream.ReadExactly(bytes);
        return BinaryPrimitives.ReadInt32BigEndian(bytes);
    }
}
