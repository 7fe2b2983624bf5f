namespace RunScope.Testing.Hosting;

/// <summary>What a stream has said so far: all of it up to a mebibyte, then its beginning and its last mebibyte; and a word to whoever waits for more.</summary>
/// <remarks>Bytes are kept as they come and are read only when somebody asks: a workload that nobody listens to costs a copy in memory.</remarks>
internal sealed class OutputLog
{
    /// <summary>What is kept of the end.</summary>
    public const int EndCapacity = 1024 * 1024;

    /// <summary>What is kept of the beginning, where a server says that it is ready.</summary>
    public const int BeginningCapacity = 128 * 1024;

    private const int FirstCapacity = 16 * 1024;
    private const int LongestPart = 64 * 1024;

    private readonly Lock _lock = new();
    private byte[] _ring = new byte[FirstCapacity];
    private byte[]? _beginning;
    private TaskCompletionSource? _change;
    private long _total;
    private bool _complete;

    /// <summary>A part of the stream.</summary>
    /// <param name="Start">Where it begins; later than asked for when what was between is kept no more.</param>
    /// <param name="Bytes">The bytes; none when there are no more now.</param>
    /// <param name="Complete">Whether the stream has ended with this part.</param>
    public readonly record struct Part(long Start, byte[] Bytes, bool Complete)
    {
        public long End => Start + Bytes.Length;
    }

    /// <summary>How many bytes there were.</summary>
    public long Total
    {
        get
        {
            lock (_lock) return _total;
        }
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            MakeRoom(bytes);
            _total += bytes.Length;
            var kept = bytes.Length > _ring.Length ? bytes[^_ring.Length..] : bytes;
            var at = (int)((_total - kept.Length) % _ring.Length);
            var first = Math.Min(kept.Length, _ring.Length - at);
            kept[..first].CopyTo(_ring.AsSpan(at));
            kept[first..].CopyTo(_ring);
            Announce();
        }
    }

    /// <summary>Nothing more will come.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _complete = true;
            Announce();
        }
    }

    /// <summary>What there is from a place on, in parts of bounded length.</summary>
    public Part Read(long from)
    {
        lock (_lock)
        {
            if (_beginning is not null && from < _beginning.Length)
            {
                var early = _beginning.AsSpan((int)from);
                return new Part(from, early[..Math.Min(early.Length, LongestPart)].ToArray(), Complete: false);
            }

            var start = Math.Max(from, _total - Math.Min(_total, _ring.Length));
            var bytes = new byte[(int)Math.Min(LongestPart, _total - start)];
            var at = (int)(start % _ring.Length);
            var first = Math.Min(bytes.Length, _ring.Length - at);
            _ring.AsSpan(at, first).CopyTo(bytes);
            _ring.AsSpan(0, bytes.Length - first).CopyTo(bytes.AsSpan(first));
            return new Part(start, bytes, _complete && start + bytes.Length == _total);
        }
    }

    /// <summary>Completes when there is more than so many bytes, or the stream has ended.</summary>
    public Task MoreThanAsync(long bytes)
    {
        lock (_lock)
        {
            if (_total > bytes || _complete) return Task.CompletedTask;
            _change ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _change.Task;
        }
    }

    private void Announce()
    {
        _change?.TrySetResult();
        _change = null;
    }

    // The ring grows as long as it holds all there was; its last size is reached before anything is lost, and the beginning is kept apart then.
    private void MakeRoom(ReadOnlySpan<byte> bytes)
    {
        var needed = _total + bytes.Length;
        if (needed <= _ring.Length) return;
        if (_ring.Length < EndCapacity)
        {
            var size = _ring.Length;
            while (size < needed && size < EndCapacity) size *= 2;
            Array.Resize(ref _ring, size);
        }

        if (needed <= EndCapacity || _beginning is not null) return;
        _beginning = new byte[BeginningCapacity];
        var held = (int)Math.Min(_total, BeginningCapacity);
        _ring.AsSpan(0, held).CopyTo(_beginning);
        bytes[..(BeginningCapacity - held)].CopyTo(_beginning.AsSpan(held));
    }
}
