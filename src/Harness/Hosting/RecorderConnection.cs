using System.Net.Sockets;
using RunScope.Testing.Protocol;

namespace RunScope.Testing.Hosting;

/// <summary>The host's side of the socket.</summary>
internal sealed class RecorderConnection(Socket socket) : IDisposable
{
    private readonly NetworkStream _stream = new(socket, ownsSocket: true);
    private readonly SemaphoreSlim _sending = new(1, 1);
    private long _received;

    /// <summary>How many bytes have come: whether anything comes at all.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>Sends a message; false when the recorder is gone.</summary>
    public async Task<bool> TrySendAsync(Message kind, ReadOnlyMemory<byte> payload)
    {
        var bytes = new byte[Frame.Header + payload.Length];
        Frame.WriteHeader(bytes, kind, payload.Length);
        payload.CopyTo(bytes.AsMemory(Frame.Header));
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
    /// <exception cref="InvalidDataException">What it says makes no sense.</exception>
    public async Task<(Message Kind, PayloadReader Payload)?> ReadAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            var header = new byte[Frame.Header];
            if (!await TryFillAsync(header, cancellationToken).ConfigureAwait(false)) return null;
            if (!Frame.TryReadHeader(header, Frame.LongestReport, out var kind, out var length))
                throw new InvalidDataException("A message between test host and recorder is damaged: it announces a length that none has.");
            var payload = new byte[length];
            return await TryFillAsync(payload, cancellationToken).ConfigureAwait(false) ? (kind, new PayloadReader(payload)) : null;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return null;
        }
    }

    public void Dispose() => _stream.Dispose();

    private async Task<bool> TryFillAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (buffer.Length > 0)
        {
            var n = await _stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (n == 0) return false;
            Interlocked.Add(ref _received, n);
            buffer = buffer[n..];
        }

        return true;
    }
}
