using System.Buffers.Binary;
using System.Net.Sockets;
using RunScope.Testing.Protocol;

namespace RunScope.Testing.Hosting;

/// <summary>The host's side of the socket.</summary>
internal sealed class RecorderConnection(Socket socket) : IDisposable
{
    private const int Header = 5;
    private readonly NetworkStream _stream = new(socket, ownsSocket: true);
    private readonly SemaphoreSlim _sending = new(1, 1);

    /// <summary>Sends a message; false when the recorder is gone.</summary>
    public async Task<bool> TrySendAsync(Message kind, ReadOnlyMemory<byte> payload)
    {
        var bytes = new byte[Header + payload.Length];
        bytes[0] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(1), payload.Length);
        payload.CopyTo(bytes.AsMemory(Header));
        await _sending.WaitAsync().ConfigureAwait(false);
        try
        {
            await _stream.WriteAsync(bytes).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return false;
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>The next message; null when the recorder is gone.</summary>
    public async Task<(Message Kind, PayloadReader Payload)?> ReadAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            var header = new byte[Header];
            await _stream.ReadExactlyAsync(header, cancellationToken).ConfigureAwait(false);
            var payload = new byte[BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(1))];
            await _stream.ReadExactlyAsync(payload, cancellationToken).ConfigureAwait(false);
            return ((Message)header[0], new PayloadReader(payload));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OverflowException)
        {
            return null;
        }
    }

    public void Dispose() => _stream.Dispose();
}
