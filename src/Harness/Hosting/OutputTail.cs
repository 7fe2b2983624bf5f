using CliWrap;
using RunScope.Testing.Interop;

namespace RunScope.Testing.Hosting;

/// <summary>Drains a stream to its end and keeps its last part. A stream that nobody drains makes a workload fail or hang.</summary>
internal sealed class OutputTail
{
    /// <summary>What is kept of each stream.</summary>
    public const int Capacity = 16 * 1024;

    private readonly byte[] _ring = new byte[Capacity];
    private readonly Lock _lock = new();
    private long _total;

    /// <summary>Whether there was more than is kept.</summary>
    public bool IsTruncated
    {
        get
        {
            lock (_lock) return _total > Capacity;
        }
    }

    /// <summary>What is kept; bytes that aren't UTF-8 become U+FFFD.</summary>
    public string Text
    {
        get
        {
            lock (_lock)
            {
                var length = (int)Math.Min(_total, Capacity);
                var start = (int)((_total - length) % Capacity);
                var bytes = new byte[length];
                var first = Math.Min(length, Capacity - start);
                _ring.AsSpan(start, first).CopyTo(bytes);
                _ring.AsSpan(0, length - first).CopyTo(bytes.AsSpan(first));
                var text = bytes.AsSpan();

                // The cut may have left the end of a character at the front.
                if (_total > Capacity)
                {
                    while (text.Length > 0 && (text[0] & 0xC0) == 0x80) text = text[1..];
                }

                return CString.Decode(text);
            }
        }
    }

    /// <summary>The caller's own target with this one beside it. CliWrap's null target closes the pipe, which workloads see as an error: it becomes a draining one.</summary>
    public PipeTarget With(PipeTarget target) => ReferenceEquals(target, PipeTarget.Null) ? Target() : PipeTarget.Merge(target, Target());

    private PipeTarget Target() => PipeTarget.Create(async (stream, cancellationToken) =>
    {
        var buffer = new byte[64 * 1024];
        int n;
        while ((n = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0) Append(buffer.AsSpan(0, n));
    });

    private void Append(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            _total += bytes.Length;
            if (bytes.Length > Capacity) bytes = bytes[^Capacity..];
            var at = (int)((_total - bytes.Length) % Capacity);
            var first = Math.Min(bytes.Length, Capacity - at);
            bytes[..first].CopyTo(_ring.AsSpan(at));
            bytes[first..].CopyTo(_ring);
        }
    }
}
